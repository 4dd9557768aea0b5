"""The hours spent and left where the gidsteam decides: in its lists."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from initiatives.models import Initiative
from teams.actions.session import log_session
from teams.models import Team
from teams.queries.room import room_of, rooms_of
from teams.records import Talk
from tests.factories import InitiativeFactory

TODAY = date(2026, 3, 11)


def position(case: Initiative, by: User, **facts: object) -> None:
    case.positions.create(
        **{"kind": "spotlight", "reason": "x", "may_expect": "x", "may_not_expect": "x", "question": "x"} | facts,
        taken_on=TODAY,
        taken_by=by,
        review_on=TODAY + timedelta(days=90),
    )


def spend(case: Initiative, by: User, at: datetime, minutes: int) -> None:
    talk = Talk(held_on=TODAY, minutes=minutes, agreed="x", shared=False)
    log_session(initiative=case, key=UUID(int=minutes), talk=talk, by=by, at=at)


def test_each_case_of_a_list_has_the_room_it_has_on_its_own_page(town, team: Team, guide: User, now: datetime) -> None:
    quiet, reserved = InitiativeFactory(owned=True), InitiativeFactory(owned=True)
    position(team.initiative, guide, kind="aware")
    position(team.initiative, guide)
    position(reserved, guide, kind="room", room_kind="hours", room_amount=2)
    spend(team.initiative, guide, now, 90)
    spend(reserved, guide, now, 105)
    cases = [team.initiative, quiet, reserved]
    rooms = rooms_of(cases, today=TODAY)
    assert {key: room.words for key, room in rooms.items()} == {
        team.initiative.pk: "1 uur en 30 minuten van 8 uur gebruikt, nog 6 uur en 30 minuten",
        reserved.pk: "1 uur en 45 minuten van 2 uur gebruikt, nog 15 minuten",
    }
    assert rooms[reserved.pk] == room_of(reserved, today=TODAY)


def test_three_queries_however_many_cases(town, team: Team, guide: User, now: datetime) -> None:
    cases = [team.initiative, *(InitiativeFactory(owned=True) for _turn in range(5))]
    spend(team.initiative, guide, now, 30)
    with CaptureQueriesContext(connection) as captured:
        rooms_of(cases, today=TODAY)
    assert len(captured) == 3


def test_the_desk_shows_it_in_its_lists(clock, terms, client: Client, team: Team, guide: User, now: datetime) -> None:
    position(team.initiative, guide, kind="room", room_kind="hours", room_amount=2)
    spend(team.initiative, guide, now, 105)
    client.force_login(guide)
    words = "1 uur en 45 minuten van 2 uur gebruikt, nog 15 minuten"
    for page in ("/beheer/?lijst=mijn", "/beheer/initiatives/initiative/"):
        html = client.get(page, follow=True).content.decode()
        assert words in html
        assert "ruimte bijna op" in html
