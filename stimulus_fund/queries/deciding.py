"""What deciding needs to know: the decision at hand, and what is left in the pot."""

from dataclasses import dataclass

from django.db.models import Sum

from core.seen import mark
from stimulus_fund.enums import DecisionKind, DecisionState
from stimulus_fund.models import Application, Decision, Pot

AT_HAND = [DecisionState.PREPARED, DecisionState.CHECKED]


@dataclass(frozen=True)
class Money:
    """How a pot stands, in euro cents; `reserved` is what decisions on their way would give."""

    ceiling: int
    granted: int
    reserved: int
    paid: int

    @property
    def available(self) -> int:
        """What can still be granted."""
        return self.ceiling - self.granted


def open_decision(application: Application) -> Decision | None:
    """The decision on its way, or None."""
    return application.decisions.filter(state__in=AT_HAND).order_by("-pk").first()


def mark_of(decision: Decision) -> str:
    """A mark of the text of a decision, so that nobody agrees with another one than they read."""
    return mark("decision", decision.pk, decision.prepared_at.isoformat())


def money_of(pot: Pot) -> Money:
    """How a pot stands now. One query."""
    under_way = Decision.objects.filter(application__pot=pot, state__in=AT_HAND, kind__in=sorted(DecisionKind.giving()))
    reserved = under_way.aggregate(sum=Sum("cents"))["sum"] or 0
    return Money(pot.ceiling_cents, pot.granted_cents, reserved, pot.paid_cents)


def reserved_before(application: Application) -> int:
    """What applications of the same pot that were complete earlier still wait for, in euro cents."""
    if application.complete_order is None:
        return 0
    waiting = Application.objects.undecided().filter(
        pot=application.pot_id, complete_order__lt=application.complete_order
    )
    return waiting.aggregate(sum=Sum("asked_cents"))["sum"] or 0
