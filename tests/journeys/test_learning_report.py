"""An edition of the learning report: composed by one, refused to its own maker, published by another, read by all."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.factories import RoleGrantFactory, UserFactory
from tests.insight.report_rows import *  # noqa: F403
from tests.journeys.pages import EACH_SCREEN, SCREENS, STAFF_TARGETS, small, wide

pytestmark = pytest.mark.usefixtures("town", "year")
EDITIONS = "/werkplek/verslag/edities/"


@pytest.fixture
def second_guide(db: None) -> User:
    """Another member of the gidsteam."""
    user = UserFactory(display_name="Wim Terpstra", email="wim@zwolle.example")
    RoleGrantFactory(user=user, role="guide")
    return user


@pytest.mark.parametrize("screen", EACH_SCREEN)
def test_from_draft_to_public_with_a_second_person(
    device: Callable[..., Page], accessible: Callable[[Page], list[str]], guide: User, second_guide: User, screen: str
) -> None:
    found = []

    def look(page: Page) -> None:
        found.extend(f"{page.url}: {line}" for line in [*accessible(page), *wide(page), *small(page, STAFF_TARGETS)])

    page = device(as_=guide, **SCREENS[screen])
    page.goto(EDITIONS)
    look(page)
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("heading", name="Er gaat iets mis").wait_for()
    look(page)
    page.get_by_label("Titel van de editie").fill("Een jaar leren")
    page.get_by_label("Van", exact=True).fill("2026-01-01")
    page.get_by_label("Tot en met").fill("2026-12-31")
    page.get_by_role("button", name="Begin").click()
    look(page)
    page.get_by_role("checkbox", name="Loopt zelfstandig: 5").check()
    page.get_by_role("checkbox", name="Vraag eerst wie de grond beheert.").check()
    page.get_by_role("button", name="Bewaar de keuze").click()
    page.get_by_role("button", name="Bied aan ter goedkeuring").click()
    look(page)
    page.get_by_role("button", name="Keur goed en publiceer").click()
    expect(page.get_by_text("keurt haar niet zelf goed. Vraag een collega.").first).to_be_visible()
    address = page.url
    other = device(as_=second_guide, **SCREENS[screen])
    other.goto(address)
    other.get_by_role("button", name="Keur goed en publiceer").click()
    other.get_by_role("link", name="Bekijk de editie op de website").click()
    look(other)
    visitor = device(**SCREENS[screen])
    visitor.goto("/leren/")
    look(visitor)
    visitor.get_by_role("link", name="Een jaar leren").click()
    expect(visitor.get_by_role("heading", name="Een jaar leren")).to_be_visible()
    expect(visitor.get_by_text("Vraag eerst wie de grond beheert.")).to_be_visible()
    expect(visitor.get_by_role("img", name="Hoe het verderging")).to_be_visible()
    visitor.goto("/leren/ep-2026/")
    look(visitor)
    assert found == []
