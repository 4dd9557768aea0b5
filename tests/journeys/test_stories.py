"""A story of two sides in the browser: written, approved by both, read by everyone, taken back by one."""

from collections.abc import Callable
from functools import partial

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.enums import Role
from accounts.models import User
from community.actions.story import StoryText, begin_story
from community.actions.story_consent import approve, ask_change, ask_contributors
from community.actions.story_parts import QuoteFacts, add_photo, put_quote
from community.actions.story_publishing import publish, revise
from community.models import Story
from community.queries.story_pages import contributions
from core.files import Upload
from initiatives.models import Initiative
from teams.models import Team
from tests.community.stories.conftest import newest, picture
from tests.journeys.pages import EACH_SCREEN, PUBLIC_TARGETS, SCREENS, STAFF_TARGETS, small, walk, wide
from tests.world import colleague

TITLE = "Een tuin van twee kanten"
HERE = "/verhalen/een-tuin-van-twee-kanten/"


@pytest.fixture
def case(transactional_db: None, town: None, team: Team) -> Initiative:
    """The initiator's case, public, with its EP-team."""
    now = timezone.now()
    Initiative.objects.update(public_consent_at=now, published_at=now, news_at=now)
    return team.initiative


@pytest.fixture
def editor(transactional_db: None) -> User:
    """Who publishes."""
    return colleague("Reda Koster", Role.EDITOR)


def test_approved_by_both_and_taken_back_by_one(
    device: Callable[..., Page], case: Initiative, initiator: User, ep_member: User, editor: User
) -> None:
    mine, theirs = device(as_=initiator, javascript=False), device(as_=ep_member)
    desk, visitor = device(as_=editor, width=1200, height=900), device()

    mine.goto("/mijn/ZW-2026-0001/")
    mine.get_by_role("link", name="Begin een verhaal").click()
    mine.get_by_label("Titel").fill(TITLE)
    mine.get_by_label("Inleiding").fill("Zo ging het echt.")
    mine.get_by_label("Het verhaal", exact=True).fill("## Het begin\n\nMet **drie** buren.")
    mine.get_by_role("button", name="Bekijk een voorbeeld").click()
    expect(mine.get_by_role("heading", name="Het begin")).to_be_visible()
    mine.get_by_role("button", name="Bewaar het concept").click()
    for who, text in (("Noor Velthuis", "Wij werden gehoord."), ("Esra Polat", "Ik kwam te laat kijken.")):
        mine.get_by_role("link", name="Voeg een citaat toe").click()
        mine.get_by_label("Wie zegt dit?").select_option(label=who)
        mine.get_by_label("Wat minder goed ging").check()
        mine.get_by_label("Het citaat", exact=True).fill(text)
        mine.get_by_role("button", name="Bewaar het citaat").click()
    mine.get_by_role("link", name="Voeg een foto toe").click()
    file = {"name": "tuin.png", "mimeType": "image/png", "buffer": picture()}
    mine.get_by_label("Foto", exact=True).set_input_files([file])  # type: ignore[list-item]
    mine.get_by_label("Wat is er te zien?").fill("Drie buren in de tuin")
    mine.get_by_label("Esra Polat").check()
    mine.get_by_role("button", name="Bewaar de foto").click()
    mine.get_by_role("button", name="Vraag toestemming").click()
    expect(mine.get_by_text("Wie erin staat, krijgt een e-mail")).to_be_visible()

    for page in (mine, theirs):
        page.goto("/mijn/verhalen/")
        page.get_by_role("region", name="Verhalen met u erin").get_by_role("link", name=TITLE).click()
        page.get_by_role("button", name="Ja, dit mag zo").click()
        expect(page.get_by_text("Het mag er precies zo in.")).to_be_visible()

    desk.goto("/werkplek/verhalen/?status=ready")
    desk.get_by_role("link", name=TITLE).click()
    desk.get_by_role("button", name="Zet het verhaal online").click()
    expect(desk.get_by_text("Het verhaal staat online. Wie erin staat")).to_be_visible()

    visitor.goto("/verhalen/")
    visitor.get_by_role("link", name=TITLE).click()
    expect(visitor.get_by_text("Ik kwam te laat kijken.")).to_be_visible()
    expect(visitor.get_by_role("img", name="Drie buren in de tuin")).to_be_visible()

    theirs.goto("/mijn/verhalen/")
    theirs.get_by_role("link", name=TITLE).first.click()
    theirs.get_by_role("button", name="Neem mijn woorden en foto’s terug").click()
    expect(theirs.get_by_text("Uw woorden en foto’s staan niet meer in het verhaal.")).to_be_visible()
    visitor.reload()
    expect(visitor.get_by_text("Wij werden gehoord.")).to_be_visible()
    expect(visitor.get_by_text("Ik kwam te laat kijken.")).to_have_count(0)
    expect(visitor.get_by_role("img", name="Drie buren in de tuin")).to_have_count(0)


