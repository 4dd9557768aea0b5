"""What helping every initiative costs, week by week. Pure: people, cases and assumptions in, minutes out; no clock.

Every case takes the room of its position, less what was spent, in equal parts over the weeks until the position is
looked at again; over the whole period when that day has passed or nobody set one.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from core.calendar import is_working_day
from initiatives.enums import PositionKind

WEEKS_AHEAD = 13
WEEK = timedelta(days=7)
WORKING_DAYS = 5
NOT_YET = ""  # the kind of a case without a position
KINDS = (*PositionKind, NOT_YET)


@dataclass(frozen=True)
class Helper:
    """A civil servant with room for initiatives: minutes a week, and the days of an absence."""

    minutes: int
    absent_from: date | None = None
    absent_until: date | None = None

    def is_away(self, on: date) -> bool:
        """True when they are absent that day."""
        return bool(self.absent_from and self.absent_until and self.absent_from <= on <= self.absent_until)


@dataclass(frozen=True)
class Running:
    """A case at work: its position (NOT_YET without one), minutes it reserved itself, minutes spent, its next look."""

    kind: str
    spent: int = 0
    reserved: int | None = None
    review_on: date | None = None


@dataclass(frozen=True)
class Assumptions:
    """`room` is the minutes a position gives; for those in `chosen` the reader's own number goes before what a case
    reserved. `mix` says how often each position was taken, for cases that have none yet.
    """

    room: Mapping[str, int]
    mix: Mapping[str, int] = field(default_factory=dict)
    chosen: Collection[str] = frozenset()

    @property
    def average(self) -> int:
        """The minutes of an initiative of which the position is not known: the mean, as positions were taken so far."""
        weights = {kind: self.mix.get(kind, 0) for kind in PositionKind}
        if not any(weights.values()):
            weights = dict.fromkeys(PositionKind, 1)
        whole = sum(self.room.get(kind, 0) * weight for kind, weight in weights.items())
        return round(whole / sum(weights.values()))

    def room_of(self, case: Running) -> int:
        """The minutes this case may cost in all."""
        if case.kind == NOT_YET:
            return self.average
        if case.reserved is not None and case.kind not in self.chosen:
            return case.reserved
        return self.room.get(case.kind, 0)


@dataclass(frozen=True)
class Week:
    """A week from Monday `begins`: minutes there are, and minutes needed per position."""

    begins: date
    capacity: int
    needed: Mapping[str, int]

    @property
    def demand(self) -> int:
        """The minutes needed in all."""
        return sum(self.needed.values())

    @property
    def left(self) -> int:
        """The minutes that remain; below zero when there are too few."""
        return self.capacity - self.demand


@dataclass(frozen=True)
class Share:
    """The cases of one position, and their minutes: reserved, spent, still to go, and needed in these weeks."""

    kind: str
    cases: int
    reserved: int
    spent: int
    to_go: int
    needed: int


@dataclass(frozen=True)
class Outlook:
    """The weeks ahead, and the same demand per position."""

    weeks: Sequence[Week]
    shares: Sequence[Share]

    @property
    def capacity(self) -> int:
        """Minutes there are in all weeks."""
        return sum(week.capacity for week in self.weeks)

    @property
    def demand(self) -> int:
        """Minutes needed in all weeks."""
        return sum(week.demand for week in self.weeks)

    @property
    def left(self) -> int:
        """Minutes that remain; below zero when there are too few."""
        return self.capacity - self.demand

    @property
    def tight_weeks(self) -> int:
        """In how many weeks more is needed than there is."""
        return sum(week.left < 0 for week in self.weeks)


def mondays_after(today: date, weeks: int = WEEKS_AHEAD) -> list[date]:
    """The first days of the whole weeks to come."""
    first = today + timedelta(days=7 - today.weekday())
    return [first + WEEK * number for number in range(weeks)]


def outlook(
    mondays: Sequence[date],
    helpers: Iterable[Helper],
    cases: Iterable[Running],
    assumptions: Assumptions,
    closed: Collection[date],
) -> Outlook:
    """Capacity against demand in these weeks."""
    people, running = list(helpers), list(cases)
    needed = {kind: [0] * len(mondays) for kind in KINDS}
    for (kind, until), minutes in _to_go(running, assumptions).items():
        for place, part in enumerate(spread(minutes, until, mondays)):
            needed[kind][place] += part
    weeks = [
        Week(monday, capacity_of(people, monday, closed), {kind: needed[kind][place] for kind in KINDS})
        for place, monday in enumerate(mondays)
    ]
    return Outlook(weeks, [_share(kind, running, assumptions, sum(needed[kind])) for kind in KINDS])


def capacity_of(helpers: Iterable[Helper], monday: date, closed: Collection[date]) -> int:
    """The minutes these people have in a week: a fifth of their week for every working day they are there."""
    days = [monday + timedelta(days=number) for number in range(WORKING_DAYS)]
    working = [day for day in days if is_working_day(day, closed)]
    return sum(helper.minutes * sum(not helper.is_away(day) for day in working) // WORKING_DAYS for helper in helpers)


def spread(minutes: int, until: date | None, mondays: Sequence[date]) -> list[int]:
    """Minutes in equal whole parts over the weeks up to and including that of `until`, as far as these weeks go."""
    weeks = len(mondays)
    if until is not None and until >= mondays[0]:
        weeks = (until - mondays[0]).days // 7 + 1
    steps = [minutes * number // weeks for number in range(weeks + 1)]
    parts = [later - sooner for sooner, later in pairwise(steps)]
    return [*parts, *[0] * len(mondays)][: len(mondays)]


def _to_go(cases: Iterable[Running], assumptions: Assumptions) -> Counter[tuple[str, date | None]]:
    """The minutes still to spend, per position and last day."""
    minutes: Counter[tuple[str, date | None]] = Counter()
    for case in cases:
        minutes[case.kind, case.review_on] += _rest(case, assumptions)
    return minutes


def _rest(case: Running, assumptions: Assumptions) -> int:
    return max(0, assumptions.room_of(case) - case.spent)


def _share(kind: str, cases: Iterable[Running], assumptions: Assumptions, needed: int) -> Share:
    mine = [case for case in cases if case.kind == kind]
    return Share(
        kind,
        cases=len(mine),
        reserved=sum(assumptions.room_of(case) for case in mine),
        spent=sum(case.spent for case in mine),
        to_go=sum(_rest(case, assumptions) for case in mine),
        needed=needed,
    )
