"""Counting many spans at once gives what counting one gives."""

from datetime import date, timedelta

from core.calendar import working_day_numbers, working_days_between

CLOSED = {date(2026, 4, 6), date(2026, 4, 27)}
START = date(2026, 3, 28)


def test_the_difference_is_the_number_of_working_days_between():
    numbers = working_day_numbers(START, date(2026, 5, 10), CLOSED)
    days = [START + timedelta(days=offset) for offset in range(44)]
    assert list(numbers) == days
    assert all(
        numbers[end] - numbers[begin] == working_days_between(begin, end, CLOSED) for begin in days for end in days
    )


def test_one_day_alone():
    assert working_day_numbers(START, START, CLOSED) == {START: 0}
