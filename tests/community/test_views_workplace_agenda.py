"""The agenda at the werkplek: who may do what, planning through the form, who comes, and the report."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from community.actions.event import plan_event, publish_event
from community.actions.event_facts import EventFacts
from community.actions.event_report import write_report
from community.models import Event, EventReport, Registration
from core.models import OutgoingMail
from teams.models import ActionPoint, Lesson, Programme, Team
from tests.community.agenda import come, states

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
ALL = "/werkplek/agenda/"
PAGE = f"{ALL}op-pad-in-assendorp-2026-03-27/"
AFTER = datetime(2026, 3, 28, 9, 0, tzinfo=UTC)


@pytest.fixture
def typed(event_facts: EventFacts) -> dict[str, str]:
    """What an organiser types for the same event."""
    return {
        "title": "Op pad in Assendorp",
        "kind": str(event_facts.kind.pk),
        "visibility": "public",
        "text": "Wij lopen.",
        "day": "2026-03-27",
        "begins": "14:00",
        "ends": "16:00",
        "place": "Assendorperplein",
        "takes_registrations": "on",
        "capacity": "2",
        "until": "2026-03-26",
        "numbers": "",
    }


def body(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_colleague_sees_internal_events_and_no_concepts_or_names(
    client: Client, event: Event, event_facts: EventFacts, ep_member: User, guide: User, now: datetime
) -> None:
    draft = plan_event(facts=replace(event_facts, title="Nog niets"), by=guide, at=now)
    inside = plan_event(facts=replace(event_facts, title="Voor ons", visibility="internal"), by=guide, at=now)
    publish_event(event=inside, by=guide, at=now)
    come(inside, "Ada", at=now, access_needs="Een ringleiding.")
    client.force_login(ep_member)
    page = body(client, ALL)
    assert [name in page for name in ("Op pad in Assendorp", "Voor ons", "Nog niets")] == [True, True, False]
    assert client.get(f"{ALL}{draft.slug}/").status_code == 404
    page = body(client, f"{ALL}{inside.slug}/")
    assert ("Ik kom" in page, "Ada" in page, "ringleiding" in page, "Publiceer" in page) == (True, False, False, False)
    for step in ("wijzigen/", "afzeggen/", "verslag/"):
        assert client.get(f"{PAGE}{step}").status_code == 403


def test_an_organiser_sees_who_comes_and_what_they_need(
    client: Client, event: Event, guide: User, now: datetime
) -> None:
    come(event, "Ada", at=now, people=2, access_needs="Een ringleiding.")
    come(event, "Bo", at=now)
    client.force_login(guide)
    page = body(client, PAGE)
    for told in ("ada@example.nl", "Een ringleiding.", "2 van 2 plaatsen bezet. 1 mens wacht."):
        assert told in page


def test_a_concept_through_the_form(client: Client, typed: dict[str, str], guide: User, public_initiative) -> None:
    client.force_login(guide)
    assert "Plan een bijeenkomst" in body(client, f"{ALL}plannen/")
    answer = client.post(f"{ALL}plannen/", {**typed, "numbers": " zw-2026-0002 "})
    assert answer.headers["Location"] == PAGE
    made = Event.objects.get()
    assert (made.state, made.starts_at, made.registration_until) == (
        "draft",
        datetime(2026, 3, 27, 13, 0, tzinfo=UTC),
        datetime(2026, 3, 26, 22, 59, 59, tzinfo=UTC),
    )
    assert list(made.initiatives.all()) == [public_initiative]
    client.post(f"{PAGE}publiceren/")
    made.refresh_from_db()
    assert made.state == "published"


def test_a_series_through_the_form(client: Client, typed: dict[str, str], guide: User) -> None:
    client.force_login(guide)
    client.post(f"{ALL}plannen/", {**typed, "rhythm": "weekly", "times": "3"})
    assert Event.objects.count() == 3
    assert "Publiceer de reeks (3 keer)" in body(client, PAGE)
    client.post(f"{PAGE}reeks-publiceren/")
    assert set(Event.objects.values_list("state", flat=True)) == {"published"}
    assert client.post(f"{PAGE}weggooien/").headers["Location"] == PAGE
    assert Event.objects.count() == 3


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"title": ""}, "Geef de bijeenkomst een titel."),
        ({"ends": "13:00"}, "Een bijeenkomst eindigt na het begin, op dezelfde dag."),
        ({"place": ""}, "Vul een plek in, of een adres om online mee te doen."),
        ({"day": "2026-03-10", "until": ""}, "Kies een moment dat nog komt."),
        ({"day": "2026-03-29", "begins": "02:30"}, "Dit tijdstip is er niet: die nacht gaat de klok een uur vooruit."),
        ({"numbers": "ZW-1999-0001"}, "Dit nummer kennen wij niet: ZW-1999-0001."),
        ({"rhythm": "weekly"}, "Vul in hoe vaak de bijeenkomst er is."),
        ({"capacity": "0"}, "Vul 1 of meer in, of laat het leeg."),
        ({"until": "2026-03-28"}, "Aanmelden kan tot en met de dag zelf."),
        ({"link": "javascript:alert(1)"}, "Vul een adres in dat begint met https://."),
    ],
)
def test_what_is_typed_wrong_is_told_and_kept(client: Client, typed, guide: User, changes, told: str) -> None:
    client.force_login(guide)
    page = client.post(f"{ALL}plannen/", {**typed, **changes}).content.decode()
    assert told in page
    assert "Wij lopen." in page
    assert Event.objects.count() == 0


def test_two_organisers_who_change_it_at_once(client: Client, event: Event, typed, guide: User) -> None:
    client.force_login(guide)
    first = {**typed, "version": "1", "place": "Wijkcentrum"}
    assert client.post(f"{PAGE}wijzigen/", first).status_code == 302
    page = client.post(f"{PAGE}wijzigen/", {**typed, "version": "1", "place": "Park"}).content.decode()
    assert "Een collega heeft deze bijeenkomst intussen aangepast." in page
    assert Event.objects.get().place == "Wijkcentrum"


def test_cancelling_asks_why(client: Client, event: Event, guide: User, now: datetime) -> None:
    come(event, "Ada", at=now)
    client.force_login(guide)
    assert "1 aanmelding krijgt een e-mail." in body(client, f"{PAGE}afzeggen/")
    page = client.post(f"{PAGE}afzeggen/", {"version": "1", "reason": ""}).content.decode()
    assert "Zeg waarom de bijeenkomst niet doorgaat." in page
    client.post(f"{PAGE}afzeggen/", {"version": "1", "reason": "Storm."})
    assert Event.objects.get().state == "cancelled"
    assert "U hoeft nu niets te doen." in body(client, PAGE)


def test_one_press_to_come_and_one_not_to(client: Client, event: Event, ep_member: User) -> None:
    client.force_login(ep_member)
    client.post(f"{PAGE}ik-kom/")
    client.post(f"{PAGE}ik-kom/")
    assert states(event) == [("Esra Polat", "seated")]
    assert "Ik kom niet" in body(client, PAGE)
    client.post(f"{PAGE}ik-kom-niet/")
    assert states(event) == [("Esra Polat", "cancelled")]
    client.post(f"{PAGE}ik-kom-niet/")
    assert OutgoingMail.objects.count() == 2


def test_an_organiser_cancels_for_somebody_who_calls(client: Client, event: Event, guide: User, now: datetime) -> None:
    ada = come(event, "Ada", at=now)
    client.force_login(guide)
    client.post(f"{PAGE}aanmelding/{ada.pk}/afmelden/")
    mail = OutgoingMail.objects.latest("pk")
    assert (mail.kind, "De organisatie heeft u afgemeld" in mail.text) == ("community.event_withdrawn", True)
    assert client.post(f"{PAGE}aanmelding/{ada.pk}/afmelden/").status_code == 404


def test_the_report_lessons_and_promises(client: Client, event: Event, team: Team, guide: User, now, clock) -> None:
    event.initiatives.add(team.initiative)
    ada = come(event, "Ada", at=now)
    client.force_login(guide)
    assert client.get(f"{PAGE}verslag/").status_code == 404
    assert client.post(f"{PAGE}les/").status_code == 404
    clock.move_to(AFTER)
    client.force_login(guide)
    given = {"came": "4", "text": "Veel.", "visibility": "public", "present": [str(ada.pk)], "version": "0"}
    assert "Vul een aantal in." in client.post(f"{PAGE}verslag/", {**given, "came": ""}).content.decode()
    client.post(f"{PAGE}verslag/", given)
    assert (EventReport.objects.get().came, Registration.objects.get().came) == (4, True)
    page = client.post(f"{PAGE}les/", {"initiative": team.initiative_id, "lesson": ""}).content.decode()
    assert "Schrijf op wat u leerde." in page
    client.post(f"{PAGE}les/", {"initiative": team.initiative_id, "lesson": "Begin klein."})
    promise = {"initiative": team.initiative_id, "text": "Sleutel", "who": str(guide.pk), "due_on": "2026-03-01"}
    assert "Kies een datum die nog komt." in client.post(f"{PAGE}belofte/", promise).content.decode()
    client.post(f"{PAGE}belofte/", {**promise, "due_on": "2026-04-10"})
    assert (Lesson.objects.get().text, ActionPoint.objects.get().owner) == ("Begin klein.", guide)
    page = body(client, PAGE)
    assert ("Begin klein." in page, "Sleutel" in page) == (True, True)


def test_lessons_are_for_who_may_read_the_case(client, event, team, guide, fund_officer, now, clock) -> None:
    event.initiatives.add(team.initiative)
    clock.move_to(AFTER)
    write_report(event=event, version=0, came=1, text="Veel.", visibility="internal", present=set(), by=guide, at=AFTER)
    client.force_login(guide)
    client.post(f"{PAGE}les/", {"initiative": team.initiative_id, "lesson": "Begin klein."})
    client.force_login(fund_officer)
    page = body(client, PAGE)
    assert ("Veel." in page, "Begin klein." in page, team.initiative.title in page) == (True, False, False)


def test_gatherings_of_programmes_stand_below(client: Client, event: Event, ep_member: User, guide: User, now) -> None:
    programme = Programme.objects.create(
        name="Leergang", slug="leergang", kind="course", starts_on=now, ends_on=now, owner=guide, made_at=now
    )
    facts = {"minutes": 60, "planned_by": guide, "planned_at": now, "changed_at": now}
    programme.gatherings.create(kind="start", starts_at=now + timedelta(days=2), place="Stadhuis", **facts)
    client.force_login(ep_member)
    assert 'href="/werkplek/programmas/leergang/"' in body(client, ALL)


@pytest.mark.parametrize("address", [ALL, PAGE])
def test_the_number_of_queries_does_not_grow(client, event, event_facts, guide, now, address: str) -> None:
    client.force_login(guide)

    def asked() -> int:
        caches["local"].clear()
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    come(event, "Ada", at=now)
    asked()
    one = asked()
    for number in range(2):
        come(event, f"B{number}", at=now)
        facts = replace(event_facts, title=f"Keer {number}")
        publish_event(event=plan_event(facts=facts, by=guide, at=now), by=guide, at=now)
    assert asked() == one
