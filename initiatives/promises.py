"""When a promise is due and how it stands. Pure: no database, no clock."""

from collections.abc import Collection
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


def moved(due: date, waited: int, closed: Collection[date]) -> date:
    """The new last day after somebody else had the ball for `waited` working days."""
    return calendar.add_working_days(due, waited, closed)
