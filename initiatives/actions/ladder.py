"""The ladder of a promise: one warning shortly before, honest words when late, the whole team after that."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Min, QuerySet
from django.utils.timezone import localdate

from accounts.models import User
from city.queries import closed_days
from core import audit, calendar, outbox
from core.outbox import Message
from initiatives import notices, promises
from initiatives.enums import Party, Standing
from initiatives.models import Initiative, Promise, PromiseTerm
from initiatives.queries.desk import guides
from initiatives.queries.promises import terms_on


@dataclass(frozen=True)
class Morning:
    """What the ladder needs to know of a day: its date, the closed days, the terms, and who hears of lateness."""

    on: date
    closed: Collection[date]
    terms: dict[str, PromiseTerm]
    guides: Sequence[User]

    @property
    def not_yet_close(self) -> date:
        """From this day on no promise is close enough to warn of, whatever its kind."""
        longest = max(term.warn_days for term in self.terms.values())
        return calendar.add_working_days(self.on, longest + 1, self.closed)

    def is_late(self, promise: Promise) -> bool:
        """True when it is so late that the whole team and the initiator hear of it."""
        late = promises.days_late(promise.due_on, self.on, self.closed)
        return late >= self.terms[promise.kind].escalate_days

    def is_close(self, promise: Promise) -> bool:
        """True when its guide is to be warned, and was not yet."""
        warn_days = self.terms[promise.kind].warn_days
        standing = promises.standing(promise.due_on, self.on, warn_days, self.closed)
        return promise.warned_at is None and standing != Standing.ON_TIME


def climb_ladder(*, at: datetime) -> int:
    """Warn and escalate once per promise, never before it is due; returns how many promises were told about.

    Only the municipality's promises count, and only while it has the ball. Whatever is late of one case stands in
    one mail.
    """
    today = localdate(at)
    morning = Morning(today, closed_days(), terms_on(today), list(guides()))
    cases = (
        _candidates()
        .filter(due_on__lt=morning.not_yet_close)
        .order_by()
        .values("initiative")
        .annotate(first=Min("due_on"))
        .order_by("first", "initiative")
    )
    return sum(_tell_about(case["initiative"], morning, at=at) for case in cases)


def _candidates() -> QuerySet[Promise]:
    return Promise.objects.filter(
        kept_on=None,
        withdrawn_on=None,
        party=Party.MUNICIPALITY,
        initiative__ball=Party.MUNICIPALITY,
        escalated_at=None,
    )


@transaction.atomic
def _tell_about(pk: int, morning: Morning, *, at: datetime) -> int:
    """Tell about the promises of one case; how many there were to tell about."""
    locked = _candidates().select_for_update(of=("self",)).filter(initiative=pk).order_by("due_on", "pk")
    late = [promise for promise in locked if morning.is_late(promise)]
    close = [promise for promise in locked if promise not in late and morning.is_close(promise)]
    for promise in late:
        promise.escalated_at = at
        _record(promise, morning, at=at)
    for promise in close:
        promise.warned_at = at
        _record(promise, morning, at=at)
    if late or close:
        case = Initiative.objects.select_related("owner").get(pk=pk)
        outbox.enqueue(*_messages(case, late, close, morning.guides), at=at)
    return len(late) + len(close)


def _record(promise: Promise, morning: Morning, *, at: datetime) -> None:
    promise.save(update_fields=["warned_at", "escalated_at"])
    late = promises.days_late(promise.due_on, morning.on, morning.closed)
    audit.record(verb="promise.told", subject=promise, by=None, at=at, after={"late": late})


def _messages(
    case: Initiative, late: Sequence[Promise], close: Sequence[Promise], guides: Sequence[User]
) -> list[Message]:
    """Once something is late the guide reads in that same mail what is almost late too."""
    if not late:
        return notices.promise_almost_due(case, close)
    return [*notices.promise_escalated(case, late, close, guides), *notices.promise_late(case, late)]
