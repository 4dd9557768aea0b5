"""The one address for what happens to the term of an application."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from core.calendar import local_day
from stimulus_fund import lawful
from stimulus_fund.clock import Event
from stimulus_fund.enums import DisputeState
from stimulus_fund.models import Application, Dispute, TermEvent
from stimulus_fund.queries.law import law
from stimulus_fund.queries.term import clock_of, clock_of_dispute
from stimulus_fund.questions import Part


def happen(
    application: Application,
    kind: str,
    *,
    at: datetime,
    by: User | None,
    until: date | None = None,
    text: str = "",
    parts: Iterable[Part] = (),
    recorded_at: datetime | None = None,
    dispute: Dispute | None = None,
) -> TermEvent:
    """Write down what happened to the term of a locked application, or of a dispute about it, and what day follows.

    Raises what `lawful` refuses.
    """
    now = law()
    clock = clock_of_dispute(dispute, now, local_day(at)) if dispute else clock_of(application, now, local_day(at))
    lawful.require(Event(kind, at, until), clock, now)
    event = application.term_events.create(
        dispute=dispute,
        kind=kind,
        at=at,
        until=until,
        text=text,
        parts=[part.value for part in parts],
        by=by,
        recorded_at=recorded_at or at,
    )
    if dispute:
        tell_time_of_dispute(dispute, at=recorded_at or at)
    else:
        tell_time(application, at=recorded_at or at)
    return event


def tell_time(application: Application, *, at: datetime) -> bool:
    """Keep the last day of a locked application as its clock gives it now; True when it changed."""
    last_day = clock_of(application, law(), local_day(at)).last_day
    if application.decide_by == last_day:
        return False
    application.decide_by = last_day
    application.save(update_fields=["decide_by"])
    return True


def tell_time_of_dispute(dispute: Dispute, *, at: datetime) -> bool:
    """The same for an objection or a complaint."""
    last_day = clock_of_dispute(dispute, law(), local_day(at)).last_day
    if dispute.decide_by == last_day:
        return False
    dispute.decide_by = last_day
    dispute.save(update_fields=["decide_by"])
    return True


def tell_all(*, at: datetime) -> int:
    """Give every application whose clock stood still the last day as it is today; returns how many changed."""
    moved = Application.objects.undecided().exclude(term_events=None).order_by("pk").distinct()
    told = sum(_tell_one(pk, at=at) for pk in moved.values_list("pk", flat=True))
    disputed = Dispute.objects.filter(state=DisputeState.OPEN).exclude(term_events=None).order_by("pk").distinct()
    return told + sum(_tell_dispute(pk, at=at) for pk in disputed.values_list("pk", flat=True))


@transaction.atomic
def _tell_one(pk: int, *, at: datetime) -> bool:
    application = Application.objects.select_for_update(of=["self"]).select_related("ruleset").get(pk=pk)
    return application.is_undecided and tell_time(application, at=at)


@transaction.atomic
def _tell_dispute(pk: int, *, at: datetime) -> bool:
    dispute = Dispute.objects.select_for_update(of=["self"]).select_related("decision").get(pk=pk)
    return dispute.is_open and tell_time_of_dispute(dispute, at=at)
