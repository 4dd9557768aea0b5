"""The ladder of a promise: one warning shortly before, honest words when late, the whole team after that."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from accounts.enums import Role
from accounts.models import User
from city.queries import closed_days
from core import audit, calendar, outbox
from initiatives import notices, promises
from initiatives.enums import Party, Standing
from initiatives.models import Promise, PromiseTerm
from initiatives.queries.promises import terms_on


def climb_ladder(*, at: datetime) -> int:
    """Warn and escalate once per promise, never before it is due; returns how many promises were told about.

    Only the municipality's promises count, and only while it has the ball.
    """
    today, closed = localdate(at), closed_days()
    terms = terms_on(today)
    guides = list(User.objects.filter(role_grants__role=Role.GUIDE, role_grants__withdrawn_at=None, is_active=True))
    told = 0
    for pk in _candidates().filter(due_on__lt=_not_yet_close(today, terms, closed)).values_list("pk", flat=True):
        told += _tell_about(pk, today=today, closed=closed, terms=terms, guides=guides, at=at)
    return told


def _not_yet_close(today: date, terms: dict[str, PromiseTerm], closed: Collection[date]) -> date:
    """From this day on no promise is close enough to warn of, whatever its kind."""
    return calendar.add_working_days(today, max(term.warn_days for term in terms.values()) + 1, closed)


def _candidates() -> QuerySet[Promise]:
    return Promise.objects.filter(
        kept_on=None,
        withdrawn_on=None,
        party=Party.MUNICIPALITY,
        initiative__ball=Party.MUNICIPALITY,
        escalated_at=None,
    ).order_by("due_on", "pk")


@transaction.atomic
def _tell_about(
    pk: int, *, today: date, closed: Collection[date], terms: dict[str, PromiseTerm], guides: list[User], at: datetime
) -> int:
    promise = _candidates().select_for_update(of=("self",)).select_related("initiative__owner").filter(pk=pk).first()
    if promise is None:
        return 0
    term = terms[promise.kind]
    late = promises.days_late(promise.due_on, today, closed)
    if late >= term.escalate_days:
        promise.escalated_at = at
        messages = notices.promise_escalated(promise.initiative, promise, guides)
        messages += notices.promise_late(promise.initiative, promise)
    elif promise.warned_at is None and _is_close(promise, today, term, closed):
        promise.warned_at = at
        messages = notices.promise_almost_due(promise.initiative, promise)
    else:
        return 0
    promise.save(update_fields=["warned_at", "escalated_at"])
    audit.record(verb="promise.told", subject=promise, by=None, at=at, after={"late": late})
    outbox.enqueue(*messages, at=at)
    return 1


def _is_close(promise: Promise, today: date, term: PromiseTerm, closed: Collection[date]) -> bool:
    return promises.standing(promise.due_on, today, term.warn_days, closed) != Standing.ON_TIME
