from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Mod
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from initiatives.enums import PositionKind
from teams.models.session import QUARTER, Session
from teams.models.team import Team

REASON_LENGTH = 300


class RoomTerm(models.Model):
    """How many hours of colleagues a position gives an initiative, from a date on; the latest that has begun counts.

    A position that reserves hours of its own (positions 3 and 4 may) goes before this setting.
    """

    kind = models.CharField(_("positie"), max_length=10, choices=PositionKind)
    hours = models.PositiveSmallIntegerField(_("uren"))
    valid_from = models.DateField(_("geldig vanaf"))

    class Meta:
        verbose_name = _("ruimte in uren")
        verbose_name_plural = _("ruimte in uren per positie")
        ordering = ["kind", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "valid_from"],
                name="room_term_once",
                violation_error_message=_("Er is al een ruimte die op deze dag ingaat."),
            ),
            models.CheckConstraint(
                condition=Q(hours__gte=1),
                name="room_term_at_least_an_hour",
                violation_error_message=_("De ruimte is ten minste één uur."),
            ),
        ]

    class Privacy:
        personal: dict[str, str] = {}
        open = {"kind", "hours", "valid_from"}
        retention = "keep"

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.hours}"


class Overrun(models.Model):
    """A session that took more than the room of the initiative had left: by how many minutes, and why all the same."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="overruns")
    session = models.OneToOneField(Session, models.CASCADE, related_name="overrun")
    minutes = models.PositiveIntegerField(_("minuten boven de ruimte"))
    reason = models.CharField(_("waarom toch"), max_length=REASON_LENGTH)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("door"))
    at = models.DateTimeField(_("vastgelegd op"))

    class Meta:
        verbose_name = _("overschrijding van de ruimte")
        verbose_name_plural = _("overschrijdingen van de ruimte")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="overrun_has_reason",
                violation_error_message=_("Schrijf op waarom er toch meer tijd nodig is."),
            ),
            models.CheckConstraint(
                condition=Exact(Mod(F("minutes"), QUARTER), 0),
                name="overrun_in_quarters",
                violation_error_message=_("Vul de tijd in kwartieren in."),
            ),
        ]

    class Privacy:
        personal = {"reason": "own words", "by": "who went on"}
        open: set[str] = set()
        retention = "initiative"

    def __str__(self) -> str:
        return f"{self.team}: {self.minutes}"

    @property
    def case_number(self) -> str:
        """The number of the initiative."""
        return self.team.case_number
