from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Mod
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from teams.enums import Channel, SessionKind
from teams.models.session import QUARTER, QUESTION_LENGTH, Session
from teams.models.team import Team

PLACE_LENGTH = 200
REASON_LENGTH = 300


class PlannedQuerySet(models.QuerySet["PlannedSession"]):
    """Which plans stand, and who may read them."""

    def standing(self) -> "PlannedQuerySet":
        """Plans that were neither cancelled nor held."""
        return self.filter(cancelled_at=None, session=None)

    def shared(self) -> "PlannedQuerySet":
        """Plans to which the initiator's side is invited."""
        return self.filter(with_initiator=True)


class PlannedSession(models.Model):
    """A session that is still to come, with who is invited; `session` is what it became.

    `uid` is its name in calendars for good, `sequence` counts the changes calendars must know of. The initiator's
    side knows of it only when it is invited (`with_initiator`).
    """

    team = models.ForeignKey(Team, models.CASCADE, related_name="planned_sessions")
    kind = models.CharField(_("soort gesprek"), max_length=12, choices=SessionKind, default=SessionKind.ADVICE)
    channel = models.CharField(_("hoe"), max_length=10, choices=Channel, default=Channel.TABLE)
    starts_at = models.DateTimeField(_("begint op"))
    minutes = models.PositiveSmallIntegerField(_("hoe lang, in minuten"))
    place = models.CharField(_("plaats"), max_length=PLACE_LENGTH, blank=True)
    about = models.TextField(_("waarover"), max_length=QUESTION_LENGTH)
    invited = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="planned_sessions", blank=True, verbose_name=_("uitgenodigde collega's")
    )
    with_initiator = models.BooleanField(_("de initiatiefnemer is erbij"), default=False)
    uid = models.UUIDField(unique=True, default=uuid4, editable=False)
    sequence = models.PositiveIntegerField(_("wijziging"), default=0)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("gepland door")
    )
    planned_at = models.DateTimeField(_("gepland op"))
    changed_at = models.DateTimeField(_("gewijzigd op"))
    cancelled_at = models.DateTimeField(_("afgezegd op"), null=True, blank=True)
    cancelled_reason = models.CharField(_("waarom afgezegd"), max_length=REASON_LENGTH, blank=True)
    session = models.OneToOneField(
        Session, models.CASCADE, related_name="plan", null=True, blank=True, verbose_name=_("werd het gesprek")
    )

    objects = PlannedQuerySet.as_manager()

    class Meta:
        verbose_name = _("gepland gesprek")
        verbose_name_plural = _("geplande gesprekken")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(about=""),
                name="planned_session_has_subject",
                violation_error_message=_("Schrijf op waar het gesprek over gaat."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=QUARTER, minutes__lte=24 * 60) & Q(Exact(Mod(F("minutes"), QUARTER), 0)),
                name="planned_session_in_quarters",
                violation_error_message=_("Vul de tijd in kwartieren in, ten hoogste een dag."),
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None, cancelled_reason="")
                | (Q(cancelled_at__isnull=False, session=None) & ~Q(cancelled_reason="")),
                name="planned_session_cancel_has_reason",
                violation_error_message=_("Zeg waarom het gesprek niet doorgaat."),
            ),
        ]

    class Privacy:
        personal = {
            "invited": "who is invited",
            "place": "may be somebody's home",
            "about": "may name people",
            "cancelled_reason": "own words",
            "planned_by": "who planned it",
        }
        open: set[str] = set()
        retention = "initiative"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.starts_at:%Y-%m-%d}"

    @property
    def case_number(self) -> str:
        """The number of the initiative."""
        return self.team.case_number

    @property
    def ends_at(self) -> datetime:
        """When it should be over."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_standing(self) -> bool:
        """True while it is neither cancelled nor held."""
        return self.cancelled_at is None and self.session_id is None
