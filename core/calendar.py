"""Days that count. Two calendars: legal holidays (terms of the law) and working days (our own promises).

Pure: dates in, dates out. Which days are closed is data; the caller passes it in. How terms of the law end stands in
the Algemene termijnenwet, "ATW" below.
"""

from calendar import monthrange
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

SATURDAY = 5
ONE_DAY = timedelta(days=1)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SHORT_TERM = 3  # days: from this length on a term holds two working days (ATW art. 2)


def is_working_day(day: date, closed: Collection[date]) -> bool:
    """True when it is no weekend day and no closed day."""
    return day.weekday() < SATURDAY and day not in closed


def add_working_days(start: date, days: int, closed: Collection[date]) -> date:
    """The date `days` working days after `start`; the day itself does not count, as with "binnen 5 werkdagen"."""
    current = start
    for _ in range(days):
        current = next_working_day(current + ONE_DAY, closed)
    return current


def next_working_day(day: date, closed: Collection[date]) -> date:
    """The day itself when it is a working day, else the first working day after it."""
    while not is_working_day(day, closed):
        day += ONE_DAY
    return day


def working_days_between(start: date, end: date, closed: Collection[date]) -> int:
    """How many working days lie after `start` up to and including `end`; negative when `end` comes first."""
    if end < start:
        return -working_days_between(end, start, closed)
    span = (end - start).days
    return sum(is_working_day(start + timedelta(days=offset), closed) for offset in range(1, span + 1))


def working_day_numbers(start: date, end: date, closed: Collection[date]) -> dict[date, int]:
    """For every day from `start` to `end`, how many working days lie after `start` up to and including it.

    The difference of two of them is `working_days_between`, for whoever needs that thousands of times.
    """
    numbers, number = {start: 0}, 0
    for offset in range(1, (end - start).days + 1):
        day = start + timedelta(days=offset)
        number += is_working_day(day, closed)
        numbers[day] = number
    return numbers


class Unit(StrEnum):
    """What a term is stated in."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


LONGEST_MOVED = {Unit.DAYS: 90, Unit.WEEKS: 12, Unit.MONTHS: 3, Unit.YEARS: 0}  # ATW art. 4, under a


@dataclass(frozen=True)
class Term:
    """A term as a rule states it. `moves` is False when a rule keeps the ATW away from it."""

    amount: int
    unit: Unit
    moves: bool = True

    @property
    def ends_open(self) -> bool:
        """True when the ATW holds: not for more than 90 days, 12 weeks or 3 months, nor for years (art. 4)."""
        return self.moves and self.amount <= LONGEST_MOVED[self.unit]

    def after(self, start: date) -> date:
        """The last day by plain counting from the day after `start`."""
        if self.unit in {Unit.DAYS, Unit.WEEKS}:
            return start + timedelta(**{self.unit: self.amount})
        return add_months(start, self.amount * (12 if self.unit == Unit.YEARS else 1))


@dataclass(frozen=True)
class Stretch:
    """The days from `first` up to and including `last`."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it holds."""
        return (self.last - self.first).days + 1

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month when it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def local_day(moment: datetime) -> date:
    """The day it is in Amsterdam at this moment; a term's last day is over at midnight there."""
    return moment.astimezone(AMSTERDAM).date()


def merge(stretches: Iterable[Stretch], after: date) -> list[Stretch]:
    """The days after `after` that lie in any of the stretches: in order, without overlap."""
    merged: list[Stretch] = []
    for stretch in sorted(stretches, key=lambda one: one.first):
        first = max(stretch.first, after + ONE_DAY, merged[-1].last + ONE_DAY if merged else after + ONE_DAY)
        if first <= stretch.last:
            merged.append(Stretch(first, stretch.last))
    return merged


def push(end: date, still: Sequence[Stretch]) -> date:
    """The last day of a term that stood still on the merged days `still`: each moves the end on by its length."""
    for stretch in still:
        if stretch.first > end:
            break
        end += timedelta(days=stretch.days)
    return end


def first_open_day(day: date, closed: Collection[date], still: Sequence[Stretch] = ()) -> date:
    """The day itself, or the first after it that is a working day on which the clock does not stand still."""
    while True:
        day = next_working_day(day, closed)
        halt = next((stretch for stretch in still if day in stretch), None)
        if halt is None:
            return day
        day = halt.last + ONE_DAY


def end_of_term(start: date, term: Term, closed: Collection[date], still: Sequence[Stretch] = ()) -> date:
    """The last day of a term of the law that begins the day after `start` and stood still on the merged days `still`.

    It is no Saturday, Sunday or legal holiday (ATW art. 1 and 3), and a term of three days or more holds at least two
    working days (art. 2); for long terms neither holds (art. 4). Not meant for counting back (art. 1, second member).
    """
    plain = term.after(start)
    end = push(plain, still)
    if not term.ends_open:
        return end
    if (plain - start).days >= SHORT_TERM:
        first = first_open_day(start + ONE_DAY, closed, still)
        end = max(end, first_open_day(first + ONE_DAY, closed, still))
    return first_open_day(end, closed, still)
