"""The clock of requests about personal data. Pure: dates in, dates out."""

from datetime import date

from core.calendar import add_months

MONTHS_TO_ANSWER = 1
MONTHS_MORE = 2


def answer_by(received_on: date) -> date:
    """Within one month of receipt (AVG art. 12(3)); that the last day may move to a working day is not used."""
    return add_months(received_on, MONTHS_TO_ANSWER)


def extended_answer_by(received_on: date) -> date:
    """Two months more for a complex request, when the person was told within the first month (AVG art. 12(3))."""
    return add_months(received_on, MONTHS_TO_ANSWER + MONTHS_MORE)
