"""A visitor searches and lands; a council member narrows the page and prints it on two sheets."""

import io
from datetime import datetime
from zoneinfo import ZoneInfo

import pikepdf
import pytest
from playwright.sync_api import expect

from accounts.models import User
from community.models import Challenge, ChallengeDecision, Story, StoryVersion
from initiatives.actions.defaults import load_defaults
from initiatives.models import Promise
from tests.community import challenging
from tests.community.conftest import event, event_facts
from tests.factories import InitiativeFactory, UserFactory
from tests.initiatives.public_rows import position
from tests.insight.city_rows import challenge, challenge_desk, hub, open_case, story, told_at
from tests.journeys.conftest import DESKTOP
from tests.journeys.pages import EACH_SCREEN, SCREENS

__all__ = ["challenge", "challenge_desk", "event", "event_facts", "hub", "open_case", "story", "told_at"]

AT = datetime(2026, 3, 3, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
LONG_REASON = "Omdat veel buren meedoen en de straat er koeler van wordt. " * 12


@pytest.fixture
def busy_town(transactional_db, clock, town, assendorp) -> None:
    """Thirty public initiatives, each with a position and a late answer, half of them in Assendorp."""
    load_defaults()
    for number in range(30):
        place = {"place_kind": "wijk", "wijk": assendorp} if number % 2 else {}
        names = {"title": f"Buurttuin met een lange naam nummer {number}", "slug": f"tuin-{number}"}
        moments = {"public_consent_at": AT, "published_at": AT, "news_at": AT}
        case = InitiativeFactory(**names, **moments, **place)
        position(case, reason=LONG_REASON)
        Promise.objects.create(initiative=case, kind="position", party="municipality", made_at=AT, due_on=AT.date())


@pytest.fixture
def now() -> datetime:
    """Wednesday 11 March 2026, ten in the morning in Zwolle."""
    return datetime(2026, 3, 11, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def told_town(busy_town, challenge: Challenge, initiator: User, challenge_desk: challenging.Desk) -> None:
    """Besides that as many challenges and stories as the council's page can hold, each as long as it can be."""
    for number in range(4):
        sent = challenging.sent(challenge.initiative, initiator) if number else challenge
        facts = {"verdict": "no", "reasons": LONG_REASON, "clause": "x", "taken_at": AT, "seal": "x"}
        ChallengeDecision.objects.create(challenge=sent, taken_by=challenge_desk.decider, **facts)
        Challenge.objects.filter(pk=sent.pk).update(state="decided")
    writer, editor = UserFactory(), UserFactory()
    for number in range(3):
        told = Story.objects.create(
            kind="blog", slug=f"blog-{number}", started_by=writer, started_at=AT, published_at=AT
        )
        version = {"title": f"Een lange titel van verhaal nummer {number}", "lead": LONG_REASON[:290]}
        by = {"written_by": writer, "published_by": editor, "published_at": AT, "changed_at": AT}
        StoryVersion.objects.create(story=told, number=1, state="published", **version, **by)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_visitor_searches_and_lands(busy_town, device, javascript):
    page = device(javascript=javascript)
    page.goto("/zoeken/")
    page.get_by_label("Zoek op een woord").fill("buurttuin 29")
    page.get_by_role("button", name="Zoek").click()
    expect(page.get_by_role("status")).to_have_text("Eén keer gevonden: “buurttuin 29”.")
    page.get_by_label("Zoek op een woord").fill("buurttuin")
    page.get_by_role("button", name="Zoek").click()
    page.get_by_role("link", name="Initiatieven 30").click()
    expect(page).to_have_url("/zoeken/?zoek=buurttuin&soort=initiatieven")
    page.get_by_role("link", name="Volgende").click()
    page.get_by_role("link", name="Buurttuin met een lange naam nummer 17").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Buurttuin met een lange naam nummer 17")


def test_the_councils_page_is_narrowed_and_fits_on_two_sheets(told_town, device):
    page = device(**DESKTOP)
    page.goto("/raad/")
    expect(page.get_by_role("region", name="Bewoners dagen de gemeente uit 4")).to_be_visible()
    expect(page.get_by_role("region", name="Verhalen").get_by_role("listitem")).to_have_count(3)
    sheets = pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(sheets.pages) <= 2
    page.get_by_label("Wijk", exact=True).select_option("assendorp")
    page.get_by_role("button", name="Toon").click()
    expect(page.get_by_role("status")).to_contain_text("Assendorp")
    expect(page.get_by_role("region", name="Nieuw 16")).to_be_visible()
    page.get_by_role("region", name="Besloten, en waarom").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Buurttuin")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_visitor_finds_who_helps_a_story_and_a_challenge(busy_town, story, hub, challenge, device, javascript):
    page = device(javascript=javascript)
    for words, kind, title in (
        ("wie helpt met geld", "Wie helpt waarmee", "Boosterz"),
        ("echt", "Verhalen", "Een tuin van twee kanten"),
        ("bloemenbuurt", "Uitdagingen", "Het groen in de Bloemenbuurt"),
    ):
        page.goto("/zoeken/")
        page.get_by_label("Zoek op een woord").fill(words)
        page.get_by_role("button", name="Zoek").click()
        page.get_by_role("region", name=kind).get_by_role("link", name=title, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_the_first_page_leads_to_the_story_and_to_what_comes_next(busy_town, story, event, device):
    page = device(javascript=False)
    page.goto("/")
    page.get_by_role("region", name="Een verhaal uit de stad").get_by_role("link", name="Een tuin").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Een tuin van twee kanten")
    page.goto("/")
    page.get_by_role("region", name="Kom langs").get_by_role("link", name="Op pad in Assendorp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Op pad in Assendorp")


@pytest.mark.parametrize("screen", EACH_SCREEN)
def test_axe_finds_nothing_where_the_city_is_found(told_town, story, event, hub, device, accessible, screen):
    page, found = device(**SCREENS[screen]), []
    for address in ("/", "/en/", "/raad/", "/en/raad/", "/zoeken/?zoek=e", "/data/"):
        page.goto(address)
        found += [f"{address}: {line}" for line in accessible(page)]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(f"{address}: scrolls sideways")
    assert found == []
