"""The clock of requests about personal data. Pure: dates in, dates out."""

from calendar import monthrange
from datetime import date

MONTHS_TO_ANSWER = 1
MONTHS_MORE = 2


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month when it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def answer_by(received_on: date) -> date:
    """Within one month of receipt (AVG art. 12(3)); that the last day may move to a working day is not used."""
    return add_months(received_on, MONTHS_TO_ANSWER)


def extended_answer_by(received_on: date) -> date:
    """Two months more for a complex request, when the person was told within the first month (AVG art. 12(3))."""
    return add_months(received_on, MONTHS_TO_ANSWER + MONTHS_MORE)
