"""Reading the figures, choosing a period and taking a table along: file and table say the same."""

import csv
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from initiatives.actions.defaults import load_defaults
from tests.factories import InitiativeFactory
from tests.insight.report_rows import *  # noqa: F403

AT = datetime(2026, 3, 3, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def busy_town(transactional_db, clock, town, assendorp, theme, year) -> None:
    """Twenty initiatives of this year, in Assendorp and in the whole town."""
    load_defaults()
    for number in range(20):
        place = {"place_kind": "wijk", "wijk": assendorp} if number % 2 else {}
        InitiativeFactory(submitted_at=AT, theme=theme, position_kind="spotlight", **place)


def table_on(page: Page, topic: str) -> list[list[str]]:
    """The lines of a table as the browser holds them."""
    script = "rows => rows.map(row => [...row.children].map(cell => cell.textContent.trim()))"
    lines: list[list[str]] = page.locator(f"#{topic} tr").evaluate_all(script)
    return lines


@pytest.mark.parametrize("topic", ["wijken", "themas", "posities", "wachttijd"])
def test_the_file_equals_the_table(busy_town, device, topic):
    page = device(javascript=False)
    page.goto("/cijfers/")
    page.get_by_label("Periode", exact=True).select_option("2026")
    page.get_by_role("button", name="Toon").click()
    expect(page).to_have_url("/cijfers/?periode=2026")
    expect(page.get_by_role("status")).to_contain_text("1 januari 2026")
    with page.expect_download() as loading:
        page.locator(f"#{topic} a[href$='.csv?periode=2026']").click()
    text = loading.value.path().read_text(encoding="utf-8-sig")
    lines = [line[:-3] for line in csv.reader(text.splitlines(), delimiter=";")]
    table = [[cell.replace(" %", "").replace(",", ".") for cell in line] for line in table_on(page, topic)]
    assert [[cell.lower() for cell in line] for line in lines] == [[cell.lower() for cell in line] for line in table]
    assert len(lines) > 3


def test_the_chart_says_what_the_table_below_it_says(busy_town, phone):
    phone.goto("/cijfers/")
    drawn = phone.locator("#wijken svg text").all_text_contents()
    assert drawn[drawn.index("Assendorp") + 1] == "10"
    phone.locator("#wijken summary").click()
    expect(phone.locator("#wijken").get_by_role("row", name="Assendorp 10")).to_be_visible()
