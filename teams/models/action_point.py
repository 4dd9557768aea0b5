from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from initiatives.enums import Side
from teams.models.session import Session
from teams.models.team import Team


class ActionPointQuerySet(models.QuerySet["ActionPoint"]):
    """Which points are still to do, and who may read them."""

    def open(self) -> "ActionPointQuerySet":
        """Points that are neither done nor dropped."""
        return self.filter(done_at=None, dropped_at=None)

    def shared(self) -> "ActionPointQuerySet":
        """Points the initiator's side may read."""
        return self.filter(shared=True)


class ActionPoint(models.Model):
    """Something somebody will do before a date, on either side. `shared` ones are on the initiator's page too."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="action_points")
    session = models.ForeignKey(
        Session, models.SET_NULL, related_name="action_points", null=True, blank=True, verbose_name=_("uit gesprek")
    )
    text = models.CharField(_("wat"), max_length=200)
    side = models.CharField(_("kant"), max_length=12, choices=Side, default=Side.MUNICIPALITY)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="action_points",
        null=True,
        blank=True,
        verbose_name=_("wie"),
    )
    due_on = models.DateField(_("uiterlijk op"))
    shared = models.BooleanField(_("zichtbaar voor de initiatiefnemer"), default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("vastgelegd door")
    )
    made_at = models.DateTimeField(_("vastgelegd op"))
    done_at = models.DateTimeField(_("gedaan op"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("gedaan door")
    )
    dropped_at = models.DateTimeField(_("vervallen op"), null=True, blank=True)
    dropped_reason = models.CharField(_("waarom vervallen"), max_length=200, blank=True)
    reminded_at = models.DateTimeField(_("herinnerd op"), null=True, blank=True)

    objects = ActionPointQuerySet.as_manager()

    class Meta:
        verbose_name = _("actiepunt")
        verbose_name_plural = _("actiepunten")
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(
                fields=["owner", "due_on"], condition=Q(done_at=None, dropped_at=None), name="action_point_open"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(side=Side.INITIATOR, shared=True) | Q(side=Side.MUNICIPALITY, owner__isnull=False),
                name="action_point_has_owner",
                violation_error_message=_("Zeg wie het doet. Een actiepunt van de initiatiefnemer is altijd gedeeld."),
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(dropped_at=None),
                name="action_point_done_or_dropped",
                violation_error_message=_("Een actiepunt is gedaan of vervallen, niet allebei."),
            ),
            models.CheckConstraint(
                condition=Q(dropped_at=None) | ~Q(dropped_reason=""),
                name="action_point_drop_has_reason",
                violation_error_message=_("Zeg waarom het actiepunt vervalt."),
            ),
        ]

    class Privacy:
        personal = {"owner": "who will do it", "text": "may name people", "dropped_reason": "own words"}
        open: set[str] = set()
        retention = "initiative"

    def __str__(self) -> str:
        return self.text

    @property
    def case_number(self) -> str:
        """The number of the initiative."""
        return self.team.case_number

    @property
    def is_open(self) -> bool:
        """True while it is neither done nor dropped."""
        return self.done_at is None and self.dropped_at is None
