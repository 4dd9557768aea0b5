"""The weekly meeting: an agenda, who is there, decisions written on the spot."""

import re
from datetime import date

import pytest

from accounts.enums import Role
from core.refusal import Refusal
from core.seen import mark
from initiatives.actions.meeting import plan_meeting, put_on_agenda, take_off_agenda, write_decision, write_minutes
from initiatives.models import Meeting
from tests.factories import RoleGrantFactory, UserFactory
from tests.initiatives.desk_rows import WEDNESDAY, answers, came_in, queries, step, text, verbs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "rules")]

MONDAY_AFTER = date(2026, 3, 16)
AGENDA = "/beheer/overleg/2026-03-16/"


@pytest.fixture
def item(running, guide):
    """The guide's case on the agenda of next Monday."""
    return put_on_agenda(initiative=running, held_on=MONDAY_AFTER, by=guide, at=WEDNESDAY, why="Wie helpt?")


def test_a_case_is_put_on_the_agenda_from_its_page(desk, running):
    given = answers(running, held_on="2026-03-16", why="Wie helpt?", bevestig="blijven")
    desk.post(step(running, "agenda"), given)
    page = text(desk.get(AGENDA))
    assert "Buurttuin" in page
    assert "Wie helpt?" in page
    again = text(desk.post(step(running, "agenda"), answers(running, held_on="2026-03-16")))
    assert "Dit initiatief staat al op de agenda van die dag." in again


def test_a_meeting_of_the_past_takes_nothing_new(desk, running):
    page = text(desk.post(step(running, "agenda"), answers(running, held_on="2026-03-10")))
    assert "Kies vandaag of een latere dag." in page


def test_a_decision_lands_on_the_case_as_an_internal_note(desk, item, running, guide):
    address = f"{AGENDA}punt/{item.pk}/"
    desk.post(address, {f"punt-{item.pk}-decision": "Ruben gaat kijken."})
    assert running.notes.get().text == "Besloten in het overleg van 16-03-2026: Ruben gaat kijken."
    assert verbs(running)[-2:] == ["initiative.noted", "initiative.decided_in_meeting"]
    desk.post(address, {f"punt-{item.pk}-decision": "Ruben gaat kijken."})
    assert running.notes.count() == 1
    seen = mark("Ruben gaat kijken.")
    desk.post(address, {f"punt-{item.pk}-decision": "Toch niet.", f"punt-{item.pk}-seen": seen})
    assert running.notes.count() == 2
    item.refresh_from_db()
    assert (item.decision, item.decided_by) == ("Toch niet.", guide)


def test_an_empty_decision_is_asked_again_beside_its_case(desk, item, guide):
    other = put_on_agenda(initiative=came_in("Ander"), held_on=MONDAY_AFTER, by=guide, at=WEDNESDAY)
    page = text(desk.post(f"{AGENDA}punt/{other.pk}/", {f"punt-{other.pk}-decision": " "}))
    assert page.count("Vul in: Wat is besloten") == 2
    assert f'href="#id_punt-{other.pk}-decision"' in page


def hidden_mark(page: str, name: str) -> str:
    """What the form on this page remembers of what it showed."""
    return re.search(rf'name="{name}" value="(\w+)"', page)[1]


def test_who_decides_second_sees_what_the_first_wrote_and_chooses(desk, item, running):
    name = f"punt-{item.pk}"
    shown = {f"{name}-seen": hidden_mark(text(desk.get(AGENDA)), f"{name}-seen")}
    desk.post(f"{AGENDA}punt/{item.pk}/", {f"{name}-decision": "Doen.", **shown})
    page = text(desk.post(f"{AGENDA}punt/{item.pk}/", {f"{name}-decision": "Niet doen.", **shown}))
    assert "Er staat nu: “Doen.”" in page
    assert "Niet doen.</textarea>" in page
    assert running.notes.count() == 1
    now = {f"{name}-seen": hidden_mark(page, f"{name}-seen")}
    desk.post(f"{AGENDA}punt/{item.pk}/", {f"{name}-decision": "Niet doen.", **now})
    item.refresh_from_db()
    assert item.decision == "Niet doen."


def test_who_writes_minutes_second_sees_what_the_first_wrote_and_chooses(desk, item, guide):
    shown = {"present": [guide.pk], "seen": hidden_mark(text(desk.get(AGENDA)), "seen")}
    desk.post(f"{AGENDA}verslag/", {"minutes": "Van de een.", **shown})
    page = text(desk.post(f"{AGENDA}verslag/", {"minutes": "Van de ander.", **shown}))
    assert "Er staat nu: “Van de een.”" in page
    assert Meeting.objects.get().minutes == "Van de een."
    desk.post(f"{AGENDA}verslag/", {"minutes": "Van beiden.", **shown, "seen": hidden_mark(page, "seen")})
    assert Meeting.objects.get().minutes == "Van beiden."


