import re
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from city.models import Department, Goal
from core.models import OutgoingMail
from initiatives.actions.case import story
from initiatives.enums import Audience, Party
from initiatives.models import Initiative
from teams.actions.note import write_note
from teams.actions.team import NotAColleague
from teams.models import ActionPoint, Lesson, Profile, Session, Team, TeamMember
from tests.factories import InitiativeFactory, MemberFactory, TeamMemberFactory
from tests.initiatives.attachments import photo
from tests.world import colleague

pytestmark = pytest.mark.usefixtures("terms", "clock")


def read(client: Client, user: User, initiative: Initiative) -> str:
    client.force_login(user)
    response = client.get(reverse("teams:case", args=[initiative.number]))
    assert response.status_code == 200
    return response.content.decode()


def post(client: Client, user: User, name: str, /, *args: object, **data: object) -> tuple[int, str]:
    """Status and address (or page) of what somebody sends."""
    client.force_login(user)
    response = client.post(reverse(f"teams:{name}", args=args), data)
    return response.status_code, response.headers.get("Location", response.content.decode())


def log(team: Team, user: User, now: datetime, text: str, *, shared: bool = False) -> Session:
    return Session.objects.create(
        team=team,
        held_on=date(2026, 3, 4),
        minutes=45,
        agreed=text,
        shared=shared,
        summary_state="shared" if shared else "internal",
        logged_by=user,
        logged_at=now,
        idempotency_key=f"0d3c8f2e-0000-4000-8000-{Session.objects.count():012}",
    )


def fill(team: Team, user: User, now: datetime) -> None:
    """One more of everything the page of a case lists."""
    case = team.initiative
    number = Session.objects.count()
    session = log(team, user, now, f"Afspraak {number}", shared=bool(number % 2))
    session.hours.create(user=user, minutes=45)
    session.attendees.create(team=team, seat="partner", organisation=f"Partner {number}")
    answer = {"version": 1, "summary": "x", "answer": "corrected", "words": f"Anders {number}", "by": user, "at": now}
    session.summary_answers.create(team=team, **answer)
    plan = {"starts_at": now, "minutes": 30, "about": f"Plan {number}", "planned_by": user}
    team.planned_sessions.create(planned_at=now, changed_at=now, **plan).invited.add(user)
    Lesson.objects.create(team=team, text=f"Les {number}", learnt_by=user, learnt_at=now)
    ActionPoint.objects.create(team=team, text=f"Punt {number}", owner=user, due_on=now, made_by=user, made_at=now)
    case.notes.create(author=user, text=f"Notitie {number}", written_at=now)
    case.messages.create(side="municipality", author=user, text=f"Bericht {number}", sent_at=now)
    photo(case, token=f"foto-{number}")
    photo(case, token=f"plan-{number}", kind="document", audience="initiator", name=f"plan-{number}.pdf")
    photo(case, token=f"bij-{number}", kind="document", audience="initiator", message=case.messages.last())
    case.promises.create(kind="next_step", party=Party.MUNICIPALITY, text="Bellen", made_at=now, due_on=now)
    case.goal_links.create(goal=Goal.objects.exclude(links__initiative=case).first(), set_by=user, set_at=now)
    story(case, event="written_by_municipality", audience=Audience.INITIATOR, at=now, by=user)
    TeamMemberFactory(team=team, user=colleague(f"Collega{number} Jansen", "ep_member"))
    MemberFactory(initiative=case, role="co_initiator")
    InitiativeFactory(title=f"Eerder {number}", theme=case.theme, public=True)
    case.positions.create(
        kind="spotlight",
        reason=f"Reden {number}",
        may_expect="Aandacht",
        may_not_expect="Geld",
        taken_on=now,
        taken_by=user,
        review_on=now + timedelta(days=90),
    )


