"""Requests about one's own data: from the account page and by an officer, on the clock of the law."""

import json
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client

from accounts.actions.data_request import RequestRefused, ask, extend, fulfil, refuse, take_up, warn_of_deadlines
from accounts.enums import RequestKind, Role
from accounts.models import DataRequest, User
from core.models import AuditEntry, OutgoingMail
from tests.accounts.doors import log_in
from tests.world import colleague

pytestmark = pytest.mark.django_db
MINE = "/account/mijn-gegevens/"
DESK = "/beheer/accounts/datarequest/"


@pytest.fixture
def officer(db) -> User:
    return colleague("Ria Blom", Role.RECORDS_APPROVER)


@pytest.fixture
def noor(initiator, clock) -> Client:
    return log_in("noor@example.nl")


def asked(user: User, kind: RequestKind, now, wish: str = "") -> DataRequest:
    return ask(user=user, kind=kind, wish=wish, received_at=now, by=user, at=now)


def mails() -> list[tuple[str, str]]:
    return list(OutgoingMail.objects.order_by("pk").values_list("to", "subject"))


# --- Asking ---------------------------------------------------------------------------------------------------------
def test_a_request_says_when_the_answer_comes(initiator, officer, now):
    request = asked(initiator, RequestKind.ERASURE, now)
    assert (request.due_on, request.state) == (date(2026, 4, 11), "open")
    assert mails() == [
        ("noor@example.nl", "Wij hebben uw verzoek over uw gegevens ontvangen"),
        ("ria@zwolle.example", "Verzoek over persoonsgegevens, antwoord vóór of op 11 april 2026"),
    ]
    assert "U krijgt antwoord vóór of op 11 april 2026." in OutgoingMail.objects.get(to="noor@example.nl").text
    assert AuditEntry.objects.get().verb == "data_request.received"


def test_the_same_request_runs_once(initiator, now):
    asked(initiator, RequestKind.ERASURE, now)
    with pytest.raises(RequestRefused, match="Dit verzoek loopt al"):
        asked(initiator, RequestKind.ERASURE, now)
    asked(initiator, RequestKind.EXPORT, now)


def test_a_correction_says_what_is_wrong(initiator, now):
    with pytest.raises(RequestRefused, match="Schrijf op wat niet klopt"):
        asked(initiator, RequestKind.CORRECTION, now, "  ")


def test_asking_from_the_account_page(noor, initiator):
    noor.post(f"{MINE}vragen/correction/", {"wish": "Mijn straat heet anders."})
    assert DataRequest.objects.get().wish == "Mijn straat heet anders."
    page = noor.get(MINE).content.decode()
    assert "Antwoord uiterlijk op" in page
    assert "11 april 2026" in page
    answer = noor.post(f"{MINE}vragen/correction/", {"wish": "Nog eens."})
    assert "Dit verzoek loopt al." in answer.content.decode()
    assert noor.get(f"{MINE}vragen/anders/").status_code == 404


