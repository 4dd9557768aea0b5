"""Days counted back in working days."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from zwolle.demo.past import Past

GOOD_FRIDAY, EASTER_MONDAY = date(2026, 4, 3), date(2026, 4, 6)
THURSDAY_AFTER = date(2026, 4, 9)


@pytest.fixture
def past() -> Past:
    return Past(today=THURSDAY_AFTER, closed={GOOD_FRIDAY, EASTER_MONDAY})


@pytest.mark.parametrize(
    ("ago", "day"),
    [
        (0, date(2026, 4, 9)),
        (1, date(2026, 4, 8)),
        (2, date(2026, 4, 7)),
        (3, date(2026, 4, 2)),
        (4, date(2026, 4, 1)),
    ],
)
def test_weekends_and_closed_days_do_not_count(past, ago, day):
    assert past.day(ago) == day


def test_on_a_day_off_today_is_the_last_working_day():
    assert Past(today=date(2026, 4, 5), closed={GOOD_FRIDAY}).day(0) == date(2026, 4, 2)
    assert Past(today=date(2026, 4, 5), closed={GOOD_FRIDAY}).day(1) == date(2026, 4, 1)


def test_events_of_a_day_keep_their_order_within_office_hours(past):
    moments = [past.moment(2, "warme-kamer", order) for order in range(4)]
    assert moments == sorted(moments)
    assert {moment.date() for moment in moments} == {date(2026, 4, 7)}
    assert datetime(2026, 4, 7, 9, 0, tzinfo=ZoneInfo("Europe/Amsterdam")) <= moments[0]
    assert moments[-1] < datetime(2026, 4, 7, 14, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


def test_the_same_story_has_the_same_moments(past):
    assert past.moment(1, "warme-kamer", 0) == past.moment(1, "warme-kamer", 0)


def test_a_promise_reaches_into_the_future(past):
    assert past.later(1, 3) == date(2026, 4, 13)
