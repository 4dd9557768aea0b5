from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teams.enums import GatheringKind, Turnout
from teams.models.programme import REASON_LENGTH, TEXT_LENGTH, Programme

PLACE_LENGTH = 160
OUTCOME_LENGTH = 5000
SHORTEST = 15


class GatheringQuerySet(models.QuerySet["Gathering"]):
    """Which gatherings took place."""

    def held(self, at: datetime) -> "GatheringQuerySet":
        """Those that began by this moment and were not cancelled."""
        return self.filter(starts_at__lte=at, cancelled_at=None)


class Gathering(models.Model):
    """A gathering of a programme: when (`minutes` long), where, what is on the agenda, and afterwards what came of it.

    `version` rises with each change; a calendar takes it as the number of the invitation. What was cancelled
    stays, with the reason.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="gatherings")
    kind = models.CharField(_("soort bijeenkomst"), max_length=12, choices=GatheringKind)
    starts_at = models.DateTimeField(_("wanneer"))
    minutes = models.PositiveSmallIntegerField(_("hoe lang, in minuten"))
    place = models.CharField(_("waar"), max_length=PLACE_LENGTH)
    agenda = models.TextField(_("agenda"), max_length=TEXT_LENGTH, blank=True)
    outcome = models.TextField(_("wat eruit kwam"), max_length=OUTCOME_LENGTH, blank=True)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("gepland door")
    )
    planned_at = models.DateTimeField(_("gepland op"))
    changed_at = models.DateTimeField(_("veranderd op"))
    version = models.PositiveIntegerField(_("versie"), default=1)
    cancelled_at = models.DateTimeField(_("afgezegd op"), null=True, blank=True)
    cancelled_reason = models.CharField(_("waarom niet"), max_length=REASON_LENGTH, blank=True)

    objects = GatheringQuerySet.as_manager()

    class Meta:
        verbose_name = _("bijeenkomst")
        verbose_name_plural = _("bijeenkomsten")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=SHORTEST, minutes__lte=24 * 60),
                name="gathering_lasts_a_quarter_to_a_day",
                violation_error_message=_("Een bijeenkomst duurt ten minste 15 minuten en ten hoogste een dag."),
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=False) | Q(cancelled_reason=""),
                name="gathering_reason_is_of_cancelling",
                violation_error_message=_("Alleen wat is afgezegd, heeft een reden."),
            ),
        ]

    class Privacy:
        personal = {
            **dict.fromkeys(("agenda", "outcome", "cancelled_reason"), "may name people"),
            "planned_by": "who planned it",
        }
        open: set[str] = set()
        retention = "programme"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.starts_at:%Y-%m-%d}"

    @property
    def is_cancelled(self) -> bool:
        """True when it does not take place."""
        return self.cancelled_at is not None

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)


class Attendance(models.Model):
    """Whether one participant was at a gathering."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="attendances")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="attendances", verbose_name=_("deelnemer")
    )
    presence = models.CharField(_("erbij"), max_length=10, choices=Turnout)

    class Meta:
        verbose_name = _("aanwezigheid")
        verbose_name_plural = _("aanwezigheid")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["gathering", "user"], name="attendance_once")]

    class Privacy:
        personal = {"user": "who was there", "presence": "whether they were there"}
        open: set[str] = set()
        retention = "programme"

    def __str__(self) -> str:
        return f"{self.user}: {self.get_presence_display()}"
