"""The day a term of the law ends: Algemene termijnenwet art. 1 to 4, day by day over the calendar of the town."""

from datetime import date

import pytest

from city.models import Holiday
from core.calendar import Stretch, Term, Unit, add_months, end_of_term, merge, push

pytestmark = pytest.mark.django_db
D, W, M, Y = Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.YEARS


@pytest.fixture
def closed(town) -> frozenset[date]:
    """The legal holidays, with the days equated by decree."""
    return frozenset(Holiday.objects.filter(kind="legal").values_list("day", flat=True))


@pytest.mark.parametrize(
    ("start", "amount", "unit", "last"),
    [
        # art. 1 and 3: no weekend, no holiday
        ("2026-03-02", 8, W, "2026-04-28"),  # King's Day
        ("2026-10-30", 8, W, "2026-12-28"),  # both days of Christmas, then Sunday
        ("2026-03-24", 6, W, "2026-05-06"),  # 5 May, every year
        ("2026-01-30", 8, W, "2026-03-27"),
        ("2026-02-06", 8, W, "2026-04-07"),  # Good Friday up to and including Easter Monday
        ("2026-03-30", 8, W, "2026-05-26"),  # Whit Monday
        ("2026-11-06", 8, W, "2027-01-04"),  # New Year's Day, then a weekend
        ("2026-11-07", 8, W, "2027-01-04"),  # a Saturday
        ("2026-03-01", 8, W, "2026-04-28"),  # a Sunday, then King's Day
        ("2026-08-30", 8, W, "2026-10-26"),  # the Sunday the clocks go back
        ("2026-02-01", 8, W, "2026-03-30"),  # the Sunday the clocks go forward
        ("2024-12-27", 8, W, "2025-02-21"),
        # art. 3, third member: days equated by decree
        ("2025-11-07", 8, W, "2026-01-05"),  # 2 January 2026
        ("2026-03-20", 8, W, "2026-05-18"),  # 15 May 2026
        ("2026-03-19", 8, W, "2026-05-18"),  # Ascension Day, and the Friday after it
        ("2027-03-12", 8, W, "2027-05-10"),  # 7 May 2027
        ("2028-03-03", 8, W, "2028-05-01"),  # 28 April 2028
        ("2028-03-31", 8, W, "2028-05-29"),  # 26 May 2028
        # leap years and the ends of months
        ("2028-01-04", 8, W, "2028-02-29"),
        ("2028-01-31", 1, M, "2028-02-29"),
        ("2026-01-31", 1, M, "2026-03-02"),  # 28 February is a Saturday
        ("2027-11-30", 3, M, "2028-02-29"),
        # art. 2: three days or more hold two working days
        ("2026-12-24", 3, D, "2026-12-29"),
        ("2026-04-02", 3, D, "2026-04-08"),
        ("2026-02-06", 2, D, "2026-02-09"),  # two days are too short for it
        ("2026-04-13", 14, D, "2026-04-28"),
        # art. 4: not for long terms
        ("2026-01-31", 12, W, "2026-04-28"),
        ("2026-01-24", 13, W, "2026-04-25"),
        ("2026-01-25", 90, D, "2026-04-28"),
        ("2026-01-24", 91, D, "2026-04-25"),
        ("2026-01-25", 3, M, "2026-04-28"),
        ("2025-12-25", 4, M, "2026-04-25"),
        ("2021-04-25", 5, Y, "2026-04-25"),
        ("2024-02-29", 1, Y, "2025-02-28"),
    ],
)
def test_the_last_day(closed, start, amount, unit, last):
    assert end_of_term(date.fromisoformat(start), Term(amount, unit), closed) == date.fromisoformat(last)


def test_a_term_that_a_rule_keeps_away_from_the_act_ends_on_any_day(closed):
    assert end_of_term(date(2026, 3, 2), Term(8, W, moves=False), closed) == date(2026, 4, 27)


def test_without_holidays_a_weekend_still_moves_it():
    assert end_of_term(date(2026, 10, 31), Term(8, W), frozenset()) == date(2026, 12, 28)
    assert end_of_term(date(2026, 3, 2), Term(8, W), frozenset()) == date(2026, 4, 27)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [("2026-01-31", 1, "2026-02-28"), ("2026-12-15", 1, "2027-01-15"), ("2028-02-29", 12, "2029-02-28")],
)
def test_the_same_day_months_later(day, months, then):
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(then)


def test_days_that_overlap_stand_still_once():
    first = Stretch(date(2026, 3, 10), date(2026, 3, 14))
    second = Stretch(date(2026, 3, 13), date(2026, 3, 16))
    before = Stretch(date(2026, 3, 1), date(2026, 3, 11))
    merged = merge([second, first], after=date(2026, 3, 1))
    assert sum(stretch.days for stretch in merged) == 7
    assert sum(stretch.days for stretch in merge([first, before], after=date(2026, 3, 9))) == 5
    assert push(date(2026, 3, 20), merged) == date(2026, 3, 27)
    assert push(date(2026, 3, 5), merged) == date(2026, 3, 5)
