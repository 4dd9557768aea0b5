"""What deciding needs to know: the decision at hand, and what is left in the pot."""

from dataclasses import dataclass

from django.db.models import Sum

from core.seen import mark
from stimulus_fund.courses import Course, Situation
from stimulus_fund.enums import DecisionKind, DecisionState, State
from stimulus_fund.models import Application, Decision, Dispute, Entry, Pot

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
    related = ("replaces", "dispute__decision")
    return application.decisions.filter(state__in=AT_HAND).select_related(*related).first()


def standing(application: Application) -> Decision | None:
    """The decision on the application that stands, or None."""
    return application.decisions.filter(
        state=DecisionState.TAKEN, kind__in=sorted(DecisionKind.on_application())
    ).first()


def booked(application: Application) -> int:
    """What the pot holds as granted to an application, in euro cents: the sum of its entries."""
    return Entry.objects.filter(decision__application=application).aggregate(sum=Sum("cents"))["sum"] or 0


def situation(application: Application, course: Course, dispute: Dispute | None = None) -> Situation:
    """What a decision on an application is prepared for."""
    contested = dispute.decision.kind if dispute and dispute.decision else None
    return Situation(
        course=course,
        state=State(application.state),
        asked_cents=application.asked_cents,
        granted_cents=application.granted_cents or 0,
        standing_cents=application.standing_cents if contested else 0,
        contested=DecisionKind(contested) if contested else None,
    )


def mark_of(decision: Decision) -> str:
    """A mark of the text of a decision, so that nobody agrees with another one than they read."""
    return mark("decision", decision.pk, decision.prepared_at.isoformat())


def money_of(pot: Pot) -> Money:
    """How a pot stands now. One query."""
    giving = sorted(DecisionKind.giving())
    under_way = Decision.objects.filter(application__pot=pot, state__in=AT_HAND, kind__in=giving, replaces=None)
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
