"""Choices of stories."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StoryKind(models.TextChoices):
    """What kind of story it is."""

    PAIRED = "paired", _("verhaal van twee kanten")
    BLOG = "blog", _("blog van het programma")


class StoryState(models.TextChoices):
    """Where a version of a story stands; at most one is being worked on and at most one is online."""

    DRAFT = "draft", _("concept")
    ASKED = "asked", _("wacht op toestemming")
    READY = "ready", _("klaar om te publiceren")
    PUBLISHED = "published", _("staat online")
    REPLACED = "replaced", _("vervangen door een nieuwe versie")
    WITHDRAWN = "withdrawn", _("ingetrokken")

    @classmethod
    def working(cls) -> frozenset["StoryState"]:
        """States before publication."""
        return frozenset({cls.DRAFT, cls.ASKED, cls.READY})

    @classmethod
    def ended(cls) -> frozenset["StoryState"]:
        """States nobody outside reads any more."""
        return frozenset({cls.REPLACED, cls.WITHDRAWN})

    @classmethod
    def shown_to_contributors(cls) -> frozenset["StoryState"]:
        """States in which whoever is quoted or pictured reads the whole version."""
        return frozenset({cls.ASKED, cls.READY, cls.PUBLISHED})


class QuoteTopic(models.TextChoices):
    """What a quote is about; two sides on one topic stand side by side, in this order."""

    WELL = "well", _("Wat goed ging")
    LESS = "less", _("Wat minder goed ging")
    LEARNT = "learnt", _("Wat wij meenemen")


class StoryAnswer(models.TextChoices):
    """What somebody said when asked whether their words or picture may appear."""

    WAITING = "waiting", _("nog geen antwoord")
    APPROVED = "approved", _("mag zo geplaatst worden")
    CHANGE = "change", _("vraagt een wijziging")
    WITHDRAWN = "withdrawn", _("doet niet meer mee")
