"""Objections and complaints as the desk and the applicant see them."""

from django.db.models import QuerySet
from django.utils.timezone import localdate

from accounts.models import User
from stimulus_fund.enums import DecisionState, DisputeState
from stimulus_fund.law import Law, objection_in_time
from stimulus_fund.models import Application, Decision, Dispute, Scheme
from stimulus_fund.permissions import Permission
from stimulus_fund.queries.term import object_by

MOST = 100


def for_desk(user: User) -> QuerySet[Dispute]:
    """Those about applications this person may open, as their page shows them."""
    related = (
        *("application__initiative", "application__scheme", "application__pot__scheme", "application__ruleset"),
        *("application__officer", "decision", "handler", "filed_by"),
    )
    return _mine(user).select_related(*related)


def waiting(user: User) -> list[Dispute]:
    """What waits for an answer, due first, as the list shows it."""
    return list(_lines(user).filter(state=DisputeState.OPEN).order_by("decide_by", "pk")[:MOST])


def closed(user: User) -> list[Dispute]:
    """What was closed, the latest first, as the list shows it."""
    return list(_lines(user).exclude(state=DisputeState.OPEN).order_by("-closed_at", "-pk")[:MOST])


def _mine(user: User) -> QuerySet[Dispute]:
    """Nobody objects to a draft: the scheme alone says who may read it."""
    return Dispute.objects.filter(application__scheme__in=Scheme.objects.worked_by(user, Permission.SEE_FUND))


def _lines(user: User) -> QuerySet[Dispute]:
    shown = ("number", "kind", "state", "decide_by", "closed_at", "application__initiative__title")
    found = _mine(user).select_related("application__initiative", "handler")
    return found.only(*shown, "handler__display_name", "handler__email", "application__initiative_id")


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
