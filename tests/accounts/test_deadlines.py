"""The clock of requests about personal data."""

from datetime import date

import pytest

from accounts.deadlines import answer_by, extended_answer_by
from core.calendar import add_months


@pytest.mark.parametrize(
    ("received", "answer", "extended"),
    [
        (date(2026, 3, 11), date(2026, 4, 11), date(2026, 6, 11)),
        (date(2026, 1, 31), date(2026, 2, 28), date(2026, 4, 30)),
        (date(2028, 1, 30), date(2028, 2, 29), date(2028, 4, 30)),
        (date(2026, 11, 30), date(2026, 12, 30), date(2027, 2, 28)),
        (date(2026, 12, 31), date(2027, 1, 31), date(2027, 3, 31)),
    ],
)
def test_one_month_and_two_more(received, answer, extended):
    assert (answer_by(received), extended_answer_by(received)) == (answer, extended)


def test_a_year_of_months_is_a_year():
    assert add_months(date(2026, 5, 6), 12) == date(2027, 5, 6)
