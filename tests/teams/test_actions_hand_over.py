"""Handing one's part over, and saying how far one is."""

from datetime import date

import pytest

from core.refusal import IllegalTransition
from teams.actions.action_point import add_point
from teams.actions.team import decline, hand_over, join, leave, set_progress
from teams.enums import MemberState
from teams.models import ActionPoint, TeamMember
from teams.records import NewPoint
from tests.factories import TeamMemberFactory

pytestmark = pytest.mark.usefixtures("town", "clock")
CASE = "/werkplek/ZW-2026-0001/"


@pytest.fixture
def part(case, ep_member):
    """The EP-member's own part, with a point to do."""
    return TeamMember.objects.get(user=ep_member)


def owners(case):
    return list(ActionPoint.objects.open().order_by("pk").values_list("owner__display_name", flat=True))


def test_until_somebody_takes_over_nothing_changes(case, part, ep_member, second_member, guide, now, mails):
    point = NewPoint(text="Meet de stoep", due_on=date(2026, 3, 20), owner=ep_member)
    add_point(initiative=case, point=point, shared=False, by=ep_member, at=now)
    asked = hand_over(member=part, to=second_member, note="Bel eerst Noor.", by=ep_member, at=now)
    part.refresh_from_db()
    assert (part.state, asked.state, asked.takes_over, asked.why) == ("joined", "invited", part, "Bel eerst Noor.")
    assert mails() == [("bas@zwolle.example", "Denkt u mee met Buurttuin aan de Assendorperdijk? (ZW-2026-0001)")]
    assert owners(case) == ["Esra Polat"]


def test_taking_over_moves_what_is_open_and_lets_the_other_go(case, part, ep_member, second_member, now):
    point = NewPoint(text="Meet de stoep", due_on=date(2026, 3, 20), owner=ep_member)
    add_point(initiative=case, point=point, shared=False, by=ep_member, at=now)
    asked = hand_over(member=part, to=second_member, note="Bel eerst Noor.", by=ep_member, at=now)
    join(member=asked, by=second_member, at=now)
    part.refresh_from_db()
    assert (part.state, part.reason) == ("left", "Overgedragen aan Bas Holtrop")
    assert owners(case) == ["Bas Holtrop"]


def test_who_does_not_take_over_leaves_it_where_it_was(case, part, ep_member, second_member, now):
    asked = hand_over(member=part, to=second_member, note="Bel eerst Noor.", by=ep_member, at=now)
    decline(member=asked, reason="Te druk", by=second_member, at=now)
    part.refresh_from_db()
    assert part.state == "joined"


def test_who_left_meanwhile_is_taken_over_all_the_same(case, part, ep_member, second_member, now):
    point = NewPoint(text="Meet de stoep", due_on=date(2026, 3, 20), owner=ep_member)
    add_point(initiative=case, point=point, shared=False, by=ep_member, at=now)
    asked = hand_over(member=part, to=second_member, note="Bel eerst Noor.", by=ep_member, at=now)
    leave(member=part, reason="Andere baan", by=ep_member, at=now)
    join(member=asked, by=second_member, at=now)
    part.refresh_from_db()
    assert (part.reason, owners(case)) == ("Andere baan", ["Bas Holtrop"])


def test_a_part_that_ended_is_not_handed_over(part, ep_member, second_member, now):
    leave(member=part, reason="Andere baan", by=ep_member, at=now)
    with pytest.raises(IllegalTransition):
        hand_over(member=part, to=second_member, note="Bel eerst Noor.", by=ep_member, at=now)
    with pytest.raises(IllegalTransition):
        set_progress(member=part, progress="done", by=ep_member, at=now)


def test_progress_is_noted_once(case, part, ep_member, now, verbs):
    set_progress(member=part, progress="waiting", by=ep_member, at=now)
    set_progress(member=part, progress="waiting", by=ep_member, at=now)
    part.refresh_from_db()
    assert (part.progress, verbs(case)) == ("waiting", ["team.progress"])


def test_from_the_page_of_the_case(client, part, ep_member, second_member, mails):
    client.force_login(ep_member)
    assert client.post(f"{CASE}stand/", {"progress": "to_do"}).headers["Location"] == CASE
    fields = {"user": second_member.pk, "why": "Bel eerst Noor."}
    assert client.post(f"{CASE}overdragen/", fields).headers["Location"] == CASE
    assert [to for to, _subject in mails()] == ["bas@zwolle.example"]
    page = client.get(CASE).content.decode()
    assert "Uw stand is bewaard." in page or "te doen" in page


@pytest.mark.parametrize(
    ("address", "fields", "message"),
    [
        ("stand/", {"progress": "asleep"}, "Selecteer een geldige keuze"),
        ("overdragen/", {"user": "", "why": "Bel Noor"}, "Dit veld is verplicht."),
    ],
)
def test_nonsense_is_said_at_its_field(client, part, ep_member, address, fields, message):
    client.force_login(ep_member)
    response = client.post(f"{CASE}{address}", fields)
    assert (response.status_code, message in response.content.decode()) == (200, True)


def test_only_ones_own_part(client, case, part, second_member, guide):
    client.force_login(guide)
    assert client.post(f"{CASE}stand/", {"progress": "done"}).status_code == 404
    client.force_login(second_member)
    assert client.post(f"{CASE}overdragen/", {"user": guide.pk, "why": "x"}).status_code == 404


def test_the_werkplek_can_be_narrowed_to_a_standing(client, case, part, ep_member, now):
    client.force_login(ep_member)
    set_progress(member=part, progress="waiting", by=ep_member, at=now)
    shown = {
        query: case.title in client.get(f"/werkplek/{query}").content.decode().split("<aside")[0]
        for query in ("", "?stand=waiting", "?stand=done", "?stand=nonsense")
    }
    assert shown == {"": True, "?stand=waiting": True, "?stand=done": False, "?stand=nonsense": True}


def test_an_observer_hands_nothing_to_do_over(case, second_member, ep_member, now):
    watching = TeamMemberFactory(team=case.team, user=second_member, state=MemberState.OBSERVING)
    assert set_progress(member=watching, progress="done", by=second_member, at=now).progress == "done"
