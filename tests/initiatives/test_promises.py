from datetime import date

import pytest

from initiatives import promises
from initiatives.enums import Standing

EASTER_MONDAY = date(2026, 4, 6)
GOOD_FRIDAY = date(2026, 4, 3)
CLOSED = frozenset({GOOD_FRIDAY, EASTER_MONDAY})


@pytest.mark.parametrize(
    ("made_on", "working_days", "due"),
    [
        (date(2026, 3, 2), 5, date(2026, 3, 9)),
        (date(2026, 3, 6), 1, date(2026, 3, 9)),
        (date(2026, 3, 7), 5, date(2026, 3, 13)),
        (date(2026, 4, 2), 1, date(2026, 4, 7)),
        (date(2026, 4, 2), 5, date(2026, 4, 13)),
        (date(2026, 12, 30), 3, date(2027, 1, 4)),
    ],
)
def test_a_promise_is_due_after_working_days(made_on: date, working_days: int, due: date) -> None:
    assert promises.due_on(made_on, working_days, CLOSED) == due


@pytest.mark.parametrize(
    ("today", "standing"),
    [
        (date(2026, 3, 5), Standing.ON_TIME),
        (date(2026, 3, 6), Standing.ALMOST_LATE),
        (date(2026, 3, 7), Standing.ALMOST_LATE),
        (date(2026, 3, 9), Standing.ALMOST_LATE),
        (date(2026, 3, 10), Standing.LATE),
    ],
)
def test_how_a_promise_for_monday_the_ninth_stands(today: date, standing: Standing) -> None:
    assert promises.standing(date(2026, 3, 9), today, 1, CLOSED) == standing


@pytest.mark.parametrize(
    ("today", "late"),
    [(date(2026, 4, 2), 0), (date(2026, 4, 3), 0), (date(2026, 4, 6), 0), (date(2026, 4, 7), 1), (date(2026, 4, 8), 2)],
)
def test_working_days_late_skip_weekends_and_holidays(today: date, late: int) -> None:
    assert promises.days_late(date(2026, 4, 2), today, CLOSED) == late


WEDNESDAY = date(2026, 4, 1)  # Good Friday is on 3 April, Easter Monday on 6 April


@pytest.mark.parametrize(
    ("due", "waits_since", "stands_still", "day"),
    [
        (date(2026, 4, 2), None, False, date(2026, 4, 2)),
        (date(2026, 4, 2), date(2026, 3, 30), True, date(2026, 4, 8)),
        (date(2026, 3, 30), date(2026, 3, 30), True, WEDNESDAY),
        (date(2026, 3, 27), date(2026, 3, 30), False, date(2026, 3, 27)),
        (date(2026, 4, 2), WEDNESDAY, True, date(2026, 4, 2)),
        (date(2026, 4, 2), date(2026, 4, 2), True, date(2026, 4, 2)),
    ],
    ids=["ours", "two days", "on its last day", "late already", "since today", "since tomorrow"],
)
def test_the_clock_stands_still_while_somebody_else_has_the_ball(
    due: date, waits_since: date | None, stands_still: bool, day: date
) -> None:
    clock = promises.Clock(WEDNESDAY, waits_since, CLOSED)
    assert (clock.stands_still_for(due), clock.day(due)) == (stands_still, day)
