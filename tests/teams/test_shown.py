"""What lower pages show of teams: the right things, to the right people, and never an internal sentence."""

from datetime import date, datetime
from uuid import UUID

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.template import Context, Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from accounts.models import User
from city.models import Department
from core.models import OutgoingMail
from initiatives.actions.note import add_note
from initiatives.models import Initiative, TimelineEntry
from teams.actions.action_point import add_point, drop_point, finish_point, remind_of_points
from teams.actions.session import edit_session, log_session
from teams.actions.session_draft import save_session_draft
from teams.actions.team import decline, invite, leave, observe
from teams.models import ActionPoint, Profile, Session, Team
from teams.records import NewLesson, NewPoint, Talk
from tests.factories import TeamMemberFactory
from tests.world import colleague

pytestmark = pytest.mark.usefixtures("town", "clock")
TAGS = ["shared_sessions", "shared_action_points", "team_disciplines", "guide_card", "case_team_panel"]
CANARY = "kanarie"


def show(tag: str, initiative: Initiative, user: User | AnonymousUser) -> str:
    request = RequestFactory().get("/")
    request.user = user
    context = Context({"initiative": initiative, "request": request, "csrf_token": "t"})
    return Template(f"{{% load teams %}}{{% {tag} initiative %}}").render(context)


def everything_internal(team: Team, ep_member: User, guide: User, at: datetime) -> None:
    """The canary in every internal field there is, written through the actions."""
    case, second = team.initiative, colleague("Bas Holtrop", Role.EP_MEMBER)
    third = colleague("Cor Winter", Role.EP_MEMBER)
    talk = Talk(held_on=date(2026, 3, 10), minutes=30, agreed=f"{CANARY} afspraak", shared=False)
    point = NewPoint(text=f"{CANARY} punt", due_on=date(2026, 3, 11), owner=ep_member)
    lesson = NewLesson(text=f"{CANARY} les")
    session = log_session(
        initiative=case, key=UUID(int=1), talk=talk, points=[point], lesson=lesson, by=ep_member, at=at
    )
    changed = Talk(held_on=date(2026, 3, 10), minutes=45, agreed=f"{CANARY} verbeterd", shared=False)
    edit_session(session=session, version=1, talk=changed, by=guide, at=at)
    shared = Talk(held_on=date(2026, 3, 9), minutes=30, agreed="Dit mag gelezen worden.", shared=True)
    log_session(
        initiative=case, key=UUID(int=2), talk=shared, lesson=lesson, by=ep_member, at=at, hours={ep_member: 600}
    )
    later = NewPoint(text=f"{CANARY} later", due_on=date(2026, 3, 20), owner=guide)
    dropped, done = (add_point(initiative=case, point=later, shared=False, by=guide, at=at) for _turn in range(2))
    drop_point(point=dropped, reason=f"{CANARY} reden", by=guide, at=at)
    finish_point(point=done, by=guide, at=at)
    remind_of_points(at=at)
    add_note(initiative=case, text=f"{CANARY} notitie", by=ep_member, at=at)
    save_session_draft(user=ep_member, initiative=case, key=UUID(int=3), fields={"agreed": f"{CANARY} concept"}, at=at)
    decline(
        member=invite(initiative=case, user=second, why=f"{CANARY} waarom", by=guide, at=at),
        reason=f"{CANARY} nu niet",
        by=second,
        at=at,
    )
    observer = invite(initiative=case, user=third, why=f"{CANARY} waarom", by=guide, at=at)
    observe(member=observer, by=third, at=at)
    leave(member=observer, reason=f"{CANARY} weg", by=third, at=at)


