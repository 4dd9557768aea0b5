from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from city.models import Goal
from initiatives.enums import PositionKind, RoomKind
from initiatives.models.initiative import ANSWER_LENGTH, Initiative


class Position(models.Model):
    """What the municipality is to an initiative, why, and what may be expected of it; never changed, only followed.

    Positions 3 and 4 take a concrete question and reserved room: `room_amount` is hours (in quarters) or euros.
    Position 4 also names the municipal goal it serves.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="positions")
    kind = models.CharField(_("positie"), max_length=10, choices=PositionKind)
    reason = models.TextField(_("waarom"), max_length=ANSWER_LENGTH)
    may_expect = models.TextField(_("wat u wel mag verwachten"), max_length=ANSWER_LENGTH)
    may_not_expect = models.TextField(_("wat u niet mag verwachten"), max_length=ANSWER_LENGTH)
    question = models.TextField(_("concrete vraag"), max_length=ANSWER_LENGTH, blank=True)
    room_kind = models.CharField(_("ruimte"), max_length=10, choices=RoomKind, blank=True)
    room_amount = models.DecimalField(_("hoeveel ruimte"), max_digits=9, decimal_places=2, null=True, blank=True)
    goal = models.ForeignKey(
        Goal, models.PROTECT, related_name="positions", null=True, blank=True, verbose_name=_("gemeentelijk doel")
    )
    taken_on = models.DateField(_("ingenomen op"))
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("ingenomen door")
    )
    review_on = models.DateField(_("opnieuw bekijken op"))

    class Meta:
        verbose_name = _("positie")
        verbose_name_plural = _("posities")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(may_expect="") & ~Q(may_not_expect=""),
                name="position_is_explained",
                violation_error_message=_("Leg de positie uit: waarom, en wat wel en niet te verwachten is."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[PositionKind.ROOM, PositionKind.TOGETHER]) | ~Q(question=""),
                name="position_room_has_question",
                violation_error_message=_("Deze positie kan alleen bij een concrete vraag."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[PositionKind.ROOM, PositionKind.TOGETHER])
                | (~Q(room_kind="") & Q(room_amount__isnull=False, room_amount__gt=0)),
                name="position_room_is_reserved",
                violation_error_message=_("Deze positie kan alleen als er ruimte is gereserveerd."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=PositionKind.TOGETHER) | Q(goal__isnull=False),
                name="position_together_has_goal",
                violation_error_message=_("Meesamenwerken kan alleen bij een gemeentelijk doel."),
            ),
            models.CheckConstraint(
                condition=Q(review_on__gt=models.F("taken_on")),
                name="position_review_after_taken",
                violation_error_message=_("De datum om opnieuw te kijken ligt na vandaag."),
            ),
        ]

    class Privacy:
        personal = {"taken_by": "civil servant who decided", "question": "own words of the initiator"}
        open = {"initiative", "kind", "reason", "may_expect", "may_not_expect", "goal", "taken_on", "review_on"}
        retention = "initiative"

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def case_number(self) -> str:
        """The number of the initiative."""
        return self.initiative.number
