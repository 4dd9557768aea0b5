"""Splits the lead time over the parties that had the ball. Pure: no database, no clock."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from core import calendar
from initiatives.enums import Party


@dataclass(frozen=True)
class Span:
    """From `began` until `ended` (None: still going on) `party` had the ball."""

    party: str
    began: date
    ended: date | None = None


def split(spans: Iterable[Span], today: date, closed: Collection[date]) -> dict[Party, int]:
    """Working days per party; a span that still goes on counts until `today`."""
    days = dict.fromkeys(Party, 0)
    for span in spans:
        days[Party(span.party)] += calendar.working_days_between(span.began, span.ended or today, closed)
    return days
