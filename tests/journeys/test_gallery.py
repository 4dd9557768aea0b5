"""Finding an initiative, with and without JavaScript; the address always says what is shown."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import InitiativeFactory


@pytest.fixture
def gallery(transactional_db, town) -> None:
    """Two initiatives, and thirteen more for a second page."""
    InitiativeFactory(title="Buurtmoestuin Holtenbroek", summary="", public=True)
    InitiativeFactory(title="Repair-café", summary="", public=True)
    for number in range(13):
        InitiativeFactory(title=f"Zitbank {number}", summary="", public=True)


def test_search_as_you_type_changes_the_results_and_the_address(gallery, phone):
    phone.goto("/initiatieven/")
    phone.get_by_label("Zoek op een woord").press_sequentially("moestuin")
    phone.get_by_role("heading", name="1 initiatief", exact=True).wait_for()
    expect(phone.locator("article h3")).to_have_text(["Buurtmoestuin Holtenbroek"])
    expect(phone).to_have_url("/initiatieven/?zoek=moestuin")
    expect(phone.get_by_role("status")).to_have_text("1 initiatief")
    phone.go_back()
    phone.get_by_role("heading", name="15 initiatieven").wait_for()


def test_a_filter_works_at_once_and_can_be_shared(gallery, phone, device):
    phone.goto("/initiatieven/")
    phone.get_by_text("Filters").click()
    phone.get_by_label("Waar").select_option("assendorp")
    phone.get_by_role("heading", name="Geen initiatieven gevonden").wait_for()
    expect(phone).to_have_url("/initiatieven/?wijk=assendorp")
    friend = device()
    friend.goto(phone.url)
    expect(friend.get_by_label("Waar")).to_have_value("assendorp")


def test_without_javascript_the_button_does_it(gallery, device):
    page = device(javascript=False)
    page.goto("/initiatieven/")
    page.get_by_label("Zoek op een woord").fill("repair cafe")
    page.get_by_role("button", name="Zoek").click()
    expect(page.locator("article h3")).to_have_text(["Repair-café"])
    expect(page).to_have_url(re.compile(r"zoek=repair\+cafe"))


def test_paging_and_the_whole_card_is_a_link(gallery, any_phone):
    any_phone.goto("/initiatieven/")
    any_phone.get_by_role("link", name="Volgende").click()
    any_phone.get_by_text("Pagina 2").wait_for()
    expect(any_phone.locator("article")).to_have_count(3)
    any_phone.locator("article", has_text="Repair-café").locator("svg").click(force=True)
    any_phone.get_by_role("heading", name="Repair-café").wait_for()
    expect(any_phone).to_have_url(re.compile("/initiatieven/initiatief-"))


def test_the_map_leads_to_the_wijk_with_the_keyboard(gallery, device):
    page = device(width=1200, height=900)
    page.goto("/initiatieven/kaart/")
    page.get_by_role("link", name="Assendorp, 0 initiatieven").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Geen initiatieven gevonden").wait_for()
    expect(page).to_have_url("/initiatieven/?wijk=assendorp")


def test_the_skip_link_comes_first(gallery, phone):
    phone.goto("/initiatieven/")
    phone.keyboard.press("Tab")
    focused = phone.locator(":focus")
    expect(focused).to_have_text("Naar de inhoud")
    assert focused.bounding_box()["height"] >= 44
    phone.keyboard.press("Enter")
    expect(phone).to_have_url(re.compile("#main$"))


def test_the_menu_opens_without_javascript_and_closes_with_escape(gallery, any_phone):
    any_phone.goto("/")
    any_phone.get_by_role("button", name="Menu", exact=True).click()
    link = any_phone.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Agenda")
    expect(link).to_be_visible()
    any_phone.keyboard.press("Escape")
    expect(link).to_be_hidden()
