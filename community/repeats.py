"""When the events of a series are: the clock of Amsterdam shows the same time each time. Pure."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from community.enums.agenda import Rhythm

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WEEK = 7
WEEKS = {Rhythm.WEEKLY: 1, Rhythm.FORTNIGHTLY: 2}


def days(first: date, rhythm: Rhythm, times: int) -> list[date]:
    """The days of a series, the first included. Monthly means the same weekday of the month: the second Tuesday."""
    if rhythm == Rhythm.MONTHLY:
        return [same_weekday(first, months) for months in range(times)]
    return [first + timedelta(weeks=WEEKS[rhythm] * number) for number in range(times)]


def same_weekday(first: date, months: int) -> date:
    """The same weekday of the month, so many months later: the second Tuesday, or the last when it was the fifth."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    nth = (first.day - 1) // WEEK + 1
    beginning = date(year, month + 1, 1)
    found = beginning + timedelta(days=(first.weekday() - beginning.weekday()) % WEEK, weeks=nth - 1)
    return found if found.month == beginning.month else found - timedelta(weeks=1)


def moved(moment: datetime, by: timedelta) -> datetime:
    """The moment so many days later, at the same time by the clock of Amsterdam, in summer and in winter."""
    return (moment.astimezone(AMSTERDAM) + by).astimezone(UTC)