def test_without_the_mark_the_first_text_would_be_lost_unseen(desk, item, guide):
    """The negative control: the action told to look at nothing."""
    for words in ("Van de een.", "Van de ander."):
        write_minutes(meeting=item.meeting, present=[guide], minutes=words, by=guide, at=WEDNESDAY)
    assert Meeting.objects.get().minutes == "Van de ander."


def test_who_was_there_and_what_was_said_is_kept(desk, item, guide):
    desk.post(f"{AGENDA}verslag/", {"present": [guide.pk], "minutes": "Volgende keer bij Hanneke."})
    meeting = Meeting.objects.get()
    assert (list(meeting.present.all()), meeting.minutes) == ([guide], "Volgende keer bij Hanneke.")
    assert "Er gaat iets mis" in text(desk.post(f"{AGENDA}verslag/", {"present": ["x"], "minutes": "y" * 5001}))


def test_a_case_leaves_the_agenda_unless_something_was_decided(desk, item, guide):
    desk.post(f"{AGENDA}punt/{item.pk}/", {f"punt-{item.pk}-decision": "Doen."})
    page = text(desk.post(f"{AGENDA}punt/{item.pk}/weg/", follow=True))
    assert "Er is al een besluit over dit initiatief genoteerd." in page
    other = put_on_agenda(initiative=came_in("Ander"), held_on=MONDAY_AFTER, by=guide, at=WEDNESDAY)
    desk.post(f"{AGENDA}punt/{other.pk}/weg/")
    assert [one.initiative.title for one in Meeting.objects.get().items.all()] == ["Buurttuin"]


def test_the_list_of_meetings_counts_and_plans(desk, item):
    page = text(desk.get("/beheer/overleg/"))
    assert "maandag 16 maart 2026" in page
    assert "1 punt, 0 besloten" in page
    assert desk.post("/beheer/overleg/", {"held_on": "2026-03-23"})["Location"] == "/beheer/overleg/2026-03-23/"
    assert desk.post("/beheer/overleg/", {"held_on": "2026-03-23"}).status_code == 302
    assert Meeting.objects.count() == 2
    assert "De agenda is leeg." in text(desk.get("/beheer/overleg/2026-03-23/"))
    assert "Er gaat iets mis" in text(desk.post("/beheer/overleg/", {"held_on": "morgen"}))


@pytest.mark.parametrize(
    "address",
    ["2026-02-30/", "2026-13-01/", "0000-00-00/", "9999-99-99/", "2030-01-01/", "2026-03-16/punt/99/", "x/"],
)
def test_a_meeting_that_is_not_there_is_not_found(desk, item, address):
    assert desk.get(f"/beheer/overleg/{address}", follow=True).status_code in {404, 405}


@pytest.mark.parametrize("role", [Role.WIJKMANAGER, Role.DESK_EMPLOYEE, Role.EDITOR, Role.ADMINISTRATOR])
def test_only_the_gidsteam_meets(client, item, role):
    person = UserFactory()
    RoleGrantFactory(user=person, role=role)
    client.force_login(person)
    assert client.get("/beheer/overleg/").status_code == 403
    assert client.post(f"{AGENDA}punt/{item.pk}/", {f"punt-{item.pk}-decision": "Nee"}).status_code == 403


def test_the_queries_do_not_depend_on_the_agenda(desk, item, guide):
    desk.get(AGENDA)
    one = queries(desk, AGENDA)
    for number in (2, 3):
        put_on_agenda(initiative=came_in(f"Plan {number}"), held_on=MONDAY_AFTER, by=guide, at=WEDNESDAY)
    assert queries(desk, AGENDA) == one


def test_the_actions_record_what_they_did(item, running, guide):
    meeting = plan_meeting(held_on=MONDAY_AFTER, by=guide, at=WEDNESDAY)
    assert meeting == item.meeting
    write_minutes(meeting=meeting, present=[guide], minutes="Kort.", by=guide, at=WEDNESDAY)
    with pytest.raises(Refusal) as refused:
        write_decision(item=item, decision="  ", by=guide, at=WEDNESDAY)
    assert refused.value.field == "decision"
    take_off_agenda(item=item, by=guide, at=WEDNESDAY)
    assert verbs(running)[-2:] == ["initiative.put_on_agenda", "initiative.taken_off_agenda"]
