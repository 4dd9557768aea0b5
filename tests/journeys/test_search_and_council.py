"""A visitor searches and lands; a council member narrows the page and prints it on two sheets."""

import io
from datetime import datetime
from zoneinfo import ZoneInfo

import pikepdf
import pytest
from playwright.sync_api import expect

from initiatives.actions.defaults import load_defaults
from initiatives.models import Promise
from tests.factories import InitiativeFactory
from tests.initiatives.public_rows import position
from tests.journeys.conftest import DESKTOP

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


def test_the_councils_page_is_narrowed_and_fits_on_two_sheets(busy_town, device):
    page = device(**DESKTOP)
    page.goto("/raad/")
    sheets = pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(sheets.pages) <= 2
    page.get_by_label("Wijk", exact=True).select_option("assendorp")
    page.get_by_role("button", name="Toon").click()
    expect(page.get_by_role("status")).to_contain_text("Assendorp")
    expect(page.get_by_role("region", name="Nieuw 15")).to_be_visible()
    page.get_by_role("region", name="Besloten, en waarom").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Buurttuin")
