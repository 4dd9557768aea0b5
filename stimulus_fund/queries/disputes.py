"""Objections and complaints as the desk and the applicant see them."""

from django.db.models import QuerySet
from django.utils.timezone import localdate

from accounts.models import User
from stimulus_fund.enums import DecisionState, DisputeState
from stimulus_fund.law import Law, objection_in_time
from stimulus_fund.models import Application, Decision, Dispute
from stimulus_fund.queries.term import object_by

MOST = 100


def for_desk(user: User) -> QuerySet[Dispute]:
    """Those about applications this person may open, as their page shows them."""
    mine = Application.objects.for_desk(user)
    related = (
        *("application__initiative", "application__scheme", "application__pot__scheme", "application__ruleset"),
        *("application__officer", "decision", "handler", "filed_by"),
    )
    return Dispute.objects.filter(application__in=mine).select_related(*related)


def waiting(user: User) -> QuerySet[Dispute]:
    """What waits for an answer, due first."""
    return for_desk(user).filter(state=DisputeState.OPEN).order_by("decide_by", "pk")[:MOST]


def closed(user: User) -> QuerySet[Dispute]:
    """What was closed, the latest first."""
    return for_desk(user).exclude(state=DisputeState.OPEN).order_by("-closed_at", "-pk")[:MOST]


def is_in_time(dispute: Dispute, numbers: Law) -> bool:
    """True for a complaint, and for an objection that came within its term (Awb 6:7, 6:9)."""
    if dispute.decision is None:
        return True
    end = object_by(dispute.decision, numbers)
    return objection_in_time(end, localdate(dispute.filed_at), numbers, dispute.posted_on)


def can_be_objected_to(application: Application) -> list[Decision]:
    """Decisions that stand, were not themselves on an objection, and against which no objection runs."""
    taken = application.decisions.filter(state=DecisionState.TAKEN, dispute=None)
    return list(taken.exclude(disputes__state=DisputeState.OPEN).order_by("-pk"))
