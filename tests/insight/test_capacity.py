"""Hours there are against hours needed: arithmetic without a database."""

from datetime import date

import pytest

from insight.capacity import Assumptions, Helper, Running, capacity_of, mondays_after, outlook, spread

MONDAYS = mondays_after(date(2026, 3, 11), weeks=4)
NOBODY_CLOSED: frozenset[date] = frozenset()
ROOM = {"aware": 240, "spotlight": 480, "room": 2400, "together": 7200}


def test_the_whole_weeks_to_come():
    assert mondays_after(date(2026, 3, 11), weeks=2) == [date(2026, 3, 16), date(2026, 3, 23)]
    assert mondays_after(date(2026, 3, 16), weeks=1) == [date(2026, 3, 23)]
    assert len(mondays_after(date(2026, 3, 11))) == 13


def test_a_week_without_absence_gives_all_hours():
    assert capacity_of([Helper(240), Helper(135)], MONDAYS[0], NOBODY_CLOSED) == 375


def test_each_day_away_takes_a_fifth():
    away = Helper(240, date(2026, 3, 18), date(2026, 3, 25))
    assert [capacity_of([away], monday, NOBODY_CLOSED) for monday in MONDAYS[:3]] == [96, 96, 240]


def test_a_closed_day_takes_a_fifth_of_everybody():
    easter_monday = frozenset({date(2026, 4, 6)})
    assert capacity_of([Helper(240), Helper(60)], MONDAYS[3], easter_monday) == 240


@pytest.mark.parametrize(
    ("minutes", "until", "parts"),
    [
        (400, None, [100, 100, 100, 100]),
        (400, date(2026, 3, 10), [100, 100, 100, 100]),
        (400, date(2026, 3, 16), [400, 0, 0, 0]),
        (400, date(2026, 3, 29), [200, 200, 0, 0]),
        (400, date(2026, 5, 10), [50, 50, 50, 50]),
        (10, None, [2, 3, 2, 3]),
    ],
)
def test_minutes_go_in_equal_parts_until_the_last_day(minutes, until, parts):
    assert spread(minutes, until, MONDAYS) == parts


@pytest.mark.parametrize(
    ("case", "chosen", "minutes"),
    [
        (Running("aware"), set(), 240),
        (Running("room"), set(), 2400),
        (Running("room", reserved=1200), set(), 1200),
        (Running("room", reserved=1200), {"room"}, 2400),
        (Running("room", reserved=1200), {"aware"}, 1200),
        (Running(""), set(), 360),
    ],
)
def test_the_room_of_a_case(case, chosen, minutes):
    assert Assumptions(ROOM, mix={"aware": 1, "spotlight": 1}, chosen=chosen).room_of(case) == minutes


def test_without_positions_taken_every_position_weighs_the_same():
    assert Assumptions(ROOM).average == 2580


def test_a_position_without_a_setting_takes_nothing():
    assert Assumptions({}).room_of(Running("aware")) == 0


def test_what_was_spent_is_not_needed_again():
    cases = [Running("aware", spent=100), Running("aware", spent=300), Running("spotlight", review_on=MONDAYS[0])]
    found = outlook(MONDAYS, [Helper(120)], cases, Assumptions(ROOM), NOBODY_CLOSED)
    assert [week.demand for week in found.weeks] == [515, 35, 35, 35]
    assert [week.left for week in found.weeks] == [-395, 85, 85, 85]
    assert (found.capacity, found.demand, found.left, found.tight_weeks) == (480, 620, -140, 1)
    aware = found.shares[0]
    assert (aware.cases, aware.reserved, aware.spent, aware.to_go, aware.needed) == (2, 480, 400, 140, 140)
    assert [share.cases for share in found.shares] == [2, 1, 0, 0, 0]


def test_demand_per_position_adds_up_to_demand_per_week():
    cases = [Running(kind, spent=7 * number) for number, kind in enumerate([*ROOM, "", ""])]
    found = outlook(MONDAYS, [], cases, Assumptions(ROOM), NOBODY_CLOSED)
    assert sum(share.needed for share in found.shares) == found.demand == sum(share.to_go for share in found.shares)
