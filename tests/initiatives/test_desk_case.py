"""The case page: what it tells, what it offers, and what happens when somebody acts on it."""

import re
from datetime import date, timedelta

import pytest

from accounts.enums import Role
from core.models import AuditEntry
from initiatives.actions.conversation import ask_initiator, write_as_initiator, write_as_municipality
from initiatives.actions.goal import link_goal
from initiatives.actions.note import add_note
from tests.factories import RoleGrantFactory, UserFactory
from tests.initiatives.desk_rows import (
    LIST,
    MONDAY,
    WEDNESDAY,
    answers,
    came_in,
    case_page,
    queries,
    step,
    text,
    verbs,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "rules")]


def offered(page):
    """The keys of the steps on a page."""
    return re.findall(r'/doe/([\w-]+)/[^"]*#doen"', page)


# --- Reading ------------------------------------------------------------------------------------------------------
def test_it_tells_the_plan_the_people_the_talk_and_what_was_promised(desk, running, guide, initiator, goal):
    initiator.phone = "038-000 01 99"
    initiator.save()
    write_as_municipality(initiative=running, text="Dank voor uw plan.", by=guide, at=MONDAY)
    write_as_initiator(initiative=running, text="Graag gedaan.", by=initiator, at=MONDAY)
    add_note(initiative=running, text="De buren weten het nog niet.", by=guide, at=MONDAY)
    link_goal(initiative=running, goal=goal, stage="claimed", by=guide, at=MONDAY)
    page = text(desk.get(case_page(running)))
    for words in [
        "Welke plek mag?",
        "noor@example.nl",
        "038-000 01 99",
        "Dank voor uw plan.",
        "Graag gedaan.",
        "De buren weten het nog niet.",
        "Ruimte voor initiatief",
        "Gijs Wolters is de gids van het initiatief.",
        "uiterlijk 9 maart 2026",
        "gids aangewezen",
        "Assendorp",
    ]:
        assert words in page


def test_opening_it_is_recorded_once_an_hour(desk, running, guide, clock):
    for _ in range(2):
        desk.get(case_page(running))
    seen = AuditEntry.objects.filter(verb="initiatives.seen", case_number=running.number)
    assert [(entry.actor_id, entry.at) for entry in seen] == [(guide.pk, WEDNESDAY)]
    clock.shift(timedelta(minutes=61))
    desk.cookies.clear()
    desk.force_login(guide)
    desk.get(case_page(running))
    assert seen.all().count() == 2


def test_who_may_not_see_the_audit_does_not(client, running, assendorp):
    manager = UserFactory()
    RoleGrantFactory(user=manager, role=Role.WIJKMANAGER, scope=assendorp.scope)
    client.force_login(manager)
    assert "Wie zag en veranderde wat" not in text(client.get(case_page(running)))
    assert client.get(f"{LIST}{running.pk}/history/").status_code == 403


def test_the_whole_trail_has_pages(desk, running, guide):
    for number in range(60):
        add_note(initiative=running, text=f"Notitie {number}", by=guide, at=MONDAY)
    assert text(desk.get(f"{LIST}{running.pk}/history/")).count("interne notitie geschreven") == 50
    assert text(desk.get(f"{LIST}{running.pk}/history/?pagina=2")).count("ingediend") == 1
    assert desk.get(f"{LIST}{running.pk}/history/?pagina=zes").status_code == 200


def test_cases_that_have_something_to_do_with_it_are_named(desk, running, initiator, outsider, guide, theme, assendorp):
    came_in("Lezen op zolder", by=initiator)
    came_in("Buurttuin achter de kerk", by=outsider)
    came_in("Iets heel anders", by=outsider, theme=theme, place_kind="wijk", wijk=assendorp)
    came_in("Niets gemeen", by=outsider)
    page = text(desk.get(case_page(running)))
    part = page[page.index("Eerder en ernaast") :]
    found = re.findall(r"change/\">([^<]+)</a> <span class=\"small quiet\">ZW-2026-\d+ · ([^·]+) ·", part)
    assert found == [
        ("Lezen op zolder", "zelfde initiatiefnemer"),
        ("Buurttuin achter de kerk", "lijkt op de titel"),
        ("Iets heel anders", "zelfde thema en wijk"),
    ]