def test_an_internal_sentence_reaches_no_page_and_no_mail_of_the_initiator(
    team: Team, ep_member: User, guide: User, initiator: User, now: datetime
) -> None:
    everything_internal(team, ep_member, guide, now)
    case = team.initiative
    pages = "".join(show(tag, case, initiator) for tag in TAGS)
    mails = OutgoingMail.objects.filter(to=initiator.email)
    outside = pages + "".join(mail.subject + mail.text for mail in mails)
    outside += "".join(str(entry.facts) for entry in TimelineEntry.objects.for_initiator())
    assert "Dit mag gelezen worden." in outside
    assert CANARY not in outside
    assert "Bas Holtrop" not in outside
    assert "Cor Winter" not in outside
    assert "10 uur" not in outside


def test_the_canary_sings_where_colleagues_look(
    team: Team, ep_member: User, guide: User, client: object, now: datetime
) -> None:
    everything_internal(team, ep_member, guide, now)
    panel = show("case_team_panel", team.initiative, guide)
    client.force_login(ep_member)
    page = client.get(f"/werkplek/{team.initiative.number}/").content.decode()
    for what in ["verbeterd", "punt"]:
        assert f"{CANARY} {what}" in panel
        assert f"{CANARY} {what}" in page
    for what in ["les", "notitie", "nu niet", "weg"]:
        assert f"{CANARY} {what}" in page


@pytest.mark.parametrize("tag", TAGS)
def test_others_see_nothing_of_teams(
    team: Team, ep_member: User, guide: User, outsider: User, fund_officer: User, tag: str, now: datetime
) -> None:
    everything_internal(team, ep_member, guide, now)
    for user in (AnonymousUser(), outsider, fund_officer):
        html = show(tag, team.initiative, user) if user.is_authenticated or tag != "case_team_panel" else ""
        assert CANARY not in html
        if tag in {"shared_sessions", "shared_action_points", "case_team_panel"}:
            assert html.strip() == ""


def test_shared_sessions_with_their_points(
    team: Team, ep_member: User, initiator: User, guide: User, now: datetime
) -> None:
    talk = Talk(held_on=date(2026, 3, 10), minutes=75, agreed="Wij meten samen.", shared=True)
    points = [
        NewPoint(text="Vraag een prijs op", due_on=date(2026, 3, 20), owner=guide),
        NewPoint(text="Spreek de buren", due_on=date(2026, 3, 18)),
    ]
    log_session(initiative=team.initiative, key=UUID(int=1), talk=talk, points=points, by=ep_member, at=now)
    finish_point(point=ActionPoint.objects.get(side="initiator"), by=initiator, at=now)
    html = show("shared_sessions", team.initiative, initiator)
    for words in [
        "Gesprek op 10 maart 2026, 1 uur en 15 minuten",
        "Opgeschreven door Esra Polat",
        "Wij meten samen.",
        '<li>Gijs Wolters: <span lang="nl">Vraag een prijs op</span> (uiterlijk 20 maart 2026)</li>',
        '<li>U: <span lang="nl">Spreek de buren</span> (gedaan)</li>',
    ]:
        assert words in html


def test_the_initiator_ticks_own_points_only(
    team: Team, ep_member: User, initiator: User, guide: User, now: datetime
) -> None:
    for owner in (None, ep_member):
        point = NewPoint(text="Bel", due_on=date(2026, 3, 20), owner=owner)
        add_point(initiative=team.initiative, point=point, shared=True, by=ep_member, at=now)
    assert show("shared_action_points", team.initiative, initiator).count("<form") == 1
    assert show("shared_action_points", team.initiative, guide).count("<form") == 0


def test_disciplines_are_departments_without_names(
    team: Team, ep_member: User, guide: User, second_member: User
) -> None:
    for user, slug in [(ep_member, "groen-en-beheer"), (guide, "wijkmanagement"), (second_member, "vastgoed")]:
        Profile.objects.filter(user=user).update(department=Department.objects.get(slug=slug))
    TeamMemberFactory(team=team, user=second_member, state="observing")
    html = show("team_disciplines", team.initiative, AnonymousUser())
    assert html.count("<li>") == 2
    for words in ["Groen en beheer", "Wijkmanagement"]:
        assert f"<li>{words}</li>" in html
    for name in ["Esra", "Gijs", "Bas"]:
        assert name not in html