# --- A copy ---------------------------------------------------------------------------------------------------------
def files_of(answer) -> dict[str, bytes]:
    with ZipFile(BytesIO(answer.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_copy_needs_a_fresh_proof_and_is_recorded(noor, initiator, clock):
    answer = noor.post(f"{MINE}kopie/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="mijn-gegevens.zip"'
    assert AuditEntry.objects.get(verb="user.exported").after == {"internal": False}
    clock.shift(15 * 60)
    assert noor.post(f"{MINE}kopie/").headers["Location"] == f"/account/bevestigen/?next={MINE}kopie/"


def test_a_copy_holds_ones_own_and_nobody_elses(noor, initiator, initiative, public_initiative, outsider):
    initiative.messages.create(side="initiator", author=initiator, text="Mag de heg weg?", sent_at="2026-03-03 12:00Z")
    public_initiative.messages.create(side="initiator", author=outsider, text="Geheim", sent_at="2026-03-03 12:00Z")
    files = files_of(noor.post(f"{MINE}kopie/"))
    assert sorted(files) == ["gegevens.json", "lees-mij.html"]
    whole = files["gegevens.json"].decode() + files["lees-mij.html"].decode()
    found = [word in whole for word in ("noor@example.nl", "Mag de heg weg?", "Buurttuin", "Geheim", "Leesbankje")]
    assert found == [True, True, True, False, False]
    names = [section["name"] for section in json.loads(files["gegevens.json"])]
    assert names[:2] == ["Account", "Waar u bent ingelogd"]


def test_internal_notes_come_after_an_officer_looked(noor, initiator, initiative, guide, officer, now, clock):
    initiative.notes.create(author=guide, text="Lastig te bereiken", written_at=now)

    def holds_note(**extra: str) -> bool:
        return b"Lastig te bereiken" in files_of(noor.post(f"{MINE}kopie/", extra))["gegevens.json"]

    assert not holds_note(internal="ja")
    request = asked(initiator, RequestKind.EXPORT, now)
    assert not holds_note(internal="ja")
    fulfil(request=request, answer="", by=officer, at=now)
    assert holds_note(internal="ja")
    assert not holds_note()
    clock.shift(timedelta(days=31))
    noor = log_in("noor@example.nl")
    assert b"Lastig" not in files_of(noor.post(f"{MINE}kopie/", {"internal": "ja"}))["gegevens.json"]


def test_the_copy_of_somebody_else_cannot_be_had(noor, initiator, outsider, now, officer):
    fulfil(request=asked(outsider, RequestKind.EXPORT, now), answer="", by=officer, at=now)
    files = files_of(noor.post(f"{MINE}kopie/", {"internal": "ja", "user": outsider.pk}))
    assert b"otto@example.nl" not in files["gegevens.json"]


def test_what_people_wrote_runs_in_no_browser(noor, initiator, initiative, now):
    initiative.messages.create(side="initiator", author=initiator, text="<script>alert(1)</script>", sent_at=now)
    assert b"<script" not in files_of(noor.post(f"{MINE}kopie/"))["lees-mij.html"]


def test_a_copy_of_a_case_one_left_holds_only_ones_own_words(noor, initiator, initiative, guide, now):
    for author, text in ((initiator, "Mag de heg weg?"), (guide, "Dat kan in maart.")):
        initiative.messages.create(side="initiator", author=author, text=text, sent_at=now)
    initiative.members.update(left_at=now)
    facts = files_of(noor.post(f"{MINE}kopie/"))["gegevens.json"]
    assert [word in facts for word in (b"Mag de heg weg?", b"Dat kan in maart.", b"Buurttuin")] == [True, False, False]


def test_a_copy_in_english_speaks_english(noor, initiator, initiative):
    User.objects.update(language="en")
    names = [each["name"] for each in json.loads(files_of(noor.post(f"{MINE}kopie/"))["gegevens.json"])]
    assert names[:3] == ["Account", "Where you are logged in", "Codes we mailed to you"]


# --- The officer ----------------------------------------------------------------------------------------------------
def test_two_months_more_once_and_within_the_first_month(initiator, officer, now):
    request = asked(initiator, RequestKind.EXPORT, now)
    request = extend(request=request, reason="Er zijn veel dossiers.", by=officer, at=now + timedelta(days=10))
    assert (request.due_on, request.extended_on) == (date(2026, 6, 11), date(2026, 3, 21))
    mail = OutgoingMail.objects.order_by("pk").last()
    assert mail.subject == "Wij hebben meer tijd nodig voor uw verzoek"
    assert "Er zijn veel dossiers." in mail.text
    with pytest.raises(RequestRefused, match="Dat kan één keer"):
        extend(request=request, reason="Nog meer.", by=officer, at=now)


def test_not_after_the_first_month(initiator, officer, now):
    request = asked(initiator, RequestKind.EXPORT, now)
    with pytest.raises(RequestRefused, match="alleen binnen de eerste maand"):
        extend(request=request, reason="Te laat.", by=officer, at=now + timedelta(days=32))


def test_a_refusal_carries_its_reason_and_where_to_complain(initiator, officer, now):
    request = refuse(
        request=asked(initiator, RequestKind.ERASURE, now), answer="Uw plan loopt nog.", by=officer, at=now
    )
    assert (request.state, request.answered_by) == ("refused", officer)
    text = OutgoingMail.objects.order_by("pk").last().text
    assert "Uw plan loopt nog." in text
    assert "Maak dan binnen zes weken bezwaar" in text
    with pytest.raises(RequestRefused, match="al beantwoord"):
        fulfil(request=request, answer="", by=officer, at=now)


def test_who_takes_it_up_is_told_alone(initiator, officer, now):
    request = asked(initiator, RequestKind.EXPORT, now)
    other = colleague("Tim Veen", Role.RECORDS_APPROVER)
    request = take_up(request=request, by=officer, at=now)
    assert (request.handler, request.taken_up_at) == (officer, now)
    assert mails()[-1] == ("noor@example.nl", "Een medewerker kijkt naar uw verzoek over uw gegevens")
    with pytest.raises(RequestRefused, match="al opgepakt"):
        take_up(request=request, by=officer, at=now)
    warn_of_deadlines(at=now + timedelta(days=24))
    assert mails()[-1][0] == "ria@zwolle.example"
    assert take_up(request=request, by=other, at=now).handler == other
    assert [to for to, _subject in mails()].count("noor@example.nl") == 2


def test_without_an_officer_the_administrator_hears_it(initiator, administrator, now):
    asked(initiator, RequestKind.EXPORT, now)
    mail = OutgoingMail.objects.get(to="adem@zwolle.example")
    assert mail.subject == "Een verzoek over persoonsgegevens, en niemand om het te beantwoorden"
    assert "Geef een collega de rol archiefverantwoordelijke." in mail.text


def test_officers_are_warned_once_a_week_before(initiator, officer, now):
    request = asked(initiator, RequestKind.EXPORT, now)
    assert warn_of_deadlines(at=now + timedelta(days=23)) == 0
    assert warn_of_deadlines(at=now + timedelta(days=24)) == 1
    assert warn_of_deadlines(at=now + timedelta(days=25)) == 0
    assert OutgoingMail.objects.order_by("pk").last().subject == (
        "Bijna te laat: verzoek over persoonsgegevens, vóór of op 11 april 2026"
    )
    extend(request=request, reason="Er zijn veel dossiers.", by=officer, at=now + timedelta(days=26))
    assert warn_of_deadlines(at=now + timedelta(days=27)) == 0
    assert warn_of_deadlines(at=now + timedelta(days=86)) == 1


def test_the_desk_shows_and_answers(client, officer, initiator, now, clock):
    request = asked(initiator, RequestKind.CORRECTION, now, "Mijn straat heet anders.")
    client.force_login(officer)
    assert "nog 31 dagen (op tijd)" in client.get(DESK).content.decode()
    page = client.get(f"{DESK}{request.pk}/change/").content.decode()
    assert "Mijn straat heet anders." in page
    client.post(f"{DESK}{request.pk}/antwoord/oppakken/")
    request.refresh_from_db()
    assert request.handler == officer
    assert "antwoord/oppakken" not in client.get(f"{DESK}{request.pk}/change/").content.decode()
    client.post(f"{DESK}{request.pk}/antwoord/uitvoeren/", {"answer": "Wij hebben het verbeterd."})
    request.refresh_from_db()
    assert (request.state, request.answer) == ("done", "Wij hebben het verbeterd.")
    answer = client.post(f"{DESK}{request.pk}/antwoord/weigeren/", {"answer": "Toch niet."})
    assert "Dit verzoek is al beantwoord." in answer.content.decode()


def test_refusing_takes_a_reason(client, officer, initiator, now, clock):
    request = asked(initiator, RequestKind.EXPORT, now)
    client.force_login(officer)
    answer = client.post(f"{DESK}{request.pk}/antwoord/weigeren/", {"answer": " "})
    assert answer.context["form"].errors == {"answer": ["Vul dit in."]}
    client.post(f"{DESK}{request.pk}/antwoord/verlengen/", {"answer": "Veel dossiers."})
    client.post(f"{DESK}{request.pk}/antwoord/weigeren/", {"answer": "Het kan niet."})
    request.refresh_from_db()
    assert (request.state, request.extension_reason) == ("refused", "Veel dossiers.")
    assert client.post(f"{DESK}{request.pk}/antwoord/anders/").status_code == 404


def test_the_officer_looks_at_what_would_be_given(client, officer, initiator, initiative, guide, now):
    initiative.notes.create(author=guide, text="Lastig te bereiken", written_at=now)
    request = asked(initiator, RequestKind.EXPORT, now)
    client.force_login(officer)
    assert client.get(f"{DESK}{request.pk}/bekijken/").status_code == 405
    files = files_of(client.post(f"{DESK}{request.pk}/bekijken/"))
    assert b"Lastig te bereiken" in files["gegevens.json"]
    entry = AuditEntry.objects.get(verb="user.exported")
    assert (entry.actor_id, entry.subject_id) == (officer.pk, str(initiator.pk))
    refuse(request=request, answer="Nee.", by=officer, at=now)
    assert client.post(f"{DESK}{request.pk}/bekijken/").status_code == 404


def test_a_letter_counts_from_the_day_it_came(client, officer, initiator, clock):
    client.force_login(officer)
    letter = {"email": "noor@example.nl", "kind": "erasure", "received_on": "2026-03-02", "wish": "Wis alles."}
    client.post(f"{DESK}nieuw/", letter)
    assert DataRequest.objects.get().due_on == date(2026, 4, 2)
    answer = client.post(f"{DESK}nieuw/", {**letter, "email": "weg@example.nl"})
    assert answer.context["form"].errors == {"email": ["Er is geen account met dit adres."]}
    answer = client.post(f"{DESK}nieuw/", {**letter, "received_on": "2026-03-12"})
    assert answer.context["form"].errors == {"received_on": ["Deze dag moet nog komen."]}


@pytest.mark.parametrize("role", [Role.GUIDE, Role.EDITOR, Role.EP_MEMBER, Role.DESK_EMPLOYEE, Role.ADMINISTRATOR])
def test_nobody_else_sees_these_requests(client, role, initiator, now):
    request = asked(initiator, RequestKind.EXPORT, now)
    client.force_login(colleague("Ed Riem", role))
    addresses = [DESK, f"{DESK}{request.pk}/change/", f"{DESK}{request.pk}/antwoord/weigeren/", f"{DESK}nieuw/"]
    assert {client.get(address).status_code for address in addresses} == {403}
    assert client.post(f"{DESK}{request.pk}/bekijken/").status_code == 403


def test_the_list_costs_the_same_for_many(client, officer, initiator, outsider, now, django_assert_max_num_queries):
    client.force_login(officer)
    asked(initiator, RequestKind.EXPORT, now)
    client.get(DESK)
    with django_assert_max_num_queries(8) as one:
        client.get(DESK)
    for kind in (RequestKind.EXPORT, RequestKind.ERASURE):
        asked(outsider, kind, now)
    with django_assert_max_num_queries(8) as many:
        client.get(DESK)
    assert len(many) == len(one)


def test_an_officer_does_not_answer_their_own_request(client, officer, now):
    request = asked(officer, RequestKind.EXPORT, now)
    for step in (take_up, extend, refuse, fulfil):
        words = {} if step is take_up else {"reason": "x"} if step is extend else {"answer": "x"}
        with pytest.raises(RequestRefused, match="Uw eigen verzoek beantwoordt een collega"):
            step(request=request, **words, by=officer, at=now)
    client.force_login(officer)
    assert "Een collega beantwoordt het." in client.get(f"{DESK}{request.pk}/change/").content.decode()
    assert client.post(f"{DESK}{request.pk}/bekijken/").status_code == 404
