"""Choices of EP-teams and advice sessions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MemberState(models.TextChoices):
    """Where somebody stands with a team: "doe mee, kijk mee, nu niet"."""

    INVITED = "invited", _("uitgenodigd")
    JOINED = "joined", _("doet mee")
    OBSERVING = "observing", _("kijkt mee")
    DECLINED = "declined", _("nu niet")
    LEFT = "left", _("gestopt")

    @classmethod
    def inside(cls) -> frozenset["MemberState"]:
        """States in which somebody may see the case."""
        return frozenset({cls.INVITED, cls.JOINED, cls.OBSERVING})


class Progress(models.TextChoices):
    """How far somebody is with their own part in a team; for themselves and their colleagues."""

    NEW = "new", _("nieuw")
    TO_DO = "to_do", _("te doen")
    WAITING = "waiting", _("wacht op een ander")
    DONE = "done", _("klaar")


class SessionKind(models.TextChoices):
    """What kind of talk it was."""

    START = "start", _("startgesprek")
    ADVICE = "advice", _("adviesgesprek")
    SITE_VISIT = "site_visit", _("bezoek op de plek")
    INTERVISION = "intervision", _("intervisie")
    CLOSING = "closing", _("slotgesprek")


class Channel(models.TextChoices):
    """Where or by what means people spoke."""

    TABLE = "table", _("aan tafel")
    SITE = "site", _("op straat of op de plek")
    PHONE = "phone", _("telefoon")
    VIDEO = "video", _("videobellen")
    OTHER = "other", _("mail of anders")


class Seat(models.TextChoices):
    """On whose behalf somebody was at a session."""

    INSIDE = "inside", _("van de gemeente")
    INITIATOR = "initiator", _("van de initiatiefnemer")
    PARTNER = "partner", _("van een partner")


class SummaryState(models.TextChoices):
    """How it stands with the summary of a session: whether the initiator's side has it, and what they say of it."""

    INTERNAL = "internal", _("alleen intern")
    SHARED = "shared", _("gedeeld, nog niet bevestigd")
    CONFIRMED = "confirmed", _("bevestigd door de initiatiefnemer")
    CORRECTED = "corrected", _("verbeterd door de initiatiefnemer")

    @classmethod
    def answers(cls) -> frozenset["SummaryState"]:
        """What the initiator's side can say."""
        return frozenset({cls.CONFIRMED, cls.CORRECTED})


class LessonAbout(models.TextChoices):
    """What a lesson is about."""

    COOPERATION = "cooperation", _("samenwerken")
    PROCESS = "process", _("een werkwijze")
    RULE = "rule", _("een regel")
    GOAL = "goal", _("een doel")


class RuleState(models.TextChoices):
    """How it stands with a rule that stood in the way: ruimte in regels."""

    IN_THE_WAY = "in_the_way", _("staat in de weg")
    BEING_TRIED = "being_tried", _("wij proberen iets")
    LOOSENED = "loosened", _("is ruimer geworden")
    STAYS = "stays", _("blijft zoals hij is")

    @classmethod
    def settled(cls) -> frozenset["RuleState"]:
        """States in which the question is answered, with the reason."""
        return frozenset({cls.LOOSENED, cls.STAYS})


class LessonLevel(models.TextChoices):
    """Who can learn from it."""

    INDIVIDUAL = "individual", _("voor mijzelf")
    ORGANISATION = "organisation", _("voor de organisatie")


class ProgrammeKind(models.TextChoices):
    """In which way colleagues and initiatives learn from each other for a season."""

    EMPOWERING_PEOPLE = "empowering", _("Empowering People")
    COURSE = "course", _("leergang transitie en sociale innovatie")
    PEER_GROUP = "peer_group", _("intervisiegroep")

    @classmethod
    def with_books(cls) -> frozenset["ProgrammeKind"]:
        """Kinds in which the twelve doorgeefboeken go round."""
        return frozenset({cls.EMPOWERING_PEOPLE})


class GatheringKind(models.TextChoices):
    """What the participants of a programme come together for."""

    START = "start", _("startbijeenkomst")
    INTERVISION = "intervision", _("intervisiebijeenkomst")
    CLOSING = "closing", _("slotbijeenkomst")


class Turnout(models.TextChoices):
    """Whether a participant was at a gathering."""

    PRESENT = "present", _("was erbij")
    EXCUSED = "excused", _("was afgemeld")
    ABSENT = "absent", _("was er niet")


class PeerWordKind(models.TextChoices):
    """What somebody gives to a question at intervision; only the bringer answers."""

    QUESTION = "question", _("vraag")
    ADVICE = "advice", _("advies")
    ANSWER = "answer", _("antwoord")

    @classmethod
    def of_colleagues(cls) -> frozenset["PeerWordKind"]:
        """What is for the others, not for who brought the question."""
        return frozenset({cls.QUESTION, cls.ADVICE})


class Quoting(models.TextChoices):
    """Whether an answer at the closing may be quoted in public, and with what beside it."""

    NO = "no", _("niet aanhalen")
    ROLE = "role", _("aanhalen met alleen mijn rol")
    NAME = "name", _("aanhalen met mijn naam")
