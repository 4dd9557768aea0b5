"""The agenda as everyone sees it: pages, filters, calendars, registering with a code or a press, one's own link."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import MailedCode, User
from city.models import Wijk
from community.actions.event import cancel_event, change_event, plan_event, publish_event
from community.actions.event_facts import EventFacts
from community.actions.event_report import write_report
from community.models import Event, Registration
from community.queries.registration import token_of
from core.links import seal
from core.models import OutgoingMail
from tests.community.agenda import come, states

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PAGE = "/agenda/op-pad-in-assendorp-2026-03-27/"
TYPED = {"name": "Ada Bos", "email": "Ada@Example.nl", "people": "1", "access_needs": ""}


def body(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def asked(client: Client, address: str) -> int:
    """How many queries a page that was not kept takes."""
    caches["local"].clear()
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def code_of(email: str) -> str:
    text = OutgoingMail.objects.filter(to=email, kind="accounts.code_event").latest("pk").text
    return re.search(r"\b\d{6}\b", text)[0]


def test_the_list_shows_what_comes_and_what_was(client: Client, event: Event, clock) -> None:
    page = body(client, "/agenda/")
    assert ("Op pad in Assendorp" in page, "Nog 2 plaatsen" in page, "Maart 2026" in page) == (True, True, True)
    assert "Op pad in Assendorp" not in body(client, "/agenda/?wanneer=eerder")
    clock.shift(timedelta(days=30))
    assert "Op pad in Assendorp" not in body(client, "/agenda/")
    assert "Op pad in Assendorp" in body(client, "/agenda/?wanneer=eerder")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("soort=stadsexpeditie", True),
        ("soort=slot", False),
        ("wijk=assendorp", False),
        ("soort=onzin&wijk=x%00", True),
        ("pagina=2", False),
        ("pagina=-1", True),
        ("pagina=9999999", True),
    ],
)
def test_filters_and_pages_of_the_list(client: Client, event: Event, query: str, found: bool) -> None:
    assert ("Op pad in Assendorp" in body(client, f"/agenda/?{query}".replace("%00", ""))) == found


def test_the_wijk_of_an_event_is_a_filter(client: Client, event: Event, assendorp: Wijk) -> None:
    Event.objects.update(wijk=assendorp)
    assert "Op pad in Assendorp" in body(client, "/agenda/?wijk=assendorp")


def test_the_list_is_cut_in_pages(client: Client, event: Event, event_facts: EventFacts, guide: User, now) -> None:
    for number in range(12):
        facts = replace(event_facts, title=f"Keer {number}")
        publish_event(event=plan_event(facts=facts, by=guide, at=now), by=guide, at=now)
    assert body(client, "/agenda/").count('class="card event') == 12
    assert body(client, "/agenda/?pagina=2").count('class="card event') == 1


@pytest.mark.parametrize("address", ["/agenda/", "/agenda/agenda.ics", PAGE])
def test_the_number_of_queries_does_not_grow(client: Client, event: Event, event_facts, guide, now, address) -> None:
    asked(client, address)
    one = asked(client, address)
    for number in range(2):
        facts = replace(event_facts, title=f"Keer {number}")
        publish_event(event=plan_event(facts=facts, by=guide, at=now), by=guide, at=now)
    assert asked(client, address) == one


def test_concepts_and_internal_events_are_nobodys_business(
    client: Client, event_facts: EventFacts, guide: User, now: datetime
) -> None:
    draft = plan_event(facts=event_facts, by=guide, at=now)
    internal = plan_event(facts=replace(event_facts, visibility="internal"), by=guide, at=now)
    publish_event(event=internal, by=guide, at=now)
    for made in (draft, internal):
        for page in ("", "afspraak.ics", "aanmelden/", "bevestigen/"):
            assert client.get(f"/agenda/{made.slug}/{page}").status_code == 404
    assert "Op pad" not in body(client, "/agenda/") + body(client, "/agenda/agenda.ics")


def test_the_page_of_an_event(
    client: Client, event: Event, event_facts: EventFacts, public_initiative, guide, now
) -> None:
    facts = replace(event_facts, initiatives=[public_initiative], link="https://praat.example/1")
    change_event(event=event, version=1, facts=facts, by=guide, at=now)
    page = body(client, PAGE)
    assert "<strong>drie</strong>" in page
    assert "Leesbankje in het park" in page
    assert "Drempelvrij." in page
    assert "praat.example" not in page + body(client, f"{PAGE}afspraak.ics") + body(client, "/agenda/agenda.ics")


def test_the_page_of_an_initiative_tells_its_public_events(
    client: Client, event: Event, event_facts: EventFacts, public_initiative, guide: User, now, clock
) -> None:
    page = public_initiative.get_absolute_url()
    assert "Op pad in Assendorp" not in body(client, page)
    change_event(event=event, version=1, facts=replace(event_facts, initiatives=[public_initiative]), by=guide, at=now)
    inside = replace(event_facts, title="Binnenskamers", visibility="internal", initiatives=[public_initiative])
    publish_event(event=plan_event(facts=inside, by=guide, at=now), by=guide, at=now)
    plan_event(facts=replace(event_facts, title="Concept", initiatives=[public_initiative]), by=guide, at=now)
    shown = body(client, page)
    assert (PAGE in shown, "vrijdag 27 maart, 14:00" in shown, "Nog 2 plaatsen" in shown) == (True, True, True)
    assert ("Binnenskamers" in shown, "Concept" in shown) == (False, False)
    clock.move_to(event.ends_at)
    shown = body(client, page)
    assert ("Geweest" in shown, "Nog 2 plaatsen" in shown) == (True, False)


def test_what_came_of_it_when_that_is_public(client: Client, event: Event, guide: User, clock) -> None:
    clock.shift(timedelta(days=20))
    given = {"came": 12, "present": set(), "by": guide, "at": datetime(2026, 3, 31, tzinfo=UTC)}
    write_report(event=event, version=0, text="Voor ons.", visibility="internal", **given)
    assert "Voor ons." not in body(client, PAGE)
    write_report(event=event, version=1, text="Voor **allen**.", visibility="public", **given)
    page = body(client, PAGE)
    assert ("Er waren 12 mensen." in page, "Voor <strong>allen</strong>." in page) == (True, True)


def test_a_cancelled_event_says_why_and_stays_in_the_feed(client: Client, event: Event, guide: User, now) -> None:
    assert "STATUS:CONFIRMED" in body(client, "/agenda/agenda.ics")
    cancel_event(event=event, version=1, reason="Storm op komst.", by=guide, at=now)
    assert "Storm op komst." in body(client, PAGE)
    lines = body(client, "/agenda/agenda.ics").splitlines()
    assert [line for line in lines if line.split(":")[0] in {"UID", "SEQUENCE", "STATUS", "METHOD"}] == [
        "METHOD:PUBLISH",
        f"UID:{event.uid}@localhost",
        "SEQUENCE:1",
        "STATUS:CANCELLED",
    ]
    answer = client.get(f"{PAGE}afspraak.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8; method=CANCEL"
    assert f"UID:{event.uid}@localhost\r\n" in answer.content.decode()


# --- Registering without an account ---------------------------------------------------------------------------------
def test_a_code_by_mail_gives_a_seat(client: Client, event: Event) -> None:
    assert client.post(f"{PAGE}aanmelden/", TYPED).headers["Location"] == f"{PAGE}bevestigen/"
    assert Registration.objects.count() == 0
    assert client.post(f"{PAGE}bevestigen/", {"code": "000000x"}).status_code == 200
    answer = client.post(f"{PAGE}bevestigen/", {"code": code_of("ada@example.nl")})
    made = Registration.objects.get()
    assert answer.headers["Location"] == f"/agenda/aanmelding/{token_of(made)}/"
    assert (made.name, made.email, made.state, made.user) == ("Ada Bos", "ada@example.nl", "seated", None)
    assert not User.objects.filter(email="ada@example.nl").exists()
    again = client.post(f"{PAGE}bevestigen/", {"code": code_of("ada@example.nl")})  # pressed twice
    assert again.headers["Location"] == answer.headers["Location"]
    assert "Ada Bos" not in str(dict(client.session))  # what was typed is not kept beside the registration
    assert Registration.objects.count() == 1
    assert OutgoingMail.objects.filter(kind="community.event_seated").count() == 1


def test_a_code_of_another_browser_or_purpose_opens_nothing(client: Client, event: Event) -> None:
    client.post(f"{PAGE}aanmelden/", TYPED)
    code = code_of("ada@example.nl")
    other = Client()
    assert other.post(f"{PAGE}bevestigen/", {"code": code}).headers["Location"] == f"{PAGE}aanmelden/"
    MailedCode.objects.update(purpose="login")
    page = client.post(f"{PAGE}bevestigen/", {"code": code}).content.decode()
    assert "Deze code werkt niet meer. Vraag een nieuwe code." in page
    assert Registration.objects.count() == 0


def test_a_code_dies_after_a_quarter_and_after_three_tries(client: Client, event: Event, clock) -> None:
    client.post(f"{PAGE}aanmelden/", TYPED)
    code = code_of("ada@example.nl")
    wrong = "111111" if code != "111111" else "222222"
    for _try in range(3):
        client.post(f"{PAGE}bevestigen/", {"code": wrong})
    assert client.post(f"{PAGE}bevestigen/", {"code": code}).status_code == 200
    client.post(f"{PAGE}bevestigen/", {"again": "1"})
    clock.shift(timedelta(minutes=15))
    assert client.post(f"{PAGE}bevestigen/", {"code": code_of("ada@example.nl")}).status_code == 200
    assert Registration.objects.count() == 0


def test_nobody_is_bombed_with_codes(client: Client, event: Event) -> None:
    for _time in range(200):
        client.post(f"{PAGE}aanmelden/", TYPED)
    assert OutgoingMail.objects.count() == 3
    for number in range(50):
        typed = {**TYPED, "email": f"a{number}@example.nl"}
        client.post(f"{PAGE}aanmelden/", typed, REMOTE_ADDR="10.0.0.2")
    assert OutgoingMail.objects.count() == 3 + 30


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"name": ""}, "Vul uw naam in."),
        ({"name": "Win nu op www.nep.example"}, "Vul alleen uw naam in, geen adres van een website."),
        ({"email": "ada"}, "Vul een e-mailadres in zoals naam@voorbeeld.nl."),
        ({"email": "ada@example.nl, bo@example.nl"}, "Vul een e-mailadres in zoals naam@voorbeeld.nl."),
        ({"people": "7"}, "Kies 1 tot en met 6 mensen."),
        ({"people": "1e400"}, "Kies 1 tot en met 6 mensen."),
        ({"access_needs": "x" * 501}, "Gebruik niet meer dan 500 tekens."),
    ],
)
def test_what_is_typed_wrong_is_told_and_kept(client: Client, event: Event, changes, told: str) -> None:
    page = client.post(f"{PAGE}aanmelden/", {**TYPED, "access_needs": "Een tolk", **changes}).content.decode()
    assert told in page
    assert "<title>Fout: Aanmelden" in page
    assert OutgoingMail.objects.count() == 0


def test_a_refusal_afterwards_leaves_the_code_good(client: Client, event: Event, event_facts, guide, now) -> None:
    client.post(f"{PAGE}aanmelden/", {**TYPED, "people": "3"})
    code = code_of("ada@example.nl")
    assert "Er zijn maar 2 plaatsen." in client.post(f"{PAGE}bevestigen/", {"code": code}).content.decode()
    change_event(event=event, version=1, facts=replace(event_facts, capacity=3), by=guide, at=now)
    assert client.post(f"{PAGE}bevestigen/", {"code": code}).status_code == 302
    assert Registration.objects.get().people == 3


# --- With an account ------------------------------------------------------------------------------------------------
def test_one_press_for_who_is_logged_in(client: Client, event: Event, outsider: User) -> None:
    client.force_login(outsider)
    assert "Ik kom" in body(client, PAGE)
    client.post(f"{PAGE}aanmelden/", {"people": "1"})
    made = Registration.objects.get()
    assert (made.name, made.email, made.user, made.state) == ("Otto Snel", "otto@example.nl", outsider, "seated")
    assert "U heeft een plek." in body(client, PAGE)


def test_a_full_event_offers_the_waiting_list(client: Client, event: Event, outsider: User, now: datetime) -> None:
    come(event, "Ada", at=now, people=2)
    assert "Vol, er is een wachtlijst" in body(client, "/agenda/")
    client.force_login(outsider)
    page = client.post(f"{PAGE}aanmelden/", {"people": "1"}, follow=True).content.decode()
    assert "U bent nummer 1." in page


# --- One's own link -------------------------------------------------------------------------------------------------
def test_looking_changes_nothing_and_the_button_cancels(client: Client, event: Event, now: datetime, told) -> None:
    ada = come(event, "Ada", at=now, access_needs="Een ringleiding.")
    told()
    link = f"/agenda/aanmelding/{token_of(ada)}/"
    for _scan in range(3):
        assert "U heeft een plek" in body(client, link)
        assert client.head(link).status_code == 200
    assert states(event) == [("Ada", "seated")]
    page = client.post(link, follow=True).content.decode()
    assert "U bent afgemeld" in page
    client.post(link)
    assert states(event) == [("Ada", "cancelled")]
    assert Registration.objects.get().access_needs == ""
    assert [kind for _to, kind, _method, _sequence in told()] == ["withdrawn"]


def test_one_changes_ones_own_registration_by_its_link(client: Client, event: Event, now: datetime) -> None:
    ada = come(event, "Ada", at=now, access_needs="Een ringleiding.")
    link = f"/agenda/aanmelding/{token_of(ada)}/"
    assert "Een ringleiding." in body(client, link)
    page = client.post(link, {"wijzig": "ja", "people": "2", "access_needs": "Een tolk."}, follow=True)
    assert "Uw aanmelding is gewijzigd." in page.content.decode()
    ada.refresh_from_db()
    assert (ada.people, ada.access_needs, ada.state) == (2, "Een tolk.", "seated")
    page = client.post(link, {"wijzig": "ja", "people": "3", "access_needs": "Een hele lange tolk."}).content.decode()
    assert ("Er zijn maar 2 plaatsen." in page, "Een hele lange tolk." in page) == (True, True)
    ada.refresh_from_db()
    assert (ada.people, ada.state) == (2, "seated")


@pytest.mark.parametrize("token", ["1", "1~x", "x", "1~" + "A" * 43, "\u2028", "%00"])
def test_another_word_opens_nothing(client: Client, event: Event, now: datetime, token: str) -> None:
    come(event, "Ada", at=now)
    assert client.get(f"/agenda/aanmelding/{token}/").status_code in {400, 404}


def test_a_word_for_another_purpose_opens_nothing(client: Client, event: Event, now: datetime) -> None:
    ada = come(event, "Ada", at=now)
    assert client.get(f"/agenda/aanmelding/{seal('draft', str(ada.pk))}/").status_code == 404
    assert client.get(f"/agenda/aanmelding/{seal('event.registration', 'x')}/").status_code == 404


def test_the_word_ends_with_the_event(client: Client, event: Event, now: datetime, clock) -> None:
    ada = come(event, "Ada", at=now)
    link = f"/agenda/aanmelding/{token_of(ada)}/"
    clock.move_to(event.starts_at)
    assert "Meld mij af" not in body(client, link)
    assert "Afmelden kan niet meer." in client.post(link, follow=True).content.decode()
    assert states(event) == [("Ada", "seated")]
    Registration.objects.all().delete()
    assert client.get(link).status_code == 404


def test_registering_when_it_is_closed_says_so(client: Client, event: Event, guide: User, now: datetime) -> None:
    cancel_event(event=event, version=1, reason="Storm.", by=guide, at=now)
    page = client.get(f"{PAGE}aanmelden/", follow=True).content.decode()
    assert "Deze bijeenkomst gaat niet door." in page


def test_in_english(client: Client, event: Event) -> None:
    page = body(client, f"/en{PAGE}")
    assert ("2 seats left" in page, "City expedition" in page, 'lang="nl">Op pad in Assendorp' in page) == (True,) * 3
    client.post(f"/en{PAGE}aanmelden/", TYPED)
    client.post(f"/en{PAGE}bevestigen/", {"code": code_of("ada@example.nl")})
    mail = OutgoingMail.objects.get(kind="community.event_seated")
    assert mail.subject == "You are coming on 27 March: Op pad in Assendorp"
    assert "http://localhost:8000/en/agenda/aanmelding/" in mail.text
