"""Days that count. Two calendars: legal holidays (terms of the law) and working days (our own promises).

Pure: dates in, dates out. Which days are closed is data; the caller passes it in.
"""

from collections.abc import Collection
from datetime import date, timedelta

SATURDAY = 5
ONE_DAY = timedelta(days=1)


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