def test_the_page_tells_the_case(client: Client, team: Team, ep_member: User, guide: User, now: datetime) -> None:
    case = team.initiative
    case.question = "Mogen wij de tegels eruit halen?"
    case.save()
    ep_member.phone = "038-000 02 01"
    ep_member.save()
    Profile.objects.filter(user=ep_member).update(department=Department.objects.get(slug="groen-en-beheer"))
    fill(team, ep_member, now)
    fill(team, ep_member, now)
    html = read(client, ep_member, case)
    for words in [
        "Mogen wij de tegels eruit halen?",
        "Wij maken samen een tuin voor de hele straat.",
        "Afspraak 0",
        "GEDEELD met de initiatiefnemer",
        "INTERN",
        "Punt 1",
        "Notitie 1",
        "Bericht 1",
        "Les 1",
        "Reden 1",
        "Eerder 1",
        "De gemeente heeft een bericht gestuurd.",
        "doet mee · nieuw · Groen en beheer",
        "038-000 02 01",
        "Noor Velthuis",
        "45 minuten",
    ]:
        assert words in html, words


def test_the_number_of_queries_does_not_depend_on_the_rows(
    client: Client, team: Team, ep_member: User, now: datetime
) -> None:
    read(client, ep_member, team.initiative)
    counted = []
    for rows in (1, 2):
        for _row in range(rows):
            fill(team, ep_member, now)
        with CaptureQueriesContext(connection) as captured:
            read(client, ep_member, team.initiative)
        counted.append(len(captured))
    assert counted[0] == counted[1]
    assert counted[0] <= 45


@pytest.mark.parametrize("state", ["declined", "left"])
def test_who_is_no_longer_asked_finds_nothing(client: Client, team: Team, ep_member: User, state: str) -> None:
    team.members.update(state=state, reason="Te druk")
    client.force_login(ep_member)
    for name in ["case", "answer", "log_session"]:
        assert client.get(reverse(f"teams:{name}", args=[team.initiative.number])).status_code == 404


def test_the_number_alone_opens_nothing(client: Client, team: Team, fund_officer: User, outsider: User) -> None:
    client.force_login(fund_officer)
    assert client.get("/werkplek/ZW-2026-0001/").status_code == 404
    assert client.get("/werkplek/ZW-2026-9999/").status_code == 404
    client.force_login(outsider)
    assert client.get("/werkplek/ZW-2026-0001/").status_code == 403


def test_an_observer_reads_and_cannot_write(client: Client, team: Team, ep_member: User) -> None:
    team.members.update(state="observing")
    html = read(client, ep_member, team.initiative)
    for words in ["Gesprek vastleggen", "Bewaar notitie", "Nieuw actiepunt", "noor@example.nl"]:
        assert words not in html
    number = team.initiative.number
    assert post(client, ep_member, "add_note", number, text="x")[0] == 404
    assert post(client, ep_member, "add_point", number, text="x", who="initiator", due_on="2026-04-01")[0] == 404
    assert post(client, ep_member, "log_session", number, key="x")[0] == 403


def test_a_note_is_kept(client: Client, team: Team, ep_member: User) -> None:
    number = team.initiative.number
    assert post(client, ep_member, "add_note", number, text="De boom is ziek.") == (302, f"/werkplek/{number}/")
    assert [(note.author, note.text) for note in team.initiative.notes.all()] == [(ep_member, "De boom is ziek.")]


def test_a_note_reaches_the_colleague_it_names(
    client: Client, team: Team, ep_member: User, guide: User, fund_officer: User
) -> None:
    number = team.initiative.number
    assert post(client, ep_member, "add_note", number, text="De boom is ziek.\nWie belt?", named=guide.pk)[0] == 302
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == (
        "gijs@zwolle.example",
        "Esra Polat schreef u een notitie over Buurttuin aan de Assendorperdijk (ZW-2026-0001)",
    )
    assert (
        "Esra Polat wil dat u deze interne notitie leest:\n> De boom is ziek.\n> Wie belt?\n\n"
        "Alleen collega's lezen dit. Antwoorden kan met een notitie op de pagina van het initiatief." in mail.text
    )
    assert post(client, ep_member, "add_note", number, text="Niet voor Folkert.", named=fund_officer.pk)[0] == 200
    assert team.initiative.notes.count() == 1


def test_a_note_names_only_who_has_to_do_with_the_case(
    team: Team, ep_member: User, fund_officer: User, initiator: User, now: datetime
) -> None:
    for stranger in (fund_officer, initiator):
        with pytest.raises(NotAColleague):
            write_note(initiative=team.initiative, text="Geheim", named=[stranger], by=ep_member, at=now)
    assert (team.initiative.notes.count(), OutgoingMail.objects.count()) == (0, 0)


