"""Choices of the learning report, with the words people read."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Section(models.TextChoices):
    """The parts of a learning report, in the order they are read."""

    INITIATIVES = "initiatives", _("Initiatieven")
    OUTCOMES = "outcomes", _("Hoe het verderging")
    POSITIONS = "positions", _("Posities van de gemeente")
    SESSIONS = "sessions", _("Adviesgesprekken")
    HOURS = "hours", _("Uren van medewerkers, per positie")
    TIME = "time", _("Wie was er aan zet?")
    LEARNT = "learnt", _("Waar lessen over gaan")
    LESSONS = "lessons", _("Wat wij leerden")
    RULES = "rules", _("Regels die ruimer werden")
    QUOTES = "quotes", _("Wat mensen zeggen")

    @classmethod
    def of_words(cls) -> frozenset["Section"]:
        """Parts that hold sentences; the others hold figures."""
        return frozenset({cls.LESSONS, cls.RULES, cls.QUOTES})


class Unit(models.TextChoices):
    """What a figure counts."""

    COUNT = "count", _("aantal")
    HOURS = "hours", _("uur")
    DAYS = "days", _("werkdagen, gemiddeld per initiatief")


class EditionState(models.TextChoices):
    """Where an edition of the report stands; a published one never changes."""

    DRAFT = "draft", _("Concept")
    OFFERED = "offered", _("Ligt ter goedkeuring")
    PUBLISHED = "published", _("Gepubliceerd")


class Topic(models.TextChoices):
    """A figure that everyone may read; the value is its address."""

    LEAD_TIMES = "doorlooptijden", _("Hoe snel u antwoord krijgt")
    WAITING = "wachttijd", _("Op wie het wachten was")
    WIJKEN = "wijken", _("Initiatieven per wijk")
    THEMES = "themas", _("Initiatieven per thema")
    POSITIONS = "posities", _("Wat de gemeente doet")
    OUTCOMES = "uitkomsten", _("Hoe het verderging")
    HOURS = "uren", _("Uren van medewerkers")
    AWARDS = "toekenningen", _("Geld dat initiatieven kregen")


class SearchKind(models.TextChoices):
    """What can be found, in the order of the page; the value is how it stands in the address."""

    INITIATIVES = "initiatieven", _("Initiatieven")
    STORIES = "verhalen", _("Verhalen")
    AGENDA = "agenda", _("Agenda")
    HUBS = "knooppunten", _("Wie helpt waarmee")
    GOALS = "doelen", _("Doelen")
    CHALLENGES = "uitdagingen", _("Uitdagingen")
    FUND = "geld", _("Geld")
    LEARNT = "lessen", _("Wat de stad leert")
