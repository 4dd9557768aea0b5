"""The agenda in the browser: planned, full, somebody cancels, the list moves, a report; axe over its pages."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from community.actions.event import cancel_event, plan_event, publish_event
from community.actions.event_facts import EventFacts
from community.actions.event_kinds import load_event_kinds
from community.actions.event_report import write_report
from community.models import Event, EventKind
from community.queries.registration import token_of
from core.models import OutgoingMail
from initiatives.models import Initiative
from teams.models import Team
from tests.community.agenda import come
from tests.journeys.pages import EACH_SCREEN, PUBLIC_TARGETS, SCREENS, STAFF_TARGETS, small, walk, wide


@pytest.fixture
def kinds(transactional_db: None, town: None) -> None:
    """The kinds of events."""
    load_event_kinds()


def code_for(email: str) -> str:
    """The code in the last mail to this address."""
    mail = OutgoingMail.objects.filter(to=email, kind="accounts.code_event").latest("pk")
    return re.search(r"\b\d{6}\b", mail.text)[0]


def sign_up(page: Page, address: str, name: str) -> None:
    """Register without an account."""
    page.goto(address)
    page.get_by_role("link", name=re.compile("Meld u aan|Zet mij op de wachtlijst")).click()
    page.get_by_label("Uw naam").fill(name)
    page.get_by_label("Uw e-mailadres").fill(f"{name.lower()}@example.nl")
    page.get_by_label("Wat heeft u nodig").fill("Een ringleiding.")
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Code").fill(code_for(f"{name.lower()}@example.nl"))
    page.get_by_role("button", name="Meld mij aan").click()


def plan(desk: Page, number: str) -> None:
    """An organiser plans an event with two seats and publishes it."""
    desk.goto("/werkplek/agenda/")
    desk.get_by_role("link", name="Plan een bijeenkomst").click()
    desk.get_by_label("Titel").fill("Soep en plannen")
    desk.get_by_label("Wat voor bijeenkomst is het?").select_option(label="Inspiratiesessie")
    desk.get_by_label("Wat gebeurt er?").fill("Wij eten **soep**.")
    desk.get_by_label("Op welke dag?").fill((timezone.localdate() + timedelta(days=9)).isoformat())
    desk.get_by_label("Van", exact=True).fill("18:00")
    desk.get_by_label("Tot", exact=True).fill("20:00")
    desk.get_by_label("Waar?").fill("Buurthuis De Terp")
    desk.get_by_label("Hoeveel plaatsen zijn er?").fill("2")
    desk.get_by_label("Initiatieven die erbij horen").fill(number)
    desk.get_by_role("button", name="Bewaar").click()
    desk.get_by_role("button", name="Publiceer").click()
    expect(desk.get_by_text("De bijeenkomst staat in de agenda.")).to_be_visible()


def test_the_waiting_list_moves_and_the_report_is_linked(
    device: Callable[..., Page], kinds: None, team: Team, guide: User, public_initiative: Initiative
) -> None:
    desk, phone = device(as_=guide, width=1200, height=900), device()
    plan(desk, f"{team.initiative.number}, {public_initiative.number}")
    event = Event.objects.get()

    for name in ("Ada", "Bo"):
        sign_up(phone, event.get_absolute_url(), name)
        expect(phone.get_by_role("heading", name="U heeft een plek")).to_be_visible()
    sign_up(phone, event.get_absolute_url(), "Cas")
    expect(phone.get_by_text("U bent nummer 1.")).to_be_visible()

    desk.reload()
    expect(desk.get_by_text("2 van 2 plaatsen bezet. 1 mens wacht.")).to_be_visible()
    expect(desk.get_by_text("Een ringleiding.").first).to_be_visible()

    phone.goto(f"/agenda/aanmelding/{token_of(event.registrations.get(name='Ada'))}/")
    phone.get_by_role("button", name="Meld mij af").click()
    expect(phone.get_by_role("heading", name="U bent afgemeld")).to_be_visible()
    phone.goto(f"/agenda/aanmelding/{token_of(event.registrations.get(name='Cas'))}/")
    expect(phone.get_by_role("heading", name="U heeft een plek")).to_be_visible()
    moved = OutgoingMail.objects.get(kind="community.event_moved")
    assert (moved.to, "METHOD:REQUEST" in moved.calendar) == ("cas@example.nl", True)

    Event.objects.update(starts_at=timezone.now() - timedelta(hours=3), ends_at=timezone.now() - timedelta(hours=1))
    tell(desk, team)
    phone.goto(event.get_absolute_url())
    expect(phone.get_by_text("Er waren 7 mensen.")).to_be_visible()
    expect(phone.get_by_role("link", name="Leesbankje in het park")).to_be_visible()
    expect(phone.get_by_text("Buurttuin aan de Assendorperdijk")).to_have_count(0)  # that one is not public


def test_who_comes_with_fewer_makes_room_for_who_waits(
    device: Callable[..., Page], kinds: None, guide: User, team: Team
) -> None:
    now = timezone.now()
    facts = EventFacts(
        kind=EventKind.objects.get(slug="slot"),
        title="Soep",
        text="Wij eten soep.",
        starts_at=now + timedelta(days=9),
        ends_at=now + timedelta(days=9, hours=2),
        place="Buurthuis",
        capacity=2,
        initiatives=[team.initiative],
    )
    event = publish_event(event=plan_event(facts=facts, by=guide, at=now), by=guide, at=now)
    ada, bo = (come(event, name, at=now, people=people) for name, people in (("Ada", 2), ("Bo", 1)))
    phone = device()
    phone.goto(f"/agenda/aanmelding/{token_of(ada)}/")
    phone.get_by_label("Met hoeveel mensen komt u").select_option("1")
    phone.get_by_label("Wat heeft u nodig").fill("Een plek voor een rolstoel.")
    phone.get_by_role("button", name="Bewaar").click()
    expect(phone.get_by_text("Uw aanmelding is gewijzigd.")).to_be_visible()
    expect(phone.get_by_text("Voor 1 persoon.")).to_be_visible()
    phone.goto(f"/agenda/aanmelding/{token_of(bo)}/")
    expect(phone.get_by_role("heading", name="U heeft een plek")).to_be_visible()


def tell(desk: Page, team: Team) -> None:
    """The organiser writes the report, a lesson and a promise."""
    desk.reload()
    desk.get_by_role("link", name="Schrijf het verslag").click()
    desk.get_by_label("Hoeveel mensen waren er?").fill("7")
    desk.get_by_label("Wat is er gezegd?").fill("De soep was **warm**.")
    desk.get_by_label("openbaar: iedereen").check()
    desk.get_by_label("Cas").check()
    desk.get_by_role("button", name="Bewaar het verslag").click()
    desk.get_by_text("Schrijf een les op").click()
    desk.locator("#lesson_initiative").select_option(label=str(team.initiative))
    desk.get_by_label("Wat leerden we?").fill("Eerst eten, dan praten.")
    desk.get_by_role("button", name="Bewaar de les").click()
    desk.get_by_text("Maak van een belofte een actiepunt").click()
    desk.locator("#promise_initiative").select_option(label=str(team.initiative))
    desk.get_by_label("Wat is beloofd?").fill("Een sleutel regelen")
    desk.get_by_label("Wie doet het?").select_option(label="Gijs Wolters")
    desk.get_by_label("Uiterlijk op").fill((timezone.localdate() + timedelta(days=7)).isoformat())
    desk.get_by_role("button", name="Bewaar het actiepunt").click()
    expect(desk.get_by_text("Een sleutel regelen")).to_be_visible()
    desk.goto(f"/werkplek/{team.initiative.number}/")
    expect(desk.get_by_text("Een sleutel regelen").first).to_be_visible()


@pytest.fixture
def lively(kinds: None, guide: User, team: Team, public_initiative: Initiative) -> dict[str, Event]:
    """A full event, one with a report, one that is off and a concept."""
    now = timezone.now()
    made = {}
    for number, name in enumerate(("vol", "verslag", "af", "concept")):
        begins = now + timedelta(days=9 + number)
        facts = EventFacts(
            kind=EventKind.objects.get(slug="slot"),
            title=f"Avond {name}",
            text="# Kop\n\n- een\n- twee\n\n> citaat",
            starts_at=begins,
            ends_at=begins + timedelta(hours=2),
            place="Buurthuis",
            access="Drempelvrij.",
            capacity=1,
            initiatives=[public_initiative, team.initiative],
        )
        made[name] = plan_event(facts=facts, by=guide, at=now)
    for name in ("vol", "verslag", "af"):
        publish_event(event=made[name], by=guide, at=now)
        for person in ("Ada", "Bo"):
            come(made[name], person, at=now, access_needs="Een tolk.")
    cancel_event(event=made["af"], version=1, reason="Storm.", by=guide, at=now)
    then = {"starts_at": now - timedelta(hours=3), "ends_at": now - timedelta(hours=1)}
    Event.objects.filter(pk=made["verslag"].pk).update(**then)
    given = {"came": 3, "text": "Veel gezegd.", "visibility": "public", "present": set()}
    write_report(event=made["verslag"], version=0, **given, by=guide, at=now)
    return made


@pytest.mark.parametrize("screen", EACH_SCREEN)
def test_axe_finds_nothing_on_the_pages_of_everyone(lively, device, accessible, screen) -> None:
    page = device(**SCREENS[screen])
    seated, waiting = lively["vol"].registrations.order_by("number")
    pages = [
        *("/agenda/", "/agenda/?wanneer=eerder", "/agenda/?soort=start", "/en/agenda/"),
        *(f"/agenda/{lively[name].slug}/" for name in ("vol", "verslag", "af")),
        f"/agenda/{lively['vol'].slug}/aanmelden/",
        *(f"/agenda/aanmelding/{token_of(row)}/" for row in (seated, waiting)),
    ]
    assert walk(page, pages, accessible) + walk(page, pages, wide) == []
    assert walk(page, pages, lambda shown: small(shown, PUBLIC_TARGETS)) == []
    page.goto(f"/agenda/{lively['vol'].slug}/aanmelden/")
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("heading", name="Er gaat iets mis")).to_be_visible()
    assert accessible(page) == []


@pytest.mark.parametrize("screen", EACH_SCREEN)
def test_axe_finds_nothing_at_the_werkplek(lively, device, accessible, guide, screen) -> None:
    page = device(as_=guide, **SCREENS[screen])
    pages = [
        *("/werkplek/agenda/", "/werkplek/agenda/?wanneer=eerder", "/werkplek/agenda/plannen/"),
        *(f"/werkplek/agenda/{event.slug}/" for event in lively.values()),
        *(f"/werkplek/agenda/{lively['vol'].slug}/{step}/" for step in ("wijzigen", "afzeggen")),
        f"/werkplek/agenda/{lively['verslag'].slug}/verslag/",
    ]
    assert walk(page, pages, accessible) + walk(page, pages, wide) == []
    assert walk(page, pages, lambda shown: small(shown, STAFF_TARGETS)) == []