@pytest.fixture
def told(case: Initiative, initiator: User, ep_member: User, guide: User, editor: User) -> Story:
    """A story online with everything on its page, and its next version in which a change was asked."""
    now = timezone.now()
    text = StoryText(title=TITLE, lead="Zo ging het.", body="## Eerst\n\n- een\n- twee\n\n> gezegd", author=guide)
    story = begin_story(kind="paired", text=text, initiative=case, theme=None, by=guide, at=now)
    for topic in ("well", "less"):
        for user in (initiator, ep_member):
            facts = QuoteFacts(user=user, topic=topic, text="Wij werden gehoord.", role="aan tafel")
            put_quote(story=story, facts=facts, by=guide, at=now)
    content = picture()
    upload = Upload("photo", "tuin.webp", "image/webp", content, content, 64, 36)
    add_photo(story=story, upload=upload, description="De tuin", people=[initiator], by=guide, at=now)
    ask_contributors(story=story, by=guide, at=now)
    for each in contributions(newest(story)):
        approve(story=story, seen=each.seen, by=each.user, at=now)
    publish(story=story, by=editor, at=now)
    revise(story=story, by=guide, at=now)
    quote = newest(story).quotes.filter(user=initiator).first()
    facts = QuoteFacts(user=initiator, topic=quote.topic, text="Anders.")
    put_quote(story=story, facts=facts, quote=quote, by=guide, at=now)
    ask_contributors(story=story, by=guide, at=now)
    return story


def look_at(page: Page, accessible: Callable[[Page], list[str]], least: list[int] = PUBLIC_TARGETS) -> list[str]:
    """Everything wrong on a page with all that folds away in sight."""
    for summary in page.locator("main summary:visible").all():
        summary.click()
    return [*accessible(page), *wide(page), *small(page, least)]


@pytest.mark.parametrize("screen", EACH_SCREEN)
def test_nothing_stands_in_anybodys_way(told, device, accessible, initiator, guide, editor, screen):
    look = partial(look_at, accessible=accessible)
    look_at_work = partial(look, least=STAFF_TARGETS)
    desk = f"/mijn/verhalen/{told.pk}/"
    found = walk(device(**SCREENS[screen]), ["/verhalen/", "/verhalen/?soort=blog", HERE, f"/en{HERE}"], look)
    own = ["/mijn/verhalen/", f"{desk}toestemming/", "/mijn/ZW-2026-0001/verhaal/"]
    found += walk(device(as_=initiator, **SCREENS[screen]), own, look)
    at_work = ["/werkplek/verhalen/", "/werkplek/verhalen/nieuw/", desk]
    found += walk(device(as_=editor, **SCREENS[screen]), at_work, look_at_work)
    ask_change(story=told, word="Het was anders.", by=initiator, at=timezone.now())
    version = newest(told)
    parts = [
        f"citaat/{version.quotes.first().pk}/",
        "citaat/",
        f"foto/{version.photos.get().pk}/",
        "foto/",
        "tekst/",
        "",
    ]
    found += walk(device(as_=guide, **SCREENS[screen]), [desk + part for part in parts], look_at_work)
    assert found == []


@pytest.mark.parametrize("screen", EACH_SCREEN)
def test_mistakes_stand_in_nobodys_way(told, device, accessible, initiator, guide, editor, screen):
    found = []

    def press(page: Page, address: str, button: str) -> None:
        """Send a form as it opens, with what must be filled in still empty."""
        page.goto(address)
        for summary in page.locator("main summary:visible").all():
            summary.click()
        page.get_by_role("button", name=button).first.click()
        page.get_by_role("heading", name="Er gaat iets mis").wait_for()
        found.extend(f"{address}, {button}: {line}" for line in look_at(page, accessible))

    desk = f"/mijn/verhalen/{told.pk}/"
    mine, theirs = device(as_=initiator, **SCREENS[screen]), device(as_=editor, **SCREENS[screen])
    press(mine, f"{desk}toestemming/", "Vraag deze wijziging")
    press(mine, "/mijn/ZW-2026-0001/verhaal/", "Bewaar het concept")
    press(theirs, desk, "Haal het eraf")
    ask_change(story=told, word="Het was anders.", by=initiator, at=timezone.now())
    writer = device(as_=guide, **SCREENS[screen])
    press(writer, f"{desk}citaat/", "Bewaar het citaat")
    press(writer, f"{desk}foto/", "Bewaar de foto")
    assert found == []
