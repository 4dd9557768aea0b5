"""A programme in the browser: intervision, a book that goes on, two sides that look back; axe over its pages."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from initiatives.models import Initiative
from teams.actions.book import pass_on
from teams.actions.closing import ask_to_look_back, look_back
from teams.actions.gathering import plan_gathering, write_outcome
from teams.actions.intervision import bring_question, say, write_insight
from teams.actions.programme import add_initiative, add_member, begin_programme, end_member
from teams.models import Programme, Team
from teams.records import GatheringFacts, LookBack, ProgrammeFacts
from tests.journeys.pages import EACH_SCREEN, SCREENS, STAFF_TARGETS, small, walk, wide

ALL = "/werkplek/programmas/"
HERE = f"{ALL}empowering-people-2026/"
BACK = "/mijn/ZW-2026-0001/terugblik/empowering-people-2026/"


@pytest.fixture
def programme(
    transactional_db: None, town: None, team: Team, guide: User, ep_member: User, second_member: User
) -> Programme:
    """A programme of this year with two colleagues and the initiator's case; the questions of the closing are put."""
    now = timezone.now()
    facts = ProgrammeFacts(
        name="Empowering People",
        kind="empowering",
        starts_on=date(2026, 1, 1),
        ends_on=date(2099, 12, 31),
        goals="Leren van elkaar.",
        introduction="Wij lopen mee met initiatieven.",
        is_public=True,
        owner=guide,
    )
    made = begin_programme(facts=facts, by=guide, at=now)
    for user in (ep_member, second_member):
        add_member(programme=made, user=user, by=guide, at=now)
    add_initiative(programme=made, initiative=team.initiative, by=guide, at=now)
    return ask_to_look_back(programme=made, by=guide, at=now)


def test_what_is_learnt_goes_from_hand_to_hand(
    device: Callable[..., Page],
    programme: Programme,
    ep_member: User,
    guide: User,
    second_member: User,
    initiator: User,
) -> None:
    volume = programme.books.get(number=7)
    pass_on(book=volume, to=ep_member, word="Begin bij bladzijde tien.", by=guide, at=timezone.now())
    mine, other = device(as_=ep_member), device(as_=second_member, width=1200, height=900)

    mine.goto(HERE)
    mine.get_by_role("link", name="Intervisie").click()
    mine.get_by_label("Wat wilt u aan uw collega's voorleggen?").fill("Hoe zeg ik nee?")
    mine.get_by_label("Gaat het over een initiatief?").select_option(label=str(programme.parts.get().initiative))
    mine.get_by_role("button", name="Breng deze vraag in").click()
    expect(mine.get_by_role("heading", name="Vraag van Esra Polat")).to_be_visible()

    other.goto(f"{HERE}intervisie/")
    other.get_by_role("link", name="Hoe zeg ik nee?").click()
    other.get_by_label("advies").check()
    other.get_by_label("Uw bijdrage").fill("Oefen het eerst met mij.")
    other.get_by_role("button", name="Geef dit mee").click()
    expect(other.get_by_text("Oefen het eerst met mij.")).to_be_visible()

    mine.reload()
    expect(mine.get_by_text("Oefen het eerst met mij.")).to_be_visible()
    mine.get_by_label("Welk inzicht kreeg u?").fill("Nee zeggen helpt de ander verder.")
    mine.get_by_role("button", name="Bewaar mijn inzicht").click()
    mine.get_by_text("Deel het inzicht als les").click()
    mine.get_by_label("Wat mogen alle collega's leren?").fill("Zeg vroeg wat niet kan.")
    mine.get_by_role("button", name="Deel deze les").click()
    mine.get_by_role("link", name="Bewaard als les voor alle collega's").click()
    expect(mine.get_by_text("Zeg vroeg wat niet kan.")).to_be_visible()

    mine.goto("/werkplek/")
    mine.get_by_role("link", name="Lees het en geef het door").click()
    expect(mine.get_by_text("Begin bij bladzijde tien.")).to_be_visible()
    mine.get_by_label("Aan wie geeft u het boek?").select_option(label="Bas Holtrop")
    mine.get_by_label("Welk woord geeft u mee?").fill("Lees dit in de trein.")
    mine.get_by_role("button", name="Geef het boek").click()
    expect(mine.get_by_text("Doorgeefboek 7 is nu bij Bas Holtrop.")).to_be_visible()

    other.goto(f"{HERE}slot/antwoord/")
    other.get_by_label("Wat is voor u als professional de meerwaarde").fill("Een andere kijk.")
    other.get_by_role("button", name="Verstuur mijn antwoord").click()
    theirs = device(as_=initiator)
    theirs.goto(BACK)
    theirs.get_by_label("Wat moet de gemeente anders doen?").fill("Antwoord sneller.")
    theirs.get_by_role("button", name="Verstuur mijn antwoord").click()
    expect(theirs.get_by_text("De deelnemers van de gemeente lezen uw antwoord.")).to_be_visible()
    other.reload()
    for side, words in (("Ambtenaren", "Een andere kijk."), ("Initiatiefnemers", "Antwoord sneller.")):
        expect(other.get_by_role("region", name=side).get_by_text(words)).to_be_visible()


