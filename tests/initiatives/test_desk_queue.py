"""The gidsteam's queue: what waits for whom, oldest promise first."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from initiatives.actions.conversation import ask_initiator, write_as_municipality
from initiatives.actions.merging import merge
from initiatives.actions.outcome import record_outcome
from initiatives.actions.ownership import take_up
from initiatives.actions.pace import hand_ball, pause
from initiatives.actions.position import take_position
from initiatives.actions.promise import make_promise
from initiatives.enums import Standing
from initiatives.models import PhaseReview
from initiatives.queries import queue
from initiatives.queries.desk import load, reviews_to_answer
from initiatives.queries.queue import Tab
from tests.factories import RoleGrantFactory, UserFactory
from tests.initiatives.desk_rows import MONDAY, WEDNESDAY, came_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules")]

DAY = timedelta(days=1)


def titles(user, tab, at=WEDNESDAY):
    return [case.title for case in queue.in_tab(user, tab, queue.today(at))]


def row(user, tab, at=WEDNESDAY):
    day = queue.today(at)
    return queue.rows(queue.in_tab(user, tab, day), day)[0]


def test_untouched_cases_stand_in_new_oldest_promise_first(guide):
    came_in("Later", at=MONDAY + DAY)
    came_in("Eerder")
    assert titles(guide, Tab.NEW) == ["Eerder", "Later"]


def test_with_a_guide_a_case_waits_for_us_until_it_is_asked_or_handed_on(guide):
    for title in ["Bij ons", "Gevraagd", "Bij een ander", "Gepauzeerd"]:
        take_up(initiative=came_in(title), owner=guide, by=guide, at=MONDAY)
    _ours, asked, elsewhere, paused = guide.owned_initiatives.order_by("pk")
    ask_initiator(initiative=asked, text="Met wie?", answer_by=date(2026, 3, 20), by=guide, at=MONDAY)
    hand_ball(initiative=elsewhere, to="third_party", third_party="Waterschap", by=guide, at=MONDAY)
    pause(initiative=paused, reason="Even niet.", by=guide, at=MONDAY)
    assert titles(guide, Tab.NEW) == []
    assert titles(guide, Tab.US) == ["Bij ons"]
    assert titles(guide, Tab.INITIATOR) == ["Gevraagd"]
    assert titles(guide, Tab.OTHER) == ["Bij een ander"]
    assert titles(guide, Tab.PAUSED) == ["Gepauzeerd"]
    assert titles(guide, Tab.NO_POSITION) == ["Bij ons", "Gevraagd", "Bij een ander"]


def test_almost_late_and_late_follow_the_working_days(guide):
    came_in()
    monday_promised_by = date(2026, 3, 9)
    assert [titles(guide, tab, datetime.fromisoformat("2026-03-05T10:00+01:00")) for tab in (Tab.ALMOST, Tab.LATE)] == [
        [],
        [],
    ]
    friday = datetime.fromisoformat("2026-03-06T10:00+01:00")
    assert titles(guide, Tab.ALMOST, friday) == ["Buurttuin"]
    assert row(guide, Tab.ALMOST, friday).standing == Standing.ALMOST_LATE
    assert row(guide, Tab.ALMOST, friday).next_on == monday_promised_by
    tuesday = datetime.fromisoformat("2026-03-10T10:00+01:00")
    assert titles(guide, Tab.ALMOST, tuesday) == []
    assert titles(guide, Tab.LATE, tuesday) == ["Buurttuin"]
    assert (row(guide, Tab.LATE, tuesday).days_late, row(guide, Tab.LATE, tuesday).waiting) == (1, 6)


def test_every_list_agrees_with_its_count_and_with_the_word_in_its_rows(guide):
    """The database decides who stands in a list, Python which word is shown: they may not differ on any day."""
    for days in range(12):
        came_in(f"Dag {days}", at=MONDAY + days * DAY)
    for days in range(30):
        at = MONDAY + days * DAY
        day = queue.today(at)
        counted = queue.counts(guide, day)
        assert counted == {tab: queue.in_tab(guide, tab, day).count() for tab in Tab}
        words = [line.standing for line in queue.rows(queue.in_queue(guide, day), day)]
        assert counted[Tab.LATE] == words.count(Standing.LATE)
        assert counted[Tab.ALMOST] == words.count(Standing.ALMOST_LATE)


def test_while_somebody_else_has_the_ball_nothing_is_late(guide):
    case = take_up(initiative=came_in(), owner=guide, by=guide, at=MONDAY)
    ask_initiator(initiative=case, text="Met wie?", answer_by=date(2026, 3, 4), by=guide, at=MONDAY)
    assert titles(guide, Tab.LATE) == []
    assert (row(guide, Tab.INITIATOR).standing, row(guide, Tab.INITIATOR).days_late) == (None, 0)
    assert str(row(guide, Tab.INITIATOR).next_step) == "Antwoord van de initiatiefnemer"


def test_a_day_that_others_let_pass_is_named(guide):
    case = take_up(initiative=came_in(), owner=guide, by=guide, at=MONDAY)
    ask_initiator(initiative=case, text="Met wie?", answer_by=date(2026, 3, 4), by=guide, at=MONDAY)
    on_the_day = row(guide, Tab.INITIATOR, MONDAY + 2 * DAY)
    assert (on_the_day.has_passed, row(guide, Tab.INITIATOR).has_passed) == (False, True)


def test_a_promised_step_is_the_next_step(guide):
    case = take_up(initiative=came_in(), owner=guide, by=guide, at=MONDAY)
    write_as_municipality(initiative=case, text="Dag!", by=guide, at=MONDAY)
    make_promise(initiative=case, text="Een proefplek zoeken", due_on=date(2026, 3, 13), by=guide, at=MONDAY)
    assert row(guide, Tab.US).next_step == "Een proefplek zoeken"
    assert row(guide, Tab.US).standing == Standing.ON_TIME


def test_a_position_is_looked_at_again_on_its_day(guide):
    case = take_up(initiative=came_in(), owner=guide, by=guide, at=MONDAY)
    take_position(
        initiative=case,
        kind="aware",
        reason="U kunt dit zelf.",
        may_expect="Een keer bellen.",
        may_not_expect="Geld.",
        review_on=date(2026, 3, 11),
        by=guide,
        at=MONDAY,
    )
    assert titles(guide, Tab.REVIEW, WEDNESDAY - DAY) == []
    assert titles(guide, Tab.REVIEW) == ["Buurttuin"]
    assert str(row(guide, Tab.REVIEW).next_step) == "Positie opnieuw bekijken"


def test_closed_and_merged_cases_are_in_no_list(guide):
    kept, double, done = (take_up(initiative=came_in(), owner=guide, by=guide, at=MONDAY) for _ in range(3))
    merge(double=double, into=kept, by=guide, at=MONDAY)
    record_outcome(initiative=done, outcome="independent", note="Loopt.", closes=True, by=guide, at=MONDAY)
    assert [case.pk for case in queue.in_tab(guide, Tab.MINE, queue.today(WEDNESDAY))] == [kept.pk]


def test_a_wijkmanager_sees_the_cases_of_the_own_wijk_only(guide, assendorp):
    manager = UserFactory()
    RoleGrantFactory(user=manager, role=Role.WIJKMANAGER, scope=assendorp.scope)
    came_in("Hier", place_kind="wijk", wijk=assendorp)
    came_in("Elders")
    assert titles(manager, Tab.NEW) == ["Hier"]
    assert queue.counts(manager, queue.today(WEDNESDAY))[Tab.NEW] == 1


def test_the_load_counts_per_guide_also_who_has_nothing(guide):
    idle = UserFactory(display_name="Anna Zonder")
    RoleGrantFactory(user=idle, role=Role.GUIDE)
    asked = take_up(initiative=came_in(), owner=guide, by=guide, at=MONDAY)
    take_up(initiative=came_in(), owner=guide, by=guide, at=MONDAY)
    ask_initiator(initiative=asked, text="Met wie?", answer_by=date(2026, 3, 20), by=guide, at=MONDAY)
    lines = load(guide, queue.today(WEDNESDAY))
    assert [(line.guide, line.cases, line.ours, line.late) for line in lines] == [(idle, 0, 0, 0), (guide, 2, 1, 1)]


def test_critical_words_wait_for_an_answer(guide, initiator):
    case = take_up(initiative=came_in(by=initiator), owner=guide, by=guide, at=MONDAY)
    review = PhaseReview.objects.create(
        initiative=case, phase="owned", grade=PhaseReview.Grade.BAD, given_by=initiator, given_at=MONDAY + DAY
    )
    kind_words = PhaseReview.Grade.GOOD
    PhaseReview.objects.create(
        initiative=case, phase="submitted", grade=kind_words, given_by=initiator, given_at=MONDAY + DAY
    )
    assert reviews_to_answer(guide) == [review]
    write_as_municipality(initiative=case, text="Dat spijt ons.", by=guide, at=WEDNESDAY)
    assert reviews_to_answer(guide) == []


@pytest.mark.parametrize(
    ("before", "now", "handled", "following"),
    [
        ([1, 2, 3], {1, 2, 3}, 1, 2),
        ([1, 2, 3], {2, 3}, 1, 2),
        ([1, 2, 3], {1, 3}, 2, 3),
        ([1, 2, 3], {1, 2}, 3, 1),
        ([1, 2, 3], {1}, 2, 1),
        ([1, 2, 3], {3}, 3, None),
        ([1], set(), 1, None),
        ([1, 2], {1, 2}, 9, 1),
        ([], {1}, 1, None),
    ],
)
def test_the_next_case_is_the_one_below_that_still_waits(before, now, handled, following):
    assert queue.following(before, now, handled) == following


def test_the_queries_do_not_depend_on_the_rows(guide):
    def count():
        with CaptureQueriesContext(connection) as captured:
            day = queue.today(WEDNESDAY)
            queue.counts(guide, day)
            queue.rows(queue.in_tab(guide, Tab.NEW, day), day)
            load(guide, day)
        return len(captured)

    came_in()
    assert guide.is_staff  # whose roles are read once a request
    one = count()
    came_in()
    came_in()
    assert count() == one
