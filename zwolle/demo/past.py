"""Days and moments of the past, counted back from today in working days. Pure: the date is passed in.

Counting in working days keeps the demo town true on any day: what is two working days late today, is so tomorrow.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zlib import crc32

from django.utils.timezone import get_default_timezone

from core.calendar import add_working_days, is_working_day

OPENING = time(9, 0)
LATEST_START_MINUTES = 150
MINUTES_BETWEEN = 50
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Past:
    """The past as seen from `today`; `closed` are the days that are no working days."""

    today: date
    closed: Collection[date]

    def day(self, ago: int) -> date:
        """The day `ago` working days before today; 0 is today, or the last working day before it."""
        day, left = self.today, ago
        while left or not is_working_day(day, self.closed):
            left -= is_working_day(day, self.closed)
            day -= ONE_DAY
        return day

    def moment(self, ago: int, name: str, order: int) -> datetime:
        """When event number `order` of that day happened in the story `name`: in office hours, and in order."""
        minutes = crc32(f"{name} {ago}".encode()) % LATEST_START_MINUTES + order * MINUTES_BETWEEN
        return at_clock(self.day(ago), OPENING) + timedelta(minutes=minutes)

    def later(self, ago: int, within: int) -> date:
        """The day `within` working days after the day `ago`; may lie in the future."""
        return add_working_days(self.day(ago), within, self.closed)


def at_clock(day: date, clock: time) -> datetime:
    """A moment of a day in the town's own time."""
    return datetime.combine(day, clock, tzinfo=get_default_timezone())