def test_an_empty_note_is_refused_at_its_field(client: Client, team: Team, ep_member: User) -> None:
    status, html = post(client, ep_member, "add_note", team.initiative.number, text=" ")
    assert status == 200
    assert "Fout: " in html
    assert '<a href="#note_text">' in html


def test_a_point_is_agreed_on(client: Client, team: Team, ep_member: User, guide: User) -> None:
    number = team.initiative.number
    data = {"text": "Meet de stoep", "who": guide.pk, "due_on": "2026-03-20", "shared": "on"}
    assert post(client, ep_member, "add_point", number, **data) == (302, f"/werkplek/{number}/")
    point = ActionPoint.objects.get()
    assert (point.owner, point.due_on, point.shared, point.side) == (guide, date(2026, 3, 20), True, "municipality")


def test_a_point_for_the_initiator_must_be_shared(client: Client, team: Team, ep_member: User) -> None:
    data = {"text": "Spreek de buren", "who": "initiator", "due_on": "2026-03-20"}
    status, html = post(client, ep_member, "add_point", team.initiative.number, **data)
    assert (status, ActionPoint.objects.count()) == (200, 0)
    assert '<a href="#point_shared">' in html
    assert "Spreek de buren" in html


def test_nobody_outside_the_team_gets_a_point(client: Client, team: Team, ep_member: User, fund_officer: User) -> None:
    data = {"text": "Betaal", "who": fund_officer.pk, "due_on": "2026-03-20"}
    assert post(client, ep_member, "add_point", team.initiative.number, **data)[0] == 200
    assert ActionPoint.objects.count() == 0


@pytest.fixture
def point(team: Team, ep_member: User, now: datetime) -> ActionPoint:
    return ActionPoint.objects.create(
        team=team, text="Bel", owner=ep_member, due_on=date(2026, 3, 20), made_by=ep_member, made_at=now
    )


@pytest.mark.parametrize(("back", "address"), [("werkplek", "/werkplek/"), ("", "/werkplek/ZW-2026-0001/")])
def test_done_leads_back_to_where_the_button_was(
    client: Client, point: ActionPoint, ep_member: User, back: str, address: str
) -> None:
    assert post(client, ep_member, "finish_point", point.pk, terug=back) == (302, address)
    point.refresh_from_db()
    assert point.done_by == ep_member


def test_the_initiator_ticks_an_own_point_and_comes_back_to_the_own_page(
    client: Client, point: ActionPoint, initiator: User
) -> None:
    assert post(client, initiator, "finish_point", point.pk)[0] == 404
    ActionPoint.objects.update(side="initiator", owner=None, shared=True)
    assert post(client, initiator, "finish_point", point.pk, terug="werkplek") == (302, "/mijn/ZW-2026-0001/")
    point.refresh_from_db()
    assert point.done_by == initiator


def test_a_point_lapses_with_a_reason(client: Client, point: ActionPoint, ep_member: User) -> None:
    status, html = post(client, ep_member, "drop_point", point.pk, reason="")
    assert (status, f'<a href="#drop_{point.pk}_reason">' in html) == (200, True)
    assert post(client, ep_member, "drop_point", point.pk, reason="Al geregeld") == (302, "/werkplek/ZW-2026-0001/")
    point.refresh_from_db()
    assert point.dropped_reason == "Al geregeld"


def test_the_mailed_links_only_choose_and_a_button_confirms(
    client: Client, initiative: Initiative, ep_member: User, guide: User
) -> None:
    member = TeamMemberFactory(team__initiative=initiative, user=ep_member, state="invited", why="Groen")
    client.force_login(ep_member)
    html = client.get(reverse("teams:answer", args=[initiative.number]), {"keuze": "observing"}).content.decode()
    assert re.findall(r'value="(\w+)"[^>]* checked', html) == ["observing"]
    member.refresh_from_db()
    assert member.state == "invited"


def test_a_mailed_link_asks_for_a_login_first(client: Client, initiative: Initiative) -> None:
    response = client.get(reverse("teams:answer", args=[initiative.number]), {"keuze": "joined"})
    assert response.status_code == 302
    assert response.url.endswith("?next=/werkplek/ZW-2026-0001/antwoord/%3Fkeuze%3Djoined")


