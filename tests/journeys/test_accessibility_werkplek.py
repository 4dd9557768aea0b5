"""axe finds nothing at the werkplek, full, empty and with mistakes; pages fit, and a thumb hits what it aims at."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from uuid import UUID

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from accounts.models import User
from core.files import Upload
from teams.actions.lesson import add_lesson, confirm_lesson, follow_up_lesson
from teams.actions.planned import plan_session
from teams.actions.rule import note_rule
from teams.actions.session import edit_session, log_session
from teams.actions.session_draft import save_session_draft
from teams.actions.session_file import add_session_files
from teams.actions.summary import answer_summary, summary_mark
from teams.enums import SummaryState
from teams.models import Profile, Session, Team
from teams.records import NewLesson, NewPoint, Plan, RuleFacts, Talk
from tests.factories import InitiativeFactory, TeamFactory, TeamMemberFactory
from tests.journeys.pages import EACH_SCREEN, SCREENS, STAFF_TARGETS, small, walk, wide
from tests.teams.test_views_case import fill

HOME = "/werkplek/"
CASE = f"{HOME}ZW-2026-0001/"
TALK = f"{CASE}gesprek/"
PROFILE = f"{HOME}profiel/"
BARE = f"{HOME}ZW-2026-0009/"


@pytest.fixture
def full_team(
    transactional_db: None, town: None, team: Team, ep_member: User, guide: User, second_member: User
) -> Team:
    """A team with everything on its page, a case with nothing on it, and a werkplek with every list."""
    now = timezone.now()
    fill(team, ep_member, now)
    fill(team, ep_member, now)
    Profile.objects.filter(user=guide).update(absent_from=now, absent_until=now, stand_in=ep_member)
    TeamMemberFactory(team=team, user=second_member, state="invited", why="Kent de sporthal")
    for state in ("invited", "observing"):
        TeamMemberFactory(team=TeamFactory(), user=ep_member, state=state, why="Weet alles van groen")
    bare = InitiativeFactory(number="ZW-2026-0009", title="Nog bijna leeg", owned=True, paused_at=now)
    TeamMemberFactory(team=TeamFactory(initiative=bare), user=ep_member)
    closed = InitiativeFactory(title="Afgerond", owned=True, state="closed", ball="", outcome="independent")
    TeamMemberFactory(team=TeamFactory(initiative=closed), user=ep_member)
    save_session_draft(
        user=ep_member, initiative=team.initiative, key=str(UUID(int=9)), fields={"agreed": "Half verhaal"}, at=now
    )
    return team


@pytest.fixture
def session(full_team: Team, ep_member: User) -> Session:
    """A session that can be corrected."""
    talk = Talk(held_on=date(2026, 3, 4), minutes=45, agreed="Eerste tekst.", shared=False)
    return log_session(initiative=full_team.initiative, key=UUID(int=1), talk=talk, by=ep_member, at=timezone.now())


@pytest.fixture
def whole_session(full_team: Team, ep_member: User, initiator: User) -> str:
    """The page of a shared session with everything on it."""
    now = timezone.now()
    talk = Talk(
        held_on=date(2026, 3, 4),
        minutes=45,
        question="Mag het?",
        answer="Ja.",
        agreed="Wij meten.",
        internal_note="Intern.",
        shared=True,
        channel="site",
    )
    points = [NewPoint(text="Spreek de buren", due_on=date(2030, 3, 18))]
    facts = {"points": points, "lesson": NewLesson(text="Bel eerst."), "by": ep_member, "at": now}
    made = log_session(initiative=full_team.initiative, key=UUID(int=2), talk=talk, **facts)
    upload = Upload(kind="document", name="plan.txt", content_type="text/plain", content=b"Plan")
    add_session_files(session=made, uploads=[upload], shared=True, by=ep_member, at=now)
    answer_summary(
        session=made,
        answer=SummaryState.CORRECTED,
        words="Nee, anders.",
        seen=summary_mark(made),
        by=initiator,
        at=now,
    )
    return f"{TALK}{made.pk}/"


@pytest.fixture
def planned(full_team: Team, ep_member: User) -> str:
    """The page of a planned session."""
    plan = Plan(
        starts_at=timezone.now() + timedelta(days=3), minutes=45, about="De haag.", place="Dijk", invited=[ep_member]
    )
    made = plan_session(initiative=full_team.initiative, plan=plan, by=ep_member, at=timezone.now())
    return f"{TALK}gepland/{made.pk}/"


@pytest.fixture
def learnt(full_team: Team, ep_member: User, guide: User) -> tuple[str, str]:
    """The pages of a lesson that was recognised and answered, and of the rule it is about."""
    now = timezone.now()
    facts = RuleFacts(
        name="Geen bankje op de stoep",
        source="APV",
        state="being_tried",
        owner=ep_member,
        tried="Een proef.",
        changed="",
    )
    rule = note_rule(facts=facts, by=guide, at=now)
    new = NewLesson(text="Vraag eerst wie de grond beheert.", rule=rule)
    lesson = add_lesson(initiative=full_team.initiative, lesson=new, by=ep_member, at=now)
    confirm_lesson(lesson=lesson, by=guide, at=now)
    follow_up_lesson(lesson=lesson, text="Het staat op het formulier.", by=guide, at=now)
    return f"{HOME}lessen/{lesson.pk}/", f"{HOME}regels/{rule.pk}/"


def unfolded(page: Page, accessible: Callable[[Page], list[str]]) -> list[str]:
    """Everything wrong on a page with all that folds away in sight."""
    for summary in page.locator("summary:visible").all():
        summary.click()
    return [*accessible(page), *wide(page), *small(page, STAFF_TARGETS)]


@pytest.mark.parametrize("screen", EACH_SCREEN)
def test_nothing_stands_in_anybodys_way(
    session, whole_session, planned, learnt, ep_member, guide, second_member, fund_officer, device, accessible, screen
):
    look = partial(unfolded, accessible=accessible)
    found = []
    for user, addresses in [
        (ep_member, [HOME, CASE, BARE, TALK, f"{TALK}{session.pk}/", f"{TALK}{session.pk}/aanpassen/", PROFILE]),
        (ep_member, [whole_session, f"{TALK}plannen/", planned]),
        (
            guide,
            [
                CASE,
                f"{CASE}voorstel/",
                f"{HOME}uren/",
                f"{HOME}capaciteit/",
                f"{HOME}verslag/",
                *learnt,
                f"{HOME}regels/nieuw/",
            ],
        ),
        (second_member, [f"{HOME}lessen/", f"{HOME}lessen/?word=zwaan", f"{HOME}regels/", *learnt]),
        (second_member, [HOME, CASE, f"{CASE}antwoord/?keuze=declined"]),
        (fund_officer, [HOME, PROFILE]),
    ]:
        found += walk(device(as_=user, **SCREENS[screen]), addresses, look)
    assert found == []


@pytest.mark.parametrize("screen", EACH_SCREEN)
def test_mistakes_stand_in_nobodys_way(session, ep_member, guide, second_member, device, accessible, screen):
    found = []

    def press(page: Page, address: str, button: str) -> None:
        """Send a form as it opens, with what must be filled in still empty."""
        page.goto(address)
        for summary in page.locator("summary:visible").all():
            summary.click()
        page.get_by_role("button", name=button).first.click()
        page.get_by_role("heading", name="Er gaat iets mis").wait_for()
        found.extend(f"{address}, {button}: {line}" for line in unfolded(page, accessible))

    page = device(as_=ep_member, **SCREENS[screen])
    press(page, f"{TALK}?concept={UUID(int=5)}", "Bewaar intern")
    press(page, CASE, "Bewaar notitie")
    press(page, CASE, "Laat vervallen")
    press(device(as_=guide, **SCREENS[screen]), CASE, "Verstuur uitnodiging")
    press(device(as_=second_member, **SCREENS[screen]), f"{CASE}antwoord/?keuze=declined", "Verstuur mijn antwoord")
    press(page, f"{TALK}plannen/", "Plan en nodig uit")
    page.goto(f"{TALK}{session.pk}/aanpassen/")
    other = Talk(held_on=date(2026, 3, 4), minutes=45, agreed="Tekst van Gijs.", shared=False)
    edit_session(session=session, version=1, talk=other, by=guide, at=timezone.now())
    page.get_by_label("Wat is afgesproken?").fill("Tekst van Esra.")
    page.get_by_role("button", name="Bewaar intern").first.click()
    page.get_by_role("heading", name="Dit bewaarde uw collega").wait_for()
    found += unfolded(page, accessible)
    assert found == []


def test_the_pages_fit_a_screen_of_320_pixels(session, ep_member, device):
    page = device(as_=ep_member, width=320, height=640)
    assert walk(page, [HOME, CASE, TALK, f"{TALK}{session.pk}/", PROFILE], wide) == []
