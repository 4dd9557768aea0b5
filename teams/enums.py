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


class LessonLevel(models.TextChoices):
    """Who can learn from it."""

    INDIVIDUAL = "individual", _("voor mijzelf")
    ORGANISATION = "organisation", _("voor de organisatie")
