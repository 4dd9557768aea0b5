"""The page that says whether there are hours enough, and what if a position took more."""

from datetime import date, datetime
from decimal import Decimal
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from insight.capacity import Running
from insight.queries.capacity import helpers, load, room_per_position, running_cases
from teams.actions.session import log_session
from teams.models import Profile
from teams.records import Talk
from tests.factories import InitiativeFactory, TeamFactory, TeamMemberFactory
from tests.initiatives.public_rows import body, position

pytestmark = pytest.mark.usefixtures("town", "clock")
ADDRESS = "/werkplek/capaciteit/"
NOW = datetime(2026, 3, 11, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
ASKED = "?aware=4&spotlight=8&room=40&together=120"


@pytest.fixture
def case(initiative, team):
    """A case in position 3 with ten hours of its own, of which one and a half was spent."""
    type(initiative).objects.filter(pk=initiative.pk).update(position_kind="room")
    position(
        initiative,
        kind="room",
        question="Mag het?",
        room_kind="hours",
        room_amount=Decimal(10),
        review_on=date(2026, 3, 20),
    )
    member = team.members.get().user
    talk = Talk(held_on=date(2026, 3, 10), minutes=90, agreed="Samen gekeken.", shared=False)
    log_session(initiative=initiative, key=uuid4(), talk=talk, by=member, at=NOW)
    return initiative


@pytest.fixture
def hours(ep_member):
    """The EP-member has four hours a week."""
    Profile.objects.filter(user=ep_member).update(hours_a_week=4)


def test_running_cases_with_room_and_time_spent(case):
    InitiativeFactory(owned=True, paused_at=NOW)
    InitiativeFactory(state="closed", ball="", outcome="independent")
    InitiativeFactory()
    assert running_cases() == [Running("room", 90, 600, date(2026, 3, 20)), Running("")]


def test_euros_are_no_hours(initiative):
    type(initiative).objects.update(position_kind="room")
    position(initiative, kind="room", question="Mag het?", room_kind="voucher", room_amount=Decimal(500))
    assert running_cases() == [Running("room", 0, None, date(2026, 9, 9))]


def test_the_last_position_counts(case):
    position(case, kind="aware", taken_on=date(2026, 3, 11))
    type(case).objects.update(position_kind="aware")
    assert running_cases() == [Running("aware", 90, None, date(2026, 9, 9))]


def test_only_colleagues_with_hours_help(hours, guide, fund_officer):
    assert [helper.minutes for helper in helpers()] == [240]


def test_capacity_against_demand(client, case, hours, guide):
    client.force_login(guide)
    page = body(client, ADDRESS)
    assert "Er is 46,5 uur en er is 8,5 uur nodig: 38 uur over." in page
    assert "In 1 week is er toch te weinig." in page
    assert "U kijkt nu met eigen getallen." not in page
    assert "8,5 van 4 uur" in page


def test_what_if_the_position_took_more(client, case, hours, guide):
    client.force_login(guide)
    page = body(client, ADDRESS + ASKED.replace("room=40", "room=80"))
    assert "Er is 46,5 uur en er is 78,5 uur nodig: 32 uur te weinig." in page
    assert "U kijkt nu met eigen getallen." in page
    assert 'value="80"' in page


def test_the_numbers_of_the_setting_change_nothing(client, case, hours, guide):
    client.force_login(guide)
    assert "Er is 46,5 uur en er is 8,5 uur nodig" in body(client, ADDRESS + ASKED)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (ASKED.replace("room=40", "room=veel"), "Vul een heel aantal uren in."),
        (ASKED.replace("room=40", "room=-1"), "Vul 0 of meer uren in."),
        (ASKED.replace("room=40", "room=1001"), "Vul ten hoogste 1000 uren in."),
        ("?room=40", "Vul in hoeveel uur een initiatief met deze positie krijgt."),
    ],
)
def test_nonsense_is_said_and_the_setting_shown(client, case, hours, guide, query, message):
    client.force_login(guide)
    page = body(client, ADDRESS + query)
    assert (message in page, "Er is 46,5 uur en er is 8,5 uur nodig" in page) == (True, True)


def test_newcomers_are_told_and_not_counted(case, hours):
    found = load(date(2026, 3, 11), setting={"room": 5200}, chosen={})
    assert (found.newcomers, found.assumptions.average, found.newcomers_minutes) == (1 / 52, 5200, 100)


def test_the_setting_that_began_last_counts():
    assert room_per_position(date(2026, 3, 11)) == {"aware": 240, "spotlight": 480, "room": 2400, "together": 7200}


def test_it_works_in_an_empty_town(client, guide):
    client.force_login(guide)
    assert "Er is 0 uur en er is 0 uur nodig: 0 uur over." in body(client, ADDRESS)


def test_the_way_to_it_is_for_whom_may_go_there(client, guide, ep_member):
    client.force_login(guide)
    assert ADDRESS in body(client, "/werkplek/")
    client.force_login(ep_member)
    assert ADDRESS not in body(client, "/werkplek/")


def test_the_queries_do_not_depend_on_the_rows(client, case, hours, guide):
    client.force_login(guide)
    client.get(ADDRESS)
    counted = []
    for _round in range(2):
        row = TeamFactory()
        TeamMemberFactory(team=row)
        position(row.initiative, kind="aware")
        with CaptureQueriesContext(connection) as queries:
            client.get(ADDRESS)
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 9
