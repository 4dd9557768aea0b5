"""The gidsteam's queue: open cases by what they wait for, oldest promise first."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, TextChoices
from django.utils.functional import Promise as LazyText
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from city.queries import closed_days
from core import calendar
from initiatives import promises
from initiatives.enums import Party, PromiseKind, Standing, State
from initiatives.models import Initiative, Position, Promise, PromiseTerm, WaitingSpan
from initiatives.queries.promises import terms_on

ONE_DAY = timedelta(days=1)
PAGE = 25
MOST_FOLLOWED = 1_000  # of so many cases in a list we know which comes after which
WARN_WITHOUT_TERM = 1


class Tab(TextChoices):
    """The lists of the desk; the values stand in addresses."""

    NEW = "nieuw", _("Nieuw zonder gids")
    US = "wij", _("Wacht op ons")
    INITIATOR = "initiatiefnemer", _("Wacht op initiatiefnemer")
    OTHER = "ander", _("Wacht op een ander")
    ALMOST = "bijna", _("Bijna te laat")
    LATE = "te-laat", _("Te laat")
    NO_POSITION = "zonder-positie", _("Zonder positie")
    REVIEW = "opnieuw", _("Opnieuw bekijken")
    MINE = "mijn", _("Mijn initiatieven")
    PAUSED = "pauze", _("Gepauzeerd")


@dataclass(frozen=True)
class Today:
    """What the queue needs to know of a day: which days are closed, and the terms of promises."""

    on: date
    closed: Collection[date]
    terms: dict[str, PromiseTerm]

    def warn_days(self, kind: str) -> int:
        """How many working days before its date a promise of this kind is almost late."""
        return self.terms[kind].warn_days if kind in self.terms else WARN_WITHOUT_TERM

    def warned_until(self, kind: str) -> date:
        """The last date on which a promise that is due then is almost late today."""
        return calendar.add_working_days(self.on, self.warn_days(kind) + 1, self.closed) - ONE_DAY

    def standing(self, promise: Promise) -> Standing:
        """How a promise stands."""
        return promises.standing(promise.due_on, self.on, self.warn_days(promise.kind), self.closed)

    def working_days_since(self, day: date) -> int:
        """Working days that passed after a day."""
        return calendar.working_days_between(day, self.on, self.closed)


@dataclass(frozen=True)
class Row:
    """A case in a list: how long it waits for whoever has the ball, and what comes next before when.

    `standing` is that of our worst open promise; None when nothing was promised or somebody else has the ball. Then
    `has_passed` says that the day of what they promised, or of the position's review (`is_review`), is over.
    """

    initiative: Initiative
    waiting: int
    standing: Standing | None
    next_step: str | LazyText
    next_on: date | None
    days_late: int = 0
    is_review: bool = False
    has_passed: bool = False


def today(at: datetime) -> Today:
    """The day of a moment; two queries."""
    on = localdate(at)
    return Today(on=on, closed=closed_days(), terms=terms_on(on))


def with_dates(cases: QuerySet[Initiative], day: Today) -> QuerySet[Initiative]:
    """The cases with `due_on`, the date of the oldest open promise of whoever has the ball; `is_close`, true when a
    promise of ours is almost late; and `review_on`, when the position is looked at again."""
    unkept = Promise.objects.filter(initiative=OuterRef("pk"), kept_on=None, withdrawn_on=None)
    close = Q()
    for kind in PromiseKind:
        close |= Q(kind=kind, due_on__lte=day.warned_until(kind))
    latest_position = Position.objects.filter(initiative=OuterRef("pk")).order_by("-pk")
    return cases.annotate(
        due_on=Subquery(unkept.filter(party=OuterRef("ball")).order_by("due_on").values("due_on")[:1]),
        is_close=Exists(unkept.filter(close, party=Party.MUNICIPALITY, due_on__gte=day.on)),
        review_on=Subquery(latest_position.values("review_on")[:1], output_field=DateField()),
    )


def in_queue(user: User, day: Today) -> QuerySet[Initiative]:
    """Open cases this person may see, with their dates."""
    return with_dates(Initiative.objects.for_desk(user).open().filter(merged_into=None), day)


def _conditions(user: User, day: Today) -> dict[Tab, Q]:
    going = Q(paused_at=None)
    ours = going & Q(ball=Party.MUNICIPALITY)
    late = ours & Q(due_on__lt=day.on)
    return {
        Tab.NEW: going & Q(state=State.SUBMITTED, owner=None),
        Tab.US: ours & Q(owner__isnull=False),
        Tab.INITIATOR: going & Q(ball=Party.INITIATOR),
        Tab.OTHER: going & Q(ball=Party.THIRD_PARTY),
        Tab.ALMOST: ours & Q(is_close=True) & ~Q(due_on__lt=day.on),
        Tab.LATE: late,
        Tab.NO_POSITION: going & Q(owner__isnull=False, position_kind=""),
        Tab.REVIEW: going & Q(review_on__lte=day.on),
        Tab.MINE: Q(owner=user),
        Tab.PAUSED: Q(paused_at__isnull=False),
    }


def counts(user: User, day: Today) -> dict[Tab, int]:
    """How many cases stand in each list. One query."""
    conditions = _conditions(user, day)
    found = in_queue(user, day).aggregate(**{tab.name: Count("pk", filter=conditions[tab]) for tab in Tab})
    return {tab: found[tab.name] for tab in Tab}


def in_tab(user: User, tab: Tab, day: Today) -> QuerySet[Initiative]:
    """The cases of one list, oldest promise first, then longest known."""
    cases = in_queue(user, day).filter(_conditions(user, day)[tab])
    first = F("review_on").asc() if tab == Tab.REVIEW else F("due_on").asc(nulls_last=True)
    return cases.order_by(first, "submitted_at", "pk")


def order(user: User, tab: Tab, day: Today) -> list[int]:
    """The keys of the cases of a list in its order, to find the next one."""
    return list(in_tab(user, tab, day).values_list("pk", flat=True)[:MOST_FOLLOWED])


def following(before: Sequence[int], now: Collection[int], handled: int) -> int | None:
    """The case that comes after the handled one: the order as it was, of what is still in the list."""
    place = before.index(handled) if handled in before else -1
    candidates = [*before[place + 1 :], *before[: max(place, 0)]]
    return next((pk for pk in candidates if pk in now and pk != handled), None)


def rows(cases: Iterable[Initiative], day: Today) -> list[Row]:
    """The cases as rows of a list; two queries, however many there are."""
    listed = list(cases)
    open_promises: dict[int, list[Promise]] = defaultdict(list)
    for promise in Promise.objects.filter(initiative__in=listed, kept_on=None, withdrawn_on=None):
        open_promises[promise.initiative_id].append(promise)
    since = dict(WaitingSpan.objects.filter(initiative__in=listed, ended_at=None).values_list("initiative", "began_at"))
    return [_row(case, open_promises[case.pk], since.get(case.pk, case.submitted_at), day) for case in listed]


def _row(case: Initiative, unkept: list[Promise], since: datetime, day: Today) -> Row:
    waiting = day.working_days_since(localdate(since)) if case.is_open else 0
    theirs = sorted((promise for promise in unkept if promise.party == case.ball), key=lambda promise: promise.due_on)
    if not theirs:
        review_on: date | None = getattr(case, "review_on", None)
        step = _("Positie opnieuw bekijken") if review_on else ""
        passed = review_on is not None and review_on < day.on
        return Row(case, waiting, None, step, review_on, is_review=review_on is not None, has_passed=passed)
    oldest = theirs[0]
    ours = case.ball == Party.MUNICIPALITY and case.paused_at is None
    return Row(
        initiative=case,
        waiting=waiting,
        standing=max((day.standing(promise) for promise in theirs), key=list(Standing).index) if ours else None,
        next_step=oldest.text or oldest.get_kind_display(),
        next_on=oldest.due_on,
        days_late=promises.days_late(oldest.due_on, day.on, day.closed) if ours else 0,
        has_passed=not ours and oldest.due_on < day.on,
    )