@pytest.mark.parametrize(
    ("choice", "reason", "state", "address"),
    [
        ("joined", "", "joined", "/werkplek/ZW-2026-0001/"),
        ("observing", "", "observing", "/werkplek/ZW-2026-0001/"),
        ("declined", "Te druk", "declined", "/werkplek/"),
    ],
)
def test_each_answer(
    client: Client, initiative: Initiative, ep_member: User, choice: str, reason: str, state: str, address: str
) -> None:
    member = TeamMemberFactory(team__initiative=initiative, user=ep_member, state="invited", why="Groen")
    data = {"answer": choice, "reason": reason}
    assert post(client, ep_member, "answer", initiative.number, **data) == (302, address)
    member.refresh_from_db()
    assert (member.state, member.reason) == (state, reason)


def test_not_now_without_a_reason_is_refused_at_the_field(
    client: Client, initiative: Initiative, ep_member: User
) -> None:
    TeamMemberFactory(team__initiative=initiative, user=ep_member, state="invited", why="Groen")
    status, html = post(client, ep_member, "answer", initiative.number, answer="declined")
    assert (status, '<a href="#id_reason">' in html) == (200, True)


def test_nobody_answers_for_another(client: Client, team: Team, ep_member: User, guide: User) -> None:
    team.members.update(state="invited")
    assert post(client, guide, "answer", team.initiative.number, answer="joined")[0] == 404


def test_a_guide_invites_with_a_reason(client: Client, team: Team, guide: User, second_member: User) -> None:
    number = team.initiative.number
    data = {"user": second_member.pk, "why": "Kent de sporthal"}
    assert post(client, guide, "invite", number, **data) == (302, f"/werkplek/{number}/")
    assert TeamMember.objects.get(user=second_member).why == "Kent de sporthal"
    status, html = post(client, guide, "invite", number, user=second_member.pk, why="Nog eens")
    assert status == 200
    assert "Fout: " in html


def test_an_ep_member_invites_nobody(client: Client, team: Team, ep_member: User, second_member: User) -> None:
    assert post(client, ep_member, "invite", team.initiative.number, user=second_member.pk, why="x")[0] == 403


def test_stopping_needs_a_reason_and_is_ones_own(
    client: Client, team: Team, ep_member: User, second_member: User
) -> None:
    member = team.members.get()
    TeamMemberFactory(team=team, user=second_member)
    number = team.initiative.number
    assert post(client, second_member, "leave", number, member.pk, reason="Weg ermee")[0] == 404
    assert post(client, ep_member, "leave", number, member.pk, reason="")[0] == 200
    assert post(client, ep_member, "leave", number, member.pk, reason="Andere baan") == (302, "/werkplek/")
    member.refresh_from_db()
    assert member.state == "left"


def test_a_guide_takes_somebody_out_of_the_team(client: Client, team: Team, guide: User) -> None:
    number = team.initiative.number
    address = (302, f"/werkplek/{number}/")
    assert post(client, guide, "leave", number, team.members.get().pk, reason="Andere baan") == address


def test_an_absent_colleague_is_shown_with_the_stand_in(
    client: Client, team: Team, ep_member: User, guide: User
) -> None:
    Profile.objects.filter(user=ep_member).update(
        absent_from=date(2026, 3, 10), absent_until=date(2026, 3, 20), stand_in=guide
    )
    html = read(client, guide, team.initiative)
    assert "afwezig t/m 20 maart" in html
    assert "Vervanger: Gijs Wolters" in html


def test_similar_cases_are_those_one_may_see(
    client: Client, team: Team, ep_member: User, guide: User, initiator: User
) -> None:
    case = team.initiative
    InitiativeFactory(title="Geheim plan", theme=case.theme)
    InitiativeFactory(title="Openbaar plan", theme=case.theme, public=True)
    same = InitiativeFactory(title="Vorige keer van Noor", public=True)
    MemberFactory(initiative=same, user=initiator)
    html = read(client, ep_member, case)
    assert "Geheim plan" not in html
    assert html.index("Vorige keer van Noor") < html.index("Openbaar plan")
    assert "Geheim plan" in read(client, guide, case)
