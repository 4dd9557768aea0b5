"""The clock of a challenge: weeks, weekends, holidays, standing still, and the change of the hour."""

from datetime import UTC, date, datetime

import pytest

from community.challenge_clock import Pause, Weeks, clock, told
from core.calendar import local_day

CLOSED = frozenset({date(2026, 4, 27), date(2026, 12, 25), date(2026, 12, 28)})
WEEKS = Weeks(assess=6, decide=4)


@pytest.mark.parametrize(
    ("received", "weeks", "assess_by", "decide_by"),
    [
        (date(2026, 3, 2), WEEKS, date(2026, 4, 13), date(2026, 5, 11)),
        (date(2026, 3, 16), WEEKS, date(2026, 4, 28), date(2026, 5, 25)),  # King's Day moves it a day
        (date(2026, 10, 16), WEEKS, date(2026, 11, 27), date(2026, 12, 29)),  # Christmas and a closed Monday
        (date(2026, 3, 2), Weeks(6, 4, 2), date(2026, 4, 13), date(2026, 5, 25)),
        (date(2026, 3, 1), Weeks(6, 4, 4), date(2026, 4, 13), date(2026, 6, 7)),  # over twelve weeks nothing moves
        (date(2028, 2, 29), Weeks(1, 1), date(2028, 3, 7), date(2028, 3, 14)),
    ],
)
def test_the_last_days(received, weeks, assess_by, decide_by):
    found = clock(received, weeks, [], CLOSED)
    assert (found.assess_by, found.decide_by) == (assess_by, decide_by)


@pytest.mark.parametrize(
    ("answered", "decide_by", "still"),
    [
        (None, date(2026, 5, 25), True),
        (date(2026, 3, 6), date(2026, 5, 14), False),
        (date(2026, 3, 30), date(2026, 5, 25), False),  # answered too late: it stood still until the last day
    ],
)
def test_it_stands_still_while_something_is_asked(answered, decide_by, still):
    pause = Pause(asked_on=date(2026, 3, 3), until=date(2026, 3, 17), answered_on=answered)
    found = clock(date(2026, 3, 2), WEEKS, [pause], CLOSED)
    assert (found.decide_by, found.stands_still(date(2026, 3, 10))) == (decide_by, still)
    assert not found.stands_still(date(2026, 3, 18))


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 28, 22, 59, tzinfo=UTC), date(2026, 3, 28)),
        (datetime(2026, 3, 28, 23, 0, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 21, 59, tzinfo=UTC), date(2026, 3, 29)),  # an hour earlier after the change
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_the_day_of_receipt_is_that_of_zwolle(moment, day):
    assert local_day(moment) == day


def test_it_is_told_in_plain_words():
    pause = Pause(asked_on=date(2026, 3, 3), until=date(2026, 3, 17), answered_on=date(2026, 3, 6))
    found = clock(date(2026, 3, 2), Weeks(6, 1, 4), [pause], CLOSED)
    assert told(found, date(2026, 3, 9)) == [
        "De uitdaging kwam binnen op 2 maart 2026. De termijn begint de dag erna.",
        "De gemeente beoordeelt in 6 weken en beslist daarna in 1 week.",
        "Op 3 maart 2026 vroeg de gemeente om een aanvulling. De klok stond stil tot en met 6 maart 2026.",
        "De gemeente nam één keer 4 weken langer.",
        "De gemeente beslist uiterlijk op 21 mei 2026.",
    ]


def test_a_clock_that_runs_again_is_not_told_to_stand_still():
    found = clock(date(2026, 3, 2), WEEKS, [Pause(asked_on=date(2026, 3, 3), until=date(2026, 3, 17))], CLOSED)
    asked = "Op 3 maart 2026 vroeg de gemeente om een aanvulling. De klok %s tot en met 17 maart 2026."
    assert told(found, date(2026, 3, 17))[2] == asked % "staat stil,"
    assert told(found, date(2026, 3, 18))[2] == asked % "stond stil"


def test_it_is_late_the_day_after_the_last():
    found = clock(date(2026, 3, 2), WEEKS, [], CLOSED)
    assert (found.is_late(date(2026, 5, 11)), found.is_late(date(2026, 5, 12))) == (False, True)
