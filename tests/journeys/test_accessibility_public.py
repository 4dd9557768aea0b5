"""axe finds nothing on any public page, in light and in dark, on a telephone and on a desk, in each of its states."""

from datetime import date

import pytest

from city.models import Goal
from initiatives.actions.defaults import load_defaults
from initiatives.enums import HelpKind, Outcome, PlaceKind, PositionKind, PromiseKind
from initiatives.models import GoalLink, HelpAsked, Initiative, Promise
from tests.factories import SUBMITTED_AT, InitiativeFactory
from tests.initiatives.public_rows import entry, position
from tests.journeys.pages import EACH_SCREEN, PUBLIC_TARGETS, SCREENS, small
from tests.public_pages import english_addresses, public_addresses


@pytest.fixture
def full_town(transactional_db, settings, public_initiative: Initiative, goal: Goal) -> None:
    """A gallery with a second page, and one initiative with everything on its page."""
    settings.DEMO = True
    load_defaults()
    for number in range(13):
        outcome = list(Outcome)[number % len(Outcome)]
        InitiativeFactory(title=f"Tuin {number}", public=True, outcome=outcome, place_kind=PlaceKind.CITY)
    for event in ("submitted", "taken_up", "published"):
        entry(public_initiative, event, name="Gijs")
    position(public_initiative, kind=PositionKind.AWARE)
    GoalLink.objects.create(initiative=public_initiative, goal=goal, set_at=SUBMITTED_AT)
    HelpAsked.objects.bulk_create(HelpAsked(initiative=public_initiative, kind=kind) for kind in HelpKind)
    Promise.objects.create(
        initiative=public_initiative,
        kind=PromiseKind.POSITION,
        party="municipality",
        made_at=SUBMITTED_AT,
        due_on=date(2026, 3, 9),
    )


@pytest.mark.parametrize("screen", EACH_SCREEN)
def test_axe_finds_nothing(full_town, device, accessible, screen):
    page = device(**SCREENS[screen])
    found = []
    for name, address in (public_addresses("leesbankje") | english_addresses("leesbankje")).items():
        page.goto(address)
        found += [f"{name}: {line}" for line in accessible(page)]
    assert found == []


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_in_the_open_menu(full_town, device, accessible, dark):
    page = device(dark=dark)
    page.goto("/")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="Verhalen", exact=True).wait_for()
    assert accessible(page) == []


@pytest.mark.parametrize("width", [320, 375, 1200])
def test_no_page_scrolls_sideways(full_town, device, width):
    page = device(width=width)
    wide = []
    for name, address in public_addresses("leesbankje").items():
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(name)
    assert wide == []


def test_targets_are_large_enough_for_a_thumb(full_town, device):
    page = device()
    found = []
    for name, address in public_addresses("leesbankje").items():
        page.goto(address)
        found += [f"{name}: {line}" for line in small(page, PUBLIC_TARGETS)]
    assert found == []