@pytest.fixture
def full(
    programme: Programme, case_of_season: Initiative, guide: User, ep_member: User, second_member: User
) -> tuple[int, int]:
    """The programme with everything on its pages; gives the keys of a gathering and a question."""
    now = timezone.now()
    facts = GatheringFacts(kind="start", starts_at=now, minutes=60, place="Stadhuis", agenda="Kennismaken")
    gathering = plan_gathering(programme=programme, facts=facts, by=guide, at=now - timedelta(hours=1))
    write_outcome(gathering=gathering, version=1, outcome="Goed.", presences={ep_member: "present"}, by=guide, at=now)
    add_member(programme=programme, user=guide, by=guide, at=now)
    end_member(member=programme.members.get(user=guide), reason="Te druk", by=guide, at=now)
    question = bring_question(programme=programme, text="Hoe?", initiative=case_of_season, by=ep_member, at=now)
    say(question=question, kind="advice", text="Zo.", by=second_member, at=now)
    write_insight(question=question, insight="Zo dus.", by=ep_member, at=now)
    pass_on(book=programme.books.get(number=7), to=ep_member, word="Lees dit.", by=guide, at=now)
    said = LookBack(brought="Een andere kijk.", needed="Tijd.", quoting="name")
    look_back(programme=programme, answer=said, by=ep_member, at=now)
    return gathering.pk, question.pk


@pytest.fixture
def case_of_season(team: Team) -> Initiative:
    """The case in the programme."""
    return team.initiative


def unfolded(page: Page, accessible: Callable[[Page], list[str]]) -> list[str]:
    """Everything wrong on a page with all that folds away in sight."""
    for summary in page.locator("main summary:visible").all():
        summary.click()
    return [*accessible(page), *wide(page), *small(page, STAFF_TARGETS)]


@pytest.mark.parametrize("screen", EACH_SCREEN)
def test_nothing_stands_in_anybodys_way(
    full: str,
    programme: Programme,
    guide,
    ep_member,
    second_member,
    fund_officer,
    initiator,
    device,
    accessible,
    screen,
):
    met, asked = full
    gathering, question = f"{HERE}bijeenkomst/{met}/", f"{HERE}intervisie/{asked}/"
    volume = f"/mijn/boek/{programme.books.get(number=7).pk}/"
    made = [ALL, HERE, gathering, f"{HERE}boeken/", f"{HERE}slot/"]
    run = [f"{ALL}nieuw/", f"{HERE}wijzigen/", f"{HERE}bijeenkomst/", f"{gathering}wijzigen/", f"{HERE}boeken/1/"]
    look = partial(unfolded, accessible=accessible)
    found = []
    for user, addresses in [
        (guide, [*made, *run]),
        (ep_member, ["/werkplek/", *made, f"{HERE}intervisie/", question, f"{HERE}slot/antwoord/", volume]),
        (second_member, [question]),
        (fund_officer, [HERE]),
        (initiator, [BACK]),
    ]:
        found += walk(device(as_=user, **SCREENS[screen]), addresses, look)
    assert found == []


@pytest.mark.parametrize("screen", EACH_SCREEN)
def test_mistakes_stand_in_nobodys_way(full, programme, guide, ep_member, initiator, device, accessible, screen):
    found = []

    def press(page: Page, address: str, button: str) -> None:
        """Send a form as it opens, with what must be filled in still empty."""
        page.goto(address)
        for summary in page.locator("main summary:visible").all():
            summary.click()
        page.get_by_role("button", name=button).first.click()
        page.get_by_role("heading", name="Er gaat iets mis").wait_for()
        found.extend(f"{address}, {button}: {line}" for line in unfolded(page, accessible))

    mine, theirs = device(as_=ep_member, **SCREENS[screen]), device(as_=guide, **SCREENS[screen])
    press(mine, f"{HERE}intervisie/", "Breng deze vraag in")
    press(mine, f"/mijn/boek/{programme.books.get(number=7).pk}/", "Geef het boek")
    for address, button in [
        (f"{ALL}nieuw/", "Bewaar"),
        (f"{HERE}bijeenkomst/", "Bewaar"),
        (HERE, "Laat deze collega meedoen"),
        (HERE, "Laat stoppen"),
    ]:
        press(theirs, address, button)
    press(device(as_=initiator, **SCREENS[screen]), BACK, "Verstuur mijn antwoord")
    assert found == []
