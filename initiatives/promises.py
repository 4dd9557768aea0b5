"""When a promise is due and how it stands. Pure: no database, no clock."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from core import calendar
from initiatives.enums import Standing


def due_on(made_on: date, working_days: int, closed: Collection[date]) -> date:
    """The last day on which a promise made on `made_on` is kept in time."""
    return calendar.add_working_days(made_on, working_days, closed)


def standing(due: date, today: date, warn_days: int, closed: Collection[date]) -> Standing:
    """On time, almost late (at most `warn_days` working days left) or late (the last day has passed)."""
    if today > due:
        return Standing.LATE
    if calendar.working_days_between(today, due, closed) <= warn_days:
        return Standing.ALMOST_LATE
    return Standing.ON_TIME


def days_late(due: date, today: date, closed: Collection[date]) -> int:
    """How many working days ago the promise should have been kept; 0 when it is not late."""
    return max(0, calendar.working_days_between(due, today, closed))


@dataclass(frozen=True)
class Clock:
    """The clock of our promises: it stands still while somebody else has the ball, since `waits_since` (else None)."""

    today: date
    waits_since: date | None
    closed: Collection[date]

    def stands_still_for(self, due: date) -> bool:
        """True when the ball went to somebody else before this day had passed; what was late by then stays late."""
        return self.waits_since is not None and due >= self.waits_since

    def day(self, due: date) -> date:
        """The last day if the ball came back today: it moves by the working days we waited for somebody else."""
        if self.waits_since is None or due < self.waits_since:
            return due
        waited = calendar.working_days_between(self.waits_since, self.today, self.closed)
        return calendar.add_working_days(due, max(0, waited), self.closed)
