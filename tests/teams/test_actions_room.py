"""Hours stay within what the position reserves, unless somebody says why not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from initiatives.models import Initiative
from teams.actions.session import RoomExceeded, edit_session, log_session
from teams.models import Overrun, RoomTerm, Session
from teams.queries.room import room_of
from teams.records import Talk
from tests.initiatives.public_rows import position

TODAY = date(2026, 3, 11)
TALK = Talk(held_on=date(2026, 3, 10), minutes=180, agreed="Esra meet de stoep op.", shared=False)
REASON = "De wijk vraagt om een tweede avond."
pytestmark = pytest.mark.usefixtures("town")


@pytest.fixture
def log(case: Initiative, ep_member: User, now: datetime) -> Callable[..., Session]:
    """Log three hours by the EP-member."""
    return lambda **facts: log_session(
        **{"initiative": case, "key": uuid4(), "talk": TALK, "by": ep_member, "at": now} | facts
    )


@pytest.fixture
def aware(case: Initiative) -> None:
    """The position that gives four hours."""
    position(case, kind="aware")


def test_without_a_position_nothing_bounds(log, case):
    for _number in range(4):
        log()
    assert (room_of(case, today=TODAY).reserved, room_of(case, today=TODAY).spent) == (None, 720)


@pytest.mark.parametrize(("kind", "minutes"), [("aware", 240), ("spotlight", 480), ("room", 2400), ("together", 7200)])
def test_each_position_gives_its_hours(case, goal, kind, minutes):
    position(case, kind=kind, question="Een plek", room_kind="budget", room_amount=Decimal(900), goal=goal)
    assert room_of(case, today=TODAY).reserved == minutes


def test_hours_of_the_position_itself_go_first(case):
    position(case, kind="room", question="Een plek", room_kind="hours", room_amount=Decimal("12.5"))
    assert room_of(case, today=TODAY).reserved == 750


def test_the_latest_setting_that_has_begun_counts(case, aware):
    RoomTerm.objects.create(kind="aware", hours=6, valid_from=TODAY)
    RoomTerm.objects.create(kind="aware", hours=2, valid_from=date(2026, 3, 12))
    assert room_of(case, today=TODAY).reserved == 360
    assert room_of(case, today=date(2026, 3, 12)).reserved == 120


def test_the_room_may_be_filled_to_the_brim(log, case, aware):
    log()
    log(talk=replace(TALK, minutes=60))
    assert (room_of(case, today=TODAY).left, Overrun.objects.count()) == (0, 0)


def test_beyond_it_is_refused_and_nothing_is_kept(log, case, aware):
    log()
    with pytest.raises(RoomExceeded) as refused:
        log()
    assert (refused.value.field, str(refused.value)) == (
        "overrun",
        (
            "Zo gaat dit initiatief 2 uur over de ruimte heen (3 uur van 4 uur gebruikt, nog 1 uur). "
            "Schrijf op waarom dat nodig is."
        ),
    )
    assert (Session.objects.count(), room_of(case, today=TODAY).spent) == (1, 180)


def test_a_reason_lets_it_through_and_the_guide_reads_it(log, case, aware, guide, mails, verbs):
    log()
    session = log(overrun=f" {REASON} ")
    overrun = Overrun.objects.get()
    assert (overrun.session, overrun.minutes, overrun.reason) == (session, 120, REASON)
    assert mails()[-1] == (
        guide.email,
        "Buurttuin aan de Assendorperdijk gaat over de ruimte in uren heen (ZW-2026-0001)",
    )
    assert verbs(case)[-1] == "session.logged"
    assert "room.exceeded" in verbs(case)


def test_blanks_are_no_reason(log, aware):
    with pytest.raises(RoomExceeded):
        log(talk=replace(TALK, minutes=300), overrun="  ")


def test_all_hours_count_not_only_the_length(log, case, aware, ep_member, guide):
    with pytest.raises(RoomExceeded):
        log(hours={ep_member: 150, guide: 105})


def test_a_correction_that_takes_more_is_held_to_it_too(log, case, aware, ep_member, now):
    session = log()
    more = {"session": session, "version": 1, "talk": TALK, "hours": {ep_member: 300}, "by": ep_member, "at": now}
    with pytest.raises(RoomExceeded):
        edit_session(**more)
    edit_session(**more, overrun=REASON)
    assert (room_of(case, today=TODAY).spent, Overrun.objects.get().minutes) == (300, 60)


def test_a_correction_that_takes_no_more_needs_no_reason(log, case, aware, ep_member, now):
    session = log(talk=replace(TALK, minutes=300), overrun=REASON)
    edit_session(session=session, version=1, talk=TALK, hours={ep_member: 285}, by=ep_member, at=now)
    assert (room_of(case, today=TODAY).spent, Overrun.objects.count()) == (285, 1)


def test_the_database_refuses_an_overrun_without_a_reason(log, case, ep_member, now):
    session = log()
    with pytest.raises(IntegrityError, match="overrun_has_reason"), transaction.atomic():
        Overrun.objects.create(team=session.team, session=session, minutes=15, reason="", by=ep_member, at=now)