def test_no_disciplines_no_heading(initiative: Initiative) -> None:
    assert show("team_disciplines", initiative, AnonymousUser()).strip() == ""


def test_the_guide_with_telephone_and_who_stands_in(
    initiative: Initiative, guide: User, ep_member: User, initiator: User
) -> None:
    User.objects.filter(pk=guide.pk).update(phone="038-000 01 01")
    User.objects.filter(pk=ep_member.pk).update(phone="038-000 02 01")
    initiative.refresh_from_db()
    html = show("guide_card", initiative, initiator)
    assert 'href="tel:038-000 01 01"' in html
    assert "Afwezig" not in html
    Profile.objects.filter(user=guide).update(
        absent_from=date(2026, 3, 9), absent_until=date(2026, 3, 11), stand_in=ep_member
    )
    html = show("guide_card", initiative, initiator)
    assert "Afwezig tot en met 11 maart. Bel zolang Esra Polat." in html
    assert "038-000 02 01" in html


def test_without_a_guide_there_is_no_card(public_initiative: Initiative, initiator: User) -> None:
    public_initiative.owner = None
    assert show("guide_card", public_initiative, initiator).strip() == ""


def test_a_guide_without_a_profile_has_a_card(initiative: Initiative, guide: User, initiator: User) -> None:
    Profile.objects.all().delete()
    assert "<strong>Gijs Wolters</strong>" in show("guide_card", initiative, initiator)


def test_the_panel_of_the_desk(team: Team, ep_member: User, guide: User, second_member: User, now: datetime) -> None:
    talk = Talk(held_on=date(2026, 3, 10), minutes=30, agreed="Wij meten samen.", shared=False)
    hours = {ep_member: 75, guide: 30}
    log_session(initiative=team.initiative, key=UUID(int=1), talk=talk, hours=hours, by=ep_member, at=now)
    html = show("case_team_panel", team.initiative, guide)
    for words in [
        "<strong>Esra Polat</strong>: doet mee",
        "10 maart 2026, adviesgesprek, 30 minuten (<strong>intern</strong>): Wij meten samen.",
        "Esra Polat 1,25; Gijs Wolters 0,5",
        'action="/werkplek/ZW-2026-0001/uitnodigen/"',
        "Bas Holtrop",
    ]:
        assert words in html


def test_a_wijkmanager_sees_the_panel_without_the_invitation(team: Team) -> None:
    html = show("case_team_panel", team.initiative, colleague("Iris Tap", Role.WIJKMANAGER))
    assert "Esra Polat" in html
    assert "<form" not in html


@pytest.mark.parametrize("tag", TAGS)
def test_the_queries_of_a_tag_do_not_depend_on_the_rows(
    team: Team, ep_member: User, guide: User, initiator: User, tag: str, now: datetime
) -> None:
    reader = guide if tag == "case_team_panel" else initiator
    counted = []
    for rows in (1, 2):
        for _row in range(rows):
            number = Session.objects.count()
            talk = Talk(held_on=date(2026, 3, 10), minutes=30, agreed="Wij meten samen.", shared=True)
            points = [NewPoint(text="Bel", due_on=date(2026, 3, 20), owner=guide)]
            log_session(
                initiative=team.initiative, key=UUID(int=number), talk=talk, points=points, by=ep_member, at=now
            )
            TeamMemberFactory(team=team, user=colleague(f"Collega{number} Jansen", Role.EP_MEMBER))
        case = Initiative.objects.select_related("owner").get(pk=team.initiative.pk)
        person = User.objects.get(pk=reader.pk)
        with CaptureQueriesContext(connection) as captured:
            show(tag, case, person)
        counted.append(len(captured))
    assert counted[0] == counted[1]
    limits = {"team_disciplines": 1, "guide_card": 1, "shared_sessions": 4, "shared_action_points": 3}
    assert counted[0] <= limits.get(tag, 12)
