"""The fund at the desk, in the browser: a handler takes on what is marked; axe finds nothing there."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from stimulus_fund.models import Application, Letter
from tests.journeys.pages import EACH_SCREEN, SCREENS, walk, wide
from tests.journeys.test_accessibility_desk import SMALL_TARGETS
from tests.stimulus_fund.conftest import desk, draft, fund, schemes, sent_now, whole
from tests.stimulus_fund.desk import Desk

__all__ = ["desk", "draft", "fund", "schemes", "sent_now", "whole"]
pytestmark = pytest.mark.django_db(transaction=True)
ROWS = "/beheer/stimulus_fund/"


def test_a_marked_application_is_taken_on_and_opened(
    device: Callable[..., Page], sent_now: Application, desk: Desk
) -> None:
    page = device(as_=desk.officer)
    page.goto("/beheer/")
    page.get_by_role("link", name="Aanvragen", exact=True).first.click()
    page.locator(".action-select").check()
    page.locator("[name=action]").select_option("take_on")
    page.get_by_role("button", name="Uitvoeren").click()
    expect(page.get_by_text("U behandelt 1 aanvraag.")).to_be_visible()
    page.get_by_role("link", name=str(sent_now.number)).click()
    page.get_by_role("link", name="De aanvraag is volledig").click()
    expect(page.get_by_role("heading", name="De aanvraag is volledig", level=1)).to_be_visible()


@pytest.mark.parametrize("screen", EACH_SCREEN)
def test_axe_finds_nothing(
    device: Callable[..., Page],
    accessible: Callable[..., list[str]],
    sent_now: Application,
    desk: Desk,
    screen: str,
) -> None:
    def stock(page: Page) -> list[str]:
        return [*accessible(page, stock=True), *wide(page), *page.evaluate(SMALL_TARGETS)]

    letter = Letter.objects.get(application=sent_now)
    lists = ["application", "decision", "letter", "payment", "dispute", "scheme", "pot", "legalnumber", "outage"]
    one = [f"application/{sent_now.pk}", f"letter/{letter.pk}", f"scheme/{sent_now.scheme_id}"]
    addresses = ["/beheer/", *[f"{ROWS}{name}/" for name in lists], *[f"{ROWS}{name}/change/" for name in one]]
    found = walk(device(as_=desk.officer, **SCREENS[screen]), addresses, stock)
    assert "\n".join(found) == ""
