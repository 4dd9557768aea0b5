"""axe finds nothing on the pages of the submit form and of the initiator, also with mistakes in them."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from uuid import UUID

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from accounts.models import User
from core.files import Upload
from initiatives.actions import attachment, member
from initiatives.actions.version import keep
from initiatives.enums import Audience, InvitationKind, Party, PositionKind, Side, State
from initiatives.models import Draft, Initiative
from initiatives.queries.submit import token
from teams.actions.planned import plan_session
from teams.actions.session import log_session
from teams.actions.session_file import add_session_files
from teams.actions.summary import answer_summary, reply_to_answer, summary_mark
from teams.enums import SummaryState
from teams.records import NewPoint, Plan, Talk
from tests.factories import SUBMITTED_AT
from tests.initiatives.drafts import begin
from tests.initiatives.public_rows import position
from tests.initiatives.submitting import ANSWERS
from tests.journeys.pages import EACH_SCREEN, PUBLIC_TARGETS, SCREENS, small, walk, wide

CASE = "/mijn/ZW-2026-0001/"
SUBMIT = ["", "past-dit/?wish=plan", "past-dit/?wish=report", "idee/", "plek/", "hulp/", "u/", "controleren/", "later/"]
SUBMIT += ["verwijderen/", "verder/onzin/"]
OWN = ["ontvangst/", "wijzigen/idee/", "wijzigen/plek/", "wijzigen/naam/", "versies/?van=1&naar=2", "bestanden/"]
OWN += ["mensen/", "website/", "ervaring/", "pauze/", "verder/"]
DOCUMENT = Upload(kind="document", name="plan.txt", content_type="text/plain", content=b"Plan")


@pytest.fixture
def draft(transactional_db: None, town: None, public_initiative: Initiative) -> Draft:
    """A draft with everything but a name, and a file."""
    made = begin(**ANSWERS | {"name": "", "title": "Leesbankje bij ons", "place_kind": "address"})
    attachment.add_to_draft(draft=made, upload=DOCUMENT, at=SUBMITTED_AT)
    return made


@pytest.fixture
def case(transactional_db: None, initiative: Initiative, initiator: User, guide: User) -> Initiative:
    """A case with everything on its page."""
    keep(initiative, by=initiator, at=SUBMITTED_AT)
    initiative.title, initiative.version = "Moestuin aan de Dijk", 2
    keep(initiative, by=initiator, at=SUBMITTED_AT)
    Initiative.objects.update(ball=Party.INITIATOR, state=State.CONVERSING, version=2)
    for kind, party in [("first_answer", Party.MUNICIPALITY), ("reply", Party.INITIATOR)]:
        initiative.promises.create(kind=kind, party=party, made_at=SUBMITTED_AT, due_on="2026-03-04")
    initiative.timeline.create(at=SUBMITTED_AT, event="submitted", audience=Audience.PUBLIC)
    message = initiative.messages.create(side=Side.MUNICIPALITY, author=guide, text="Dag Noor", sent_at=SUBMITTED_AT)
    initiative.messages.create(side=Side.INITIATOR, author=initiator, text="Dag Gijs", sent_at=SUBMITTED_AT)
    for side, related in [(Side.INITIATOR, None), (Side.MUNICIPALITY, None), (Side.MUNICIPALITY, message)]:
        attachment.add(initiative=initiative, upload=DOCUMENT, side=side, by=guide, at=SUBMITTED_AT, message=related)
    position(initiative, kind=PositionKind.AWARE)
    member.invite(
        initiative=initiative,
        kind=InvitationKind.CO_INITIATOR,
        email="otto@example.nl",
        language="nl",
        by=initiator,
        at=SUBMITTED_AT,
    )
    return initiative


@pytest.fixture
def summary(case: Initiative, guide: User, initiator: User) -> str:
    """The page of a shared summary with everything on it; another session is planned."""
    now = timezone.now()
    points = [NewPoint(text="Spreek de buren", due_on=date(2030, 3, 18))]
    talk = Talk(held_on=date(2026, 3, 4), minutes=45, question="Mag het?", answer="Ja.", agreed="Meten.", shared=True)
    made = log_session(initiative=case, key=UUID(int=2), talk=talk, points=points, by=guide, at=now)
    add_session_files(session=made, uploads=[DOCUMENT], shared=True, by=guide, at=now)
    facts = {"seen": summary_mark(made), "by": initiator, "at": now}
    said = answer_summary(session=made, answer=SummaryState.CORRECTED, words="Nee, anders.", **facts)
    reply_to_answer(answer=said, text="Dank u.", by=guide, at=now)
    plan = Plan(starts_at=now + timedelta(days=3), minutes=45, about="De haag.", with_initiator=True)
    plan_session(initiative=case, plan=plan, by=guide, at=now)
    return f"{CASE}gesprek/{made.pk}/"


def faults(page: Page, accessible: Callable[[Page], list[str]]) -> list[str]:
    """Everything wrong on a page."""
    return [*accessible(page), *wide(page), *small(page, PUBLIC_TARGETS)]


@pytest.mark.parametrize("screen", EACH_SCREEN)
def test_axe_finds_nothing_in_the_submit_form(draft, device, accessible, screen):
    page = device(**SCREENS[screen])
    page.goto(f"/indienen/verder/{token(draft)}/")
    look = partial(faults, accessible=accessible)
    assert walk(page, [f"/indienen/{rest}" for rest in SUBMIT], look) == []
    page.goto("/indienen/u/")
    page.get_by_role("button", name="Volgende").click()
    page.get_by_role("heading", name="Er gaat iets mis").wait_for()
    assert look(page) == []


@pytest.mark.parametrize("screen", EACH_SCREEN)
def test_axe_finds_nothing_on_the_initiators_pages(case, summary, device, accessible, initiator, screen):
    page = device(as_=initiator, **SCREENS[screen])
    look = partial(faults, accessible=accessible)
    assert walk(page, ["/mijn/", CASE, summary, *(CASE + rest for rest in OWN)], look) == []
    page.goto(summary)
    page.get_by_role("button", name="Verstuur").click()
    page.get_by_role("heading", name="Er gaat iets mis").wait_for()
    assert look(page) == []
    page.goto(CASE)
    page.get_by_role("button", name="Stuur het bericht").click()
    page.get_by_role("heading", name="Er gaat iets mis").wait_for()
    assert look(page) == []


def test_no_page_scrolls_sideways_at_320_pixels(draft, case, device, initiator):
    page = device(width=320, as_=initiator)
    page.goto(f"/indienen/verder/{token(draft)}/")
    addresses = [*(f"/indienen/{rest}" for rest in SUBMIT), "/mijn/", CASE, *(CASE + rest for rest in OWN)]
    assert walk(page, addresses, wide) == []
