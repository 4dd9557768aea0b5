"""How promises were kept: the middle of working days, and the share that was in time."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from initiatives.actions.defaults import load_defaults
from initiatives.enums import Party, PromiseKind
from initiatives.models import Initiative, Promise, WaitingSpan
from initiatives.queries.figures import median, promises, share
from tests.factories import InitiativeFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 11)
MONDAY = datetime(2026, 3, 2, 23, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture(autouse=True)
def terms(town) -> None:
    """The terms that a new installation begins with: 5 and 20 working days."""
    load_defaults()


def promise(kept_on: date | None, **fields: object) -> Promise:
    """A first answer, promised on Monday 2 March before Monday 9 March 2026."""
    given = {
        "kind": PromiseKind.FIRST_ANSWER,
        "party": Party.MUNICIPALITY,
        "made_at": MONDAY,
        "due_on": date(2026, 3, 9),
        "kept_on": kept_on,
    }
    return Promise.objects.create(initiative=InitiativeFactory(), **{**given, **fields})


def first_answer():
    """The figure of first answers."""
    return promises(TODAY)[0]


def test_the_median_counts_working_days_by_the_clock_of_zwolle():
    for day in (3, 4, 5, 9, 10):
        promise(date(2026, 3, day))
    found = first_answer()
    assert (found.answered, found.median_days, found.promised_days) == (5, 3, 5)


def test_below_five_there_is_no_figure():
    for day in (3, 4, 5, 9):
        promise(date(2026, 3, day))
    found = first_answer()
    assert (found.answered, found.median_days, found.due, found.share) == (4, None, 4, None)


def test_the_share_counts_what_is_late_and_still_open():
    for day in (3, 4, 9, 10):
        promise(date(2026, 3, day))
    promise(None)
    found = first_answer()
    assert (found.due, found.share) == (5, 60)


@pytest.mark.parametrize("ball", [Party.INITIATOR, Party.THIRD_PARTY])
@pytest.mark.parametrize(
    ("gave_away_on", "found"),
    [(date(2026, 3, 9), (4, None)), (date(2026, 3, 10), (5, 80))],
    ids=["the clock stands still", "it was late already"],
)
def test_while_somebody_else_has_the_ball_nothing_becomes_late(ball, gave_away_on, found):
    for day in (3, 4, 5, 9):
        promise(date(2026, 3, day))
    case = promise(None).initiative
    gave_away = MONDAY.replace(day=gave_away_on.day)
    WaitingSpan.objects.create(initiative=case, party=Party.MUNICIPALITY, began_at=MONDAY, ended_at=gave_away)
    WaitingSpan.objects.create(initiative=case, party=ball, began_at=gave_away)
    third_party = "SWZ" if ball == Party.THIRD_PARTY else ""
    Initiative.objects.filter(pk=case.pk).update(ball=ball, third_party=third_party)
    assert (first_answer().due, first_answer().share) == found


def test_what_is_not_due_yet_does_not_count():
    for _ in range(5):
        promise(date(2026, 3, 4))
    promise(None, due_on=TODAY)
    promise(None, due_on=TODAY + timedelta(days=1))
    found = first_answer()
    assert (found.due, found.share) == (5, 100)


@pytest.mark.parametrize(
    "fields",
    [
        {"withdrawn_on": date(2026, 3, 4), "withdrawn_reason": "Gestopt.", "kept_on": None},
        {"party": Party.INITIATOR},
        {"kind": PromiseKind.NEXT_STEP},
        {"kept_on": date(2025, 3, 10), "due_on": date(2025, 3, 10), "made_at": MONDAY - timedelta(days=365)},
    ],
    ids=["withdrawn", "of the initiator", "another promise", "longer than a year ago"],
)
def test_what_does_not_count(fields):
    for _ in range(5):
        promise(date(2026, 3, 4))
    promise(**{"kept_on": date(2026, 3, 10), **fields})
    found = first_answer()
    assert (found.answered, found.due) == (5, 5)


@pytest.mark.parametrize(
    ("days", "middle"),
    [
        ([], None),
        ([(3, 4)], None),
        ([(3, 5)], 3),
        ([(9, 1), (1, 2), (2, 3)], 2),
        ([(1, 3), (4, 3)], 2.5),
    ],
)
def test_the_middle(days, middle):
    assert median(days) == middle


@pytest.mark.parametrize(("part", "whole", "percents"), [(5, 5, 100), (999, 1000, 99), (0, 7, 0), (4, 4, None)])
def test_a_promise_broken_once_is_never_a_hundred_percent(part, whole, percents):
    assert share(part, whole) == percents
