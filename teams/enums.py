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
