"""One session on a page, a plan on a page, and the summary on the initiator's side."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from initiatives.models import Attachment, Initiative
from teams.actions.planned import plan_session
from teams.actions.session import log_session
from teams.actions.summary import summary_mark
from teams.models import PlannedSession, Session, SummaryAnswer, Team
from teams.records import Guest, NewLesson, NewPoint, Plan, Presence, Talk
from tests.teams.session_form import FORM, fields

pytestmark = pytest.mark.usefixtures("clock", "terms")
MINE = "/mijn/ZW-2026-0001/gesprek/"
TALK = Talk(
    held_on=date(2026, 3, 10),
    minutes=45,
    question="Mag de haag weg?",
    answer="Ja, na 1 juli.",
    agreed="Esra meet de stoep op.",
    internal_note="Kost ons 400 euro.",
    shared=True,
)


@pytest.fixture
def session(case: Initiative, ep_member: User, now: datetime) -> Session:
    guests = [Guest(name="Ans Kok", organisation="De Linde")]
    presence = Presence(colleagues=[ep_member], guests=guests)
    return log_session(initiative=case, key=UUID(int=1), talk=TALK, presence=presence, by=ep_member, at=now)


def read(client: Client, user: User, address: str) -> str:
    client.force_login(user)
    return client.get(address).content.decode()


def test_a_colleague_reads_everything(client: Client, session: Session, ep_member: User) -> None:
    html = read(client, ep_member, f"{FORM}{session.pk}/")
    for words in [TALK.question, TALK.answer, TALK.agreed, TALK.internal_note, "Ans Kok, De Linde", "Esra Polat"]:
        assert words in html


def test_the_initiator_reads_the_summary_without_what_is_internal(
    client: Client, session: Session, initiator: User
) -> None:
    html = read(client, initiator, f"{MINE}{session.pk}/")
    for words in [TALK.question, TALK.answer, TALK.agreed, "Erbij waren: Esra Polat; De Linde"]:
        assert words in html
    assert "400 euro" not in html
    assert "Ans Kok" not in html


def test_the_initiator_corrects_and_a_colleague_replies(
    client: Client, session: Session, initiator: User, ep_member: User
) -> None:
    client.force_login(initiator)
    data = {"answer": "corrected", "words": "Wij meten zelf.", "seen": summary_mark(session)}
    address = f"{MINE}{session.pk}/"
    assert client.post(address, data).url == address
    answer = SummaryAnswer.objects.get()
    client.force_login(ep_member)
    reply = f"{FORM}{session.pk}/reactie/{answer.pk}/"
    assert "Schrijf eerst" not in client.get(f"{FORM}{session.pk}/").content.decode()
    assert client.post(reply, {"reply": ""}).status_code == 200
    assert client.post(reply, {"reply": "U heeft gelijk."}).url == f"{FORM}{session.pk}/"
    html = read(client, initiator, address)
    assert "Wij meten zelf." in html
    assert "U heeft gelijk." in html


def test_a_correction_without_words_keeps_the_choice(client: Client, session: Session, initiator: User) -> None:
    client.force_login(initiator)
    answer = client.post(f"{MINE}{session.pk}/", {"answer": "corrected", "seen": summary_mark(session)})
    html = answer.content.decode()
    assert "<title>Fout: " in html
    assert "Schrijf op hoe het volgens u wel was." in html
    assert not SummaryAnswer.objects.exists()


def test_who_answers_an_older_text_reads_the_new_one_and_can_send_again(
    client: Client, session: Session, initiator: User
) -> None:
    client.force_login(initiator)
    html = client.post(f"{MINE}{session.pk}/", {"answer": "confirmed", "seen": "old"}).content.decode()
    assert "De gemeente heeft het verslag intussen aangepast." in html
    assert summary_mark(session) in html


def test_who_may_open_the_page_of_a_session(
    client: Client, session: Session, guide: User, fund_officer: User, initiator: User, outsider: User
) -> None:
    def status(user: User, address: str) -> int:
        client.force_login(user)
        return client.get(address).status_code

    inside, mine = f"{FORM}{session.pk}/", f"{MINE}{session.pk}/"
    assert [status(user, inside) for user in (guide, fund_officer, initiator, outsider)] == [200, 404, 403, 403]
    assert [status(user, mine) for user in (guide, fund_officer, initiator, outsider)] == [404, 404, 200, 404]
    Session.objects.update(shared=False, summary_state="internal")
    assert status(initiator, mine) == 404


def test_files_come_through_the_one_door(client: Client, session: Session, ep_member: User) -> None:
    client.force_login(ep_member)
    address = f"{FORM}{session.pk}/bestand/"
    wrong = SimpleUploadedFile("virus.exe", b"MZ\x00\x90\xff\xfe")
    assert "kan hier niet" in client.post(address, {"uploads": wrong}).content.decode()
    right = SimpleUploadedFile("plan.txt", b"Zo doen we het.")
    assert client.post(address, {"uploads": right, "shared": "on"}).url == f"{FORM}{session.pk}/"
    assert list(Attachment.objects.values_list("name", "audience")) == [("plan.txt", "initiator")]
    file = session.files.get()
    assert client.post(f"{address}{file.pk}/weg/").url == f"{FORM}{session.pk}/"
    assert Attachment.objects.get().removed_at is not None


def test_only_who_writes_adds_files(client: Client, session: Session, ep_member: User, team: Team) -> None:
    team.members.update(state="observing")
    client.force_login(ep_member)
    assert client.post(f"{FORM}{session.pk}/bestand/").status_code == 404


# --- Plans ------------------------------------------------------------------------------------------------------------
@pytest.fixture
def planned(case: Initiative, guide: User, ep_member: User, now: datetime) -> PlannedSession:
    plan = Plan(
        starts_at=now + timedelta(hours=2), minutes=45, about="De haag.", with_initiator=True, invited=[ep_member]
    )
    return plan_session(initiative=case, plan=plan, by=guide, at=now)


def test_a_session_is_planned_changed_and_cancelled(client: Client, case: Initiative, ep_member: User) -> None:
    client.force_login(ep_member)
    data = {
        "starts_on": "2026-03-27",
        "starts_time": "14:00",
        "minutes": "50",
        "kind": "start",
        "channel": "site",
        "place": "Bij de dijk",
        "about": "De haag.",
        "invited": [str(ep_member.pk)],
    }
    assert "Fout: " in client.post(f"{FORM}plannen/", {**data, "starts_on": "2026-03-10"}).content.decode()
    address = client.post(f"{FORM}plannen/", data).url
    planned = PlannedSession.objects.get()
    assert address == f"{FORM}gepland/{planned.pk}/"
    assert (planned.starts_at.isoformat(), planned.minutes) == ("2026-03-27T13:00:00+00:00", 45)
    assert 'value="14:00"' in client.get(address).content.decode()
    assert client.post(address, {**data, "place": "Stadskantoor", "sequence": "0"}).url == address
    again = client.post(address, {**data, "place": "Elders", "sequence": "0"})
    assert "Een collega heeft dit plan intussen aangepast." in again.content.decode()
    assert "Zeg waarom" not in again.content.decode()
    assert client.post(f"{address}afzeggen/", {"reason": ""}).status_code == 200
    assert client.post(f"{address}afzeggen/", {"reason": "Ziek."}).url == "/werkplek/ZW-2026-0001/"
    assert client.get(address).status_code == 404


def test_the_appointment_as_a_file(client: Client, planned: PlannedSession, ep_member, initiator, fund_officer) -> None:
    client.force_login(ep_member)
    answer = client.get(f"{FORM}gepland/{planned.pk}/afspraak.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"METHOD:PUBLISH\r\n" in answer.content
    assert b"ATTENDEE" not in answer.content
    client.force_login(initiator)
    mine = f"/mijn/ZW-2026-0001/afspraak/{planned.pk}.ics"
    assert b"werkplek" not in client.get(mine).content
    PlannedSession.objects.update(with_initiator=False)
    assert client.get(mine).status_code == 404
    client.force_login(fund_officer)
    assert client.get(f"{FORM}gepland/{planned.pk}/afspraak.ics").status_code == 404


def test_a_plan_becomes_the_log_with_everything_filled_in(
    client: Client, planned: PlannedSession, ep_member: User
) -> None:
    html = read(client, ep_member, f"{FORM}?gepland={planned.pk}")
    assert f'name="plan" value="{planned.pk}"' in html
    assert ">\nDe haag.</textarea>" in html
    assert f'name="here_{ep_member.pk}" id="id_here_{ep_member.pk}" checked' in html
    assert 'name="minutes" value="45"' in html
    data = fields(ep_member, plan=str(planned.pk), question="De haag.")
    assert client.post(FORM, data).url == "/werkplek/ZW-2026-0001/"
    planned.refresh_from_db()
    assert planned.session == Session.objects.get()


@pytest.mark.parametrize("asked", ["0", "999", "-1", "x", "²", "1" * 30])
def test_an_unknown_plan_opens_an_empty_form(client: Client, case: Initiative, ep_member: User, asked: str) -> None:
    client.force_login(ep_member)
    assert client.get(FORM, {"gepland": asked}).status_code == 200


def test_the_initiator_sees_what_is_planned_and_is_asked_about_the_summary(
    client: Client, planned: PlannedSession, session: Session, initiator: User
) -> None:
    html = read(client, initiator, "/mijn/ZW-2026-0001/")
    assert "woensdag 11 maart 2026, 12:00" in html
    assert f'href="/mijn/ZW-2026-0001/afspraak/{planned.pk}.ics"' in html
    assert f'href="{MINE}{session.pk}/"' in html
    assert "Klopt dit verslag?" in html


def test_the_queries_do_not_depend_on_the_rows(
    client: Client, session: Session, ep_member: User, initiator: User, now: datetime
) -> None:
    counted = []
    for number in (1, 3):
        while session.summary_answers.count() < number:
            fill(session, ep_member, initiator, now)
        counts = []
        for user, address in ((ep_member, f"{FORM}{session.pk}/"), (initiator, f"{MINE}{session.pk}/")):
            client.force_login(user)
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            counts.append(len(captured))
        counted.append(counts)
    assert counted[0] == counted[1]
    assert max(counted[0]) <= 16


def fill(session: Session, ep_member: User, initiator: User, now: datetime) -> None:
    """One more of everything on the page of a session."""
    team, number = session.team, session.summary_answers.count()
    answer = {"version": 1, "summary": "x", "answer": "corrected", "words": f"Anders {number}", "by": initiator}
    session.summary_answers.create(team=team, at=now, reply="Ja", replied_by=ep_member, replied_at=now, **answer)
    session.attendees.create(team=team, seat="partner", organisation=f"Partner {number}")
    facts = {"owner": ep_member, "due_on": now, "shared": True, "made_by": ep_member, "made_at": now}
    session.action_points.create(team=team, text=f"Punt {number}", **facts)
    session.lessons.create(team=team, text=f"Les {number}", learnt_by=ep_member, learnt_at=now)
    stored = {"kind": "document", "side": "municipality", "name": f"{number}.pdf", "size": 1, "added_at": now}
    attachment = team.initiative.attachments.create(token=f"t{number}", content_type="application/pdf", **stored)
    session.files.create(team=team, attachment=attachment)


def test_the_initiator_sees_and_ticks_a_point_of_the_own_side(
    client: Client, case: Initiative, ep_member: User, initiator: User, now: datetime
) -> None:
    from_talk = {"points": [NewPoint(text="Spreek de buren", due_on=date(2026, 3, 18))], "lesson": NewLesson(text="x")}
    log_session(initiative=case, key=UUID(int=1), talk=TALK, by=ep_member, at=now, **from_talk)
    html = read(client, initiator, "/mijn/ZW-2026-0001/")
    assert "Spreek de buren" in html
    point = case.team.action_points.get()
    assert client.post(f"/werkplek/actiepunt/{point.pk}/gedaan/").url == "/mijn/ZW-2026-0001/"
    point.refresh_from_db()
    assert point.done_by == initiator
