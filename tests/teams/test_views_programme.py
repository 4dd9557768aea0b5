"""The pages of programmes at the werkplek: who sees what, and what they cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from teams.models import Gathering, Programme
from tests.factories import UserFactory

pytestmark = pytest.mark.usefixtures("town", "clock")
ALL = "/werkplek/programmas/"
HERE = f"{ALL}empowering-people-2026/"
SEASON = {"name": "Leergang", "kind": "course", "starts_on": "2026-01-05", "ends_on": "2026-04-30"}
MEET = {
    "kind": "start",
    "day": "2026-03-10",
    "begins": "13:00",
    "ends": "14:30",
    "place": "Stadhuis",
    "agenda": "Begin",
}


def test_a_guide_makes_and_changes_a_programme(client, guide):
    client.force_login(guide)
    assert "Begin een programma" in client.get(f"{ALL}nieuw/").content.decode()
    response = client.post(f"{ALL}nieuw/", {**SEASON, "owner": guide.pk})
    assert response.headers["Location"] == f"{ALL}leergang-2026/"
    wrong = client.post(f"{ALL}nieuw/", {**SEASON, "ends_on": "2026-01-01", "owner": guide.pk})
    assert "De laatste dag ligt niet voor de eerste." in wrong.content.decode()
    change = f"{ALL}leergang-2026/wijzigen/"
    changed = {**SEASON, "owner": guide.pk, "goals": "Samen leren."}
    assert client.post(change, {**changed, "version": 1}).status_code == 302
    conflict = client.post(change, {**changed, "goals": "Mijn tekst", "version": 1}).content.decode()
    assert ("Samen leren." in conflict, "Mijn tekst" in conflict) == (True, True)


def test_an_administrator_runs_programmes_too(client, administrator, programme):
    client.force_login(administrator)
    assert [client.get(page).status_code for page in (ALL, HERE, f"{HERE}wijzigen/")] == [200, 200, 200]


def test_who_takes_part_is_added_and_stops_on_the_page(client, programme, guide, fund_officer, public_initiative):
    client.force_login(guide)
    assert client.post(f"{HERE}deelnemer/", {"user": fund_officer.pk}).status_code == 302
    member = programme.members.get(user=fund_officer)
    refused = client.post(f"{HERE}deelnemer/{member.pk}/stopt/", {"reason": ""}).content.decode()
    assert "Er gaat iets mis" in refused
    assert client.post(f"{HERE}deelnemer/{member.pk}/stopt/", {"reason": "Druk"}).status_code == 302
    assert "Dit nummer kennen wij niet." in client.post(f"{HERE}initiatief/", {"initiative": "x"}).content.decode()
    assert client.post(f"{HERE}initiatief/", {"initiative": public_initiative.number}).status_code == 302
    part = programme.parts.get(initiative=public_initiative)
    assert client.post(f"{HERE}initiatief/{part.pk}/stopt/", {"reason": "Klaar"}).status_code == 302
    assert programme.parts.inside().count() == 1


def test_a_participant_stops_alone_and_for_nobody_else(client, programme, ep_member, second_member):
    client.force_login(ep_member)
    other = programme.members.get(user=second_member)
    mine = programme.members.get(user=ep_member)
    assert client.post(f"{HERE}deelnemer/{other.pk}/stopt/", {"reason": "Weg"}).status_code == 404
    assert client.post(f"{HERE}deelnemer/{mine.pk}/stopt/", {"reason": "Druk"}).status_code == 302
    assert [member.user for member in programme.members.inside()] == [second_member]


def test_a_gathering_is_planned_and_told_on_its_page(client, programme, guide, ep_member, fund_officer):
    client.force_login(guide)
    short = client.post(f"{HERE}bijeenkomst/", {**MEET, "ends": "13:05"}).content.decode()
    assert "ten minste 15 minuten" in short
    assert client.post(f"{HERE}bijeenkomst/", MEET).status_code == 302
    page = f"{HERE}bijeenkomst/{Gathering.objects.get().pk}/"
    assert 'value="13:00"' in client.get(f"{page}wijzigen/").content.decode()
    assert client.post(f"{page}wijzigen/", {**MEET, "place": "De Stadkamer", "version": 1}).status_code == 302
    told = {"outcome": "Wij kennen elkaar.", "version": 2, f"presence_{ep_member.pk}": "present"}
    assert client.post(page, told).status_code == 302
    late = client.post(page, told).content.decode()
    assert "intussen aangepast" in late
    client.force_login(ep_member)
    shown = client.get(page).content.decode()
    assert ("Wij kennen elkaar." in shown, "was erbij" in shown) == (True, True)
    assert client.post(page, told).status_code == 404
    client.force_login(fund_officer)
    assert client.get(page).status_code == 404


def test_a_gathering_to_come_is_cancelled_on_its_page(client, programme, guide, ep_member):
    client.force_login(guide)
    client.post(f"{HERE}bijeenkomst/", MEET)
    Gathering.objects.update(starts_at=timezone.now() + timedelta(days=1))
    page = f"{HERE}bijeenkomst/{Gathering.objects.get().pk}/"
    assert "Deze bijeenkomst komt nog." in client.get(page).content.decode()
    assert "komt nog" in client.get(HERE).content.decode()
    assert "Waarom gaat de bijeenkomst niet door?" in client.get(f"{page}afzeggen/").content.decode()
    assert client.post(f"{page}afzeggen/", {"version": 1}).status_code == 200
    assert client.post(f"{page}afzeggen/", {"version": 1, "reason": "De zaal is dicht."}).status_code == 302
    client.force_login(ep_member)
    shown = client.get(page).content.decode()
    assert ("Deze bijeenkomst gaat niet door" in shown, "De zaal is dicht." in shown) == (True, True)
    assert "gaat niet door" in client.get(HERE).content.decode()
    assert client.get(f"{page}afzeggen/").status_code == 403


def test_who_is_outside_sees_period_and_people_alone(client, programme, case, fund_officer):
    client.force_login(fund_officer)
    page = client.get(HERE).content.decode()
    assert ("Esra Polat" in page, "30 juni 2026" in page, case.title in page) == (True, True, False)
    assert "Empowering People" in client.get(ALL).content.decode()


def test_the_closing_is_asked_on_the_page(client, programme, guide):
    client.force_login(guide)
    assert client.post(f"{HERE}slot/vragen/").status_code == 302
    assert Programme.objects.get().closing_asked_at is not None
    assert client.post(f"{HERE}slot/vragen/").status_code == 302


@pytest.mark.parametrize("page", [ALL, HERE, f"{HERE}boeken/", f"{HERE}slot/", f"{HERE}intervisie/"])
def test_the_queries_do_not_depend_on_the_rows(client, programme, ep_member, guide, public_initiative, now, page):
    counted = []
    client.force_login(ep_member)
    for number in range(2):
        user = UserFactory()
        programme.members.create(user=user, joined_at=now)
        programme.closing_answers.create(user=user, brought="Veel.", answered_at=now)
        facts = {"kind": "start", "starts_at": now, "minutes": 60, "place": "Hier"}
        programme.gatherings.create(planned_by=guide, planned_at=now, changed_at=now, **facts)
        question = programme.peer_questions.create(brought_by=user, brought_at=now, text="Hoe?")
        question.words.create(kind="advice", text="Zo.", said_by=guide, said_at=now)
        programme.books.get(number=number + 1).passings.create(holder=user, given_by=guide, word="Lees.", since=now)
        facts = {"kind": "course", "starts_on": now.date(), "ends_on": now.date(), "owner": guide, "made_at": now}
        Programme.objects.create(name=f"Nog een {number}", slug=f"nog-een-{number}", **facts)
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 14