def test_each_promise_says_how_it_stands(desk, running, guide, clock):
    page = text(desk.get(case_page(running)))
    assert re.findall(r"uiterlijk ([^<]+)</span>\s*<span class=\"tag tag-\w+\">([^<]+)<", page) == [
        ("30 maart 2026", "op tijd"),
        ("9 maart 2026", "te laat"),
    ]
    ask_initiator(initiative=running, text="Met wie?", answer_by=date(2026, 3, 20), by=guide, at=WEDNESDAY)
    clock.move_to(WEDNESDAY + timedelta(days=2))
    desk.force_login(guide)
    page = text(desk.get(case_page(running)))
    assert re.findall(r"uiterlijk ([^<]+)</span>\s*<span class=\"tag tag-\w+\">([^<]+)<", page) == [
        ("20 maart 2026", "op tijd"),
        ("1 april 2026", "klok staat stil"),
        ("9 maart 2026", "gedaan op 11 maart"),
    ]
    assert "Zolang een ander aan zet is, staat onze klok stil" in page


def test_the_queries_do_not_depend_on_what_happened(desk, running, guide, initiator, goal):
    def happen():
        write_as_municipality(initiative=running, text="Dag.", by=guide, at=MONDAY)
        add_note(initiative=running, text="Let op.", by=guide, at=MONDAY)
        came_in("Buurttuin", by=initiator)

    link_goal(initiative=running, goal=goal, stage="claimed", by=guide, at=MONDAY)
    happen()
    desk.get(case_page(running))
    once = queries(desk, case_page(running, "?lijst=wij"))
    happen()
    happen()
    assert queries(desk, case_page(running, "?lijst=wij")) == once


@pytest.mark.parametrize("key", ["0", "abc", "1.5", "-1", "9" * 30, "ZW-2026-0001", "%00", "²"])
def test_nonsense_instead_of_a_key_is_not_found(desk, key):
    assert desk.get(f"{LIST}{key}/change/").status_code in {400, 404}
    assert desk.get(f"{LIST}{key}/history/").status_code in {400, 404}
    assert desk.get(f"{LIST}{key}/doe/notitie/", follow=True).status_code in {400, 404}


def test_an_unknown_step_or_text_is_no_trouble(desk, running):
    assert desk.get(step(running, "toveren")).status_code == 404
    for query in ["?tekst=99999", "?tekst=%27", "?lijst=nergens", "?lijst=wij&tekst=" + "9" * 40]:
        assert desk.get(step(running, "schrijven", query)).status_code == 200


# --- Who may do what ----------------------------------------------------------------------------------------------
def test_before_there_is_a_guide_only_taking_up_and_housekeeping_are_offered(desk, fresh):
    assert offered(text(desk.get(case_page(fresh)))) == ["oppakken", "notitie", "agenda", "labels", "samenvoegen"]


@pytest.mark.parametrize(
    "key", ["schrijven", "positie", "doel", "kansrijk", "beloven", "uitkomst", "pauze", "openbaar"]
)
def test_without_a_guide_nothing_else_goes_on(desk, fresh, key, goal):
    given = {
        "text": "Dag",
        "reason": "Omdat",
        "kind": "aware",
        "may_expect": "Ja",
        "may_not_expect": "Nee",
        "review_on": "2026-09-01",
        "goal": goal.pk,
        "stage": "confirmed",
        "promising": "nee",
        "due_on": "2026-04-01",
        "outcome": "idle",
        "note": "Stil",
        "to": "initiator",
        "bevestig": "blijven",
    }
    page = text(desk.post(step(fresh, key), answers(fresh, **given)))
    assert "Deze stap past nu niet bij dit initiatief." in page
    assert verbs(fresh) == ["initiative.submitted"]


def test_a_wijkmanager_reads_and_writes_notes_in_the_own_wijk(client, running, assendorp):
    manager = UserFactory()
    RoleGrantFactory(user=manager, role=Role.WIJKMANAGER, scope=assendorp.scope)
    client.force_login(manager)
    assert offered(text(client.get(case_page(running)))) == ["notitie"]
    client.post(step(running, "notitie"), answers(running, text="De bewoners zijn er klaar voor."))
    assert running.notes.get().author == manager
    assert client.get(step(running, "positie")).status_code == 404
    assert client.get(case_page(came_in("Elders"))).status_code == 404


@pytest.mark.parametrize("role", [Role.DESK_EMPLOYEE, Role.EDITOR, Role.ADMINISTRATOR, Role.EP_MEMBER])
def test_whoever_may_not_see_cases_is_kept_out(client, running, role):
    person = UserFactory()
    RoleGrantFactory(user=person, role=role)
    client.force_login(person)
    assert client.get(case_page(running)).status_code == 403
    assert client.post(step(running, "notitie"), answers(running, text="Dag")).status_code == 403


def test_a_resident_and_a_visitor_are_kept_out(client, running, initiator):
    assert client.get(case_page(running)).status_code == 302
    client.force_login(initiator)
    assert client.get(case_page(running)).status_code == 403
