"""axe finds nothing on any page of the desk, in light and in dark, on a telephone and on a desk, in each of its states.

Each page is opened once and looked at on a narrow and a wide screen, in light and in dark. Whatever a visitor would not
see (errors in the console, what the content policy blocked, other origins) fails the test in `conftest.py`.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.enums import Role
from initiatives.views.desk_steps import STEPS
from tests.desk_pages import (
    Desk,
    administrator_pages,
    administrator_stock_pages,
    furnish,
    guide_pages,
    guide_stock_pages,
    officer_pages,
    step_pages,
)
from tests.factories import RoleGrantFactory, UserFactory
from tests.initiatives.desk_rows import LIST, case_page, step
from tests.world import colleague

PHONE_LIGHT, PHONE_DARK, WIDE_LIGHT, WIDE_DARK = (375, "light"), (375, "dark"), (1200, "light"), (1200, "dark")
TWO = [PHONE_LIGHT, WIDE_DARK]
OTHER_TWO = [PHONE_DARK, WIDE_LIGHT]
HEIGHT = 900
Looking = Callable[..., list[str]]


@pytest.fixture
def desk(transactional_db, town, guide, administrator, ep_member, initiator) -> Desk:
    return furnish(guide=guide, administrator=administrator, ep_member=ep_member, initiator=initiator)


@pytest.fixture
def problems(accessible) -> Looking:
    """What is wrong with the page that is open, on each of these screens."""

    def look(page: Page, name: str, *, screens: list[tuple[int, str]] = TWO, **how: object) -> list[str]:
        found = []
        for width, scheme in screens:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            page.emulate_media(color_scheme=scheme)
            page.evaluate("document.getAnimations().forEach((one) => one.finish())")  # colours that are still changing
            found += accessible(page, **how)
            if (width, scheme) == PHONE_LIGHT:
                found += [f"too wide: {line}" for line in page.evaluate(TOO_WIDE)]
                found += [f"too small: {line}" for line in page.evaluate(SMALL_TARGETS)]
        return [f"{name}: {line}" for line in dict.fromkeys(found)]

    return look


@pytest.mark.parametrize("screens", [TWO, pytest.param(OTHER_TWO, marks=pytest.mark.torture)], ids=str)
def test_the_pages_of_a_guide(desk, device, problems, screens):
    page = device(as_=desk.guide)
    found = []
    for name, address in guide_pages(desk).items():
        page.goto(address)
        found += problems(page, name, screens=screens)
    assert found == []


def test_the_form_of_every_step_and_its_errors(desk, device, problems):
    page = device(as_=desk.guide)
    found = []
    for name, address in step_pages(desk).items():
        page.goto(address)
        found += problems(page, name, within="#doen")
        if page.locator("#doen form :is(input:not([type=hidden]), textarea, select)").count():
            clear(page)
            with page.expect_navigation():
                page.locator("#doen form button[type=submit]").last.click()
            found += problems(page, f"{name}, sent empty", within="#doen", screens=[PHONE_DARK])
    assert len(step_pages(desk)) == len(STEPS)
    assert found == []


def clear(page: Page) -> None:
    """Empty a form, so that it is refused where it can be."""
    page.evaluate(
        """() => document.querySelectorAll("#doen form :is(input:not([type=hidden]), textarea, select)").forEach(
          (field) => { field.checked = false; if (!/radio|checkbox/.test(field.type)) field.value = ""; })"""
    )


def test_what_stands_between_a_form_and_the_doing_of_it(desk, device, problems):
    page = device(as_=desk.guide)
    found = []
    for name, go in BETWEEN.items():
        go(page, desk)
        found += problems(page, name)
    assert found == []


def preview(page: Page, desk: Desk) -> None:
    page.goto(step(desk.old, "schrijven", "?lijst=mijn"))
    page.fill("[name=text]", "Wij komen kijken.")
    page.get_by_role("button", name="Bekijk de e-mail").click()
    page.get_by_role("heading", name="1 e-mail gaat uit").wait_for()


def quiet_without_reason(page: Page, desk: Desk) -> None:
    page.goto(step(desk.fresh, "oppakken"))
    page.get_by_role("button", name="Bekijk de e-mail").click()
    page.get_by_text("Alleen een fout herstellen, zonder e-mail").click()
    page.get_by_label("Mail niemand").check()
    page.get_by_role("button", name="Vastleggen", exact=True).click()
    page.get_by_role("heading", name="Er gaat iets mis").wait_for()


def conflict(page: Page, desk: Desk) -> None:
    page.goto(step(desk.old, "notitie"))
    page.fill("[name=text]", "De buurman weet het ook.")
    page.evaluate("document.querySelector('[name=gezien]').value = '2025-10-06T09:00:00+02:00'")
    page.get_by_role("button", name="Vastleggen", exact=True).click()
    page.get_by_role("heading", name="Intussen is hier iets gebeurd").wait_for()


def mark(page: Page, action: str) -> None:
    page.set_viewport_size({"width": 1200, "height": HEIGHT})
    page.goto(f"{LIST}?staat=alles")
    for box in page.locator(".action-select").all():
        box.check()
    page.locator("[name=action]").select_option(action)
    with page.expect_navigation():
        page.get_by_role("button", name="Verder").click()


def bulk_question(page: Page, desk: Desk) -> None:
    mark(page, "assign")


def bulk_error(page: Page, desk: Desk) -> None:
    mark(page, "assign")
    page.get_by_role("button", name="Bekijk wat er gebeurt").click()
    page.get_by_role("heading", name="Er gaat iets mis").wait_for()


def bulk_preview(page: Page, desk: Desk) -> None:
    mark(page, "assign")
    page.locator("[name=guide]").select_option(str(desk.guide.pk))
    page.get_by_role("button", name="Bekijk wat er gebeurt").click()
    page.get_by_role("heading", name="Dit kan niet").wait_for()


def register_error(page: Page, desk: Desk) -> None:
    page.goto("/beheer/invoeren/")
    page.get_by_role("button", name="Vastleggen").click()
    page.get_by_role("heading", name="Er gaat iets mis").wait_for()


def register_alike(page: Page, desk: Desk) -> None:
    page.goto("/beheer/invoeren/")
    page.fill("[name=title]", "Moestuin")
    page.locator("[name=origin]").first.check()
    page.locator("[name=place_kind][value=city]").check()
    page.get_by_role("button", name="Vastleggen").click()
    page.get_by_role("heading", name="Is het een van deze?").wait_for()


def meeting_error(page: Page, desk: Desk) -> None:
    page.goto("/beheer/overleg/2026-03-11/")
    page.get_by_role("button", name="Besluit vastleggen").first.click()
    page.get_by_role("heading", name="Er gaat iets mis").wait_for()


def keep_a_filter(page: Page, desk: Desk) -> None:
    page.goto(f"{LIST}?gids=ik")
    page.get_by_text("Bewaar dit filter").click()


def after_a_step(page: Page, desk: Desk) -> None:
    page.goto(step(desk.old, "notitie", "?lijst=mijn"))
    page.fill("[name=text]", "Klaar voor vandaag.")
    page.get_by_role("button", name="Vastleggen", exact=True).click()
    page.get_by_text("Vastgelegd bij").wait_for()


def stock_error(page: Page, desk: Desk) -> None:
    page.goto("/beheer/initiatives/standardtext/add/")
    page.locator("[name=_save]").click()
    page.locator(".errornote").wait_for()


BETWEEN = {
    "mail preview": preview,
    "quiet without a reason": quiet_without_reason,
    "conflict": conflict,
    "bulk, question": bulk_question,
    "bulk, error": bulk_error,
    "bulk, preview": bulk_preview,
    "register, error": register_error,
    "register, alike": register_alike,
    "meeting, error": meeting_error,
    "filter to keep": keep_a_filter,
    "after a step": after_a_step,
    "standard text, error": stock_error,
}


def test_the_stock_pages_of_a_guide(desk, device, problems):
    page = device(as_=desk.guide)
    found = []
    for name, address in guide_stock_pages().items():
        page.goto(address)
        found += problems(page, name, stock=True)
    assert found == []


def test_the_pages_of_an_administrator(desk, device, problems):
    page = device(as_=desk.administrator)
    found = []
    for name, address in administrator_pages(desk).items():
        page.goto(address)
        found += problems(page, name)
    page.goto(administrator_pages(desk)["grant"])
    with page.expect_navigation():
        page.get_by_role("button", name="Rol geven").click()
    found += problems(page, "grant, error")
    for name, address in administrator_stock_pages(desk).items():
        page.goto(address)
        found += problems(page, name, stock=True)
    assert found == []


def test_the_pages_of_who_answers_requests_about_personal_data(desk, device, problems):
    page = device(as_=colleague("Rita Archief", Role.RECORDS_APPROVER))
    found = []
    for name, address in officer_pages().items():
        page.goto(address)
        found += problems(page, name)
    assert found == []


@pytest.mark.parametrize(("role", "address"), [("desk_employee", "/beheer/"), ("wijkmanager", "")])
def test_the_pages_of_who_may_do_less(desk, device, problems, role, address):
    person = UserFactory()
    RoleGrantFactory(user=person, role=role, scope=desk.fresh.wijk.scope if role == "wijkmanager" else "")
    page = device(as_=person)
    page.goto(address or case_page(desk.fresh))
    assert problems(page, role) == []


def test_the_door(desk, device, problems):
    page = device()
    page.goto("/beheer/")
    expect(page).to_have_url(re.compile("/account/inloggen/"))
    assert problems(page, "door") == []


TOO_WIDE = """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
  [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .slice(0, 3).map((one) => one.outerHTML.slice(0, 90))"""

# WCAG 2.2 asks 24 px of what a thumb aims at (2.5.8); links in a sentence and what is hidden do not count.
SMALL_TARGETS = """() => [...document.querySelectorAll("body :is(a, button, select, input, summary, textarea)")]
  .filter((target) => target.type !== "hidden" && target.getClientRects().length)
  .filter((target) => !target.closest(".visually-hidden, .skip-to-content-link"))
  .filter((target) => getComputedStyle(target).display !== "inline")
  .filter((target) => {
    const box = (target.closest("label") || target).getBoundingClientRect();
    return Math.min(box.width, box.height) < 24;
  })
  .map((target) => target.outerHTML.slice(0, 90))"""
