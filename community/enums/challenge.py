"""Choices of the right to challenge, with the words people read. Which state may follow which: `lifecycle`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChallengeState(models.TextChoices):
    """Where a challenge stands. Never "ontvangen" or "in behandeling": residents read those as something else."""

    DRAFT = "draft", _("Concept")
    SUBMITTED = "submitted", _("Ingediend")
    INCOMPLETE = "incomplete", _("Wacht op aanvulling")
    ASSESSING = "assessing", _("Wordt beoordeeld")
    ADVISED = "advised", _("Wacht op de beslissing")
    DECIDED = "decided", _("Beslist")
    AGREED = "agreed", _("Afspraak gemaakt")
    RUNNING = "running", _("Wordt uitgevoerd")
    ENDED = "ended", _("Eerder gestopt")
    EVALUATED = "evaluated", _("Klaar, met een evaluatie")
    WITHDRAWN = "withdrawn", _("Ingetrokken")

    @classmethod
    def undecided(cls) -> frozenset["ChallengeState"]:
        """States in which the municipality still owes an answer."""
        return frozenset({cls.SUBMITTED, cls.INCOMPLETE, cls.ASSESSING, cls.ADVISED})

    @classmethod
    def carried_out(cls) -> frozenset["ChallengeState"]:
        """States in which both sides are bound by an agreement, or were."""
        return frozenset({cls.AGREED, cls.RUNNING, cls.ENDED, cls.EVALUATED})


class ChallengeVerdict(models.TextChoices):
    """What the municipality answers to a challenge; the assessor advises in the same words."""

    YES = "yes", _("Ja")
    PART = "part", _("Ja, voor een deel")
    NO = "no", _("Nee")
    TALK = "talk", _("Wij praten verder")

    @classmethod
    def giving(cls) -> frozenset["ChallengeVerdict"]:
        """Answers on which an agreement follows."""
        return frozenset({cls.YES, cls.PART})


class Fit(models.TextChoices):
    """How a challenge does on one criterion. Words, no points: nothing is added up."""

    GOOD = "good", _("Dat zit goed")
    PARTLY = "partly", _("Dat zit deels goed")
    WEAK = "weak", _("Dat zit nog niet goed")
    UNKNOWN = "unknown", _("Dat weten wij nog niet")


class ChallengeTermKind(models.TextChoices):
    """Terms of the right to challenge, each in weeks; the town's own choice."""

    ASSESS = "assess", _("beoordelen")
    DECIDE = "decide", _("beslissen, na het beoordelen")
    EXTEND = "extend", _("langer beslissen, één keer en met reden")
    COMPLETE = "complete", _("aanvullen")
    NOTICE = "notice", _("herinneren vóór een terugkijkmoment of het einde")


class Onward(models.TextChoices):
    """What a side wants after the agreement."""

    SAME = "same", _("Zo doorgaan")
    OTHERWISE = "otherwise", _("Doorgaan, maar anders")
    STOP = "stop", _("Stoppen")
