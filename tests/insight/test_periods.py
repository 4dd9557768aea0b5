"""Which periods can be chosen, and what an address leads to."""

from datetime import date

import pytest

from insight.periods import chosen, periods

TODAY = date(2026, 3, 11)


def test_from_the_first_case_until_today():
    found = periods(TODAY, date(2025, 8, 20))
    assert [(period.code, period.first, period.last) for period in found] == [
        ("", date(2025, 3, 11), TODAY),
        ("2026", date(2026, 1, 1), TODAY),
        ("2026-1", date(2026, 1, 1), TODAY),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-4", date(2025, 10, 1), date(2025, 12, 31)),
        ("2025-3", date(2025, 7, 1), date(2025, 9, 30)),
        ("alles", date(2025, 8, 20), TODAY),
    ]


def test_a_first_case_in_the_future_is_today():
    assert [period.code for period in periods(TODAY, date(2027, 1, 1))] == ["", "2026", "2026-1", "alles"]


def test_at_most_ten_years_back():
    assert periods(TODAY, date(1990, 1, 1))[-2].code == "2016-1"


@pytest.mark.parametrize(
    ("code", "first"),
    [
        ("2025-4", date(2025, 10, 1)),
        ("alles", date(2025, 8, 20)),
        ("2024", date(2025, 3, 11)),
        ("\x00'", date(2025, 3, 11)),
    ],
)
def test_an_unknown_code_is_the_past_year(code, first):
    assert chosen(code, periods(TODAY, date(2025, 8, 20))).first == first
