"""What every page is held to, on a telephone and on a desk, in light and in dark."""

from collections.abc import Callable, Iterable

import pytest
from playwright.sync_api import Page

SCREENS = {
    "telephone, light": {"width": 375, "height": 667, "dark": False},
    "telephone, dark": {"width": 375, "height": 667, "dark": True},
    "desk, light": {"width": 1200, "height": 900, "dark": False},
    "desk, dark": {"width": 1200, "height": 900, "dark": True},
}
# Two that differ in both ways belong to the suite; the other two to `make torture`.
EACH_SCREEN = [
    "telephone, light",
    "desk, dark",
    pytest.param("telephone, dark", marks=pytest.mark.torture),
    pytest.param("desk, light", marks=pytest.mark.torture),
]

# What a thumb aims at outside running text: [the longer side, the shorter side] in px at least.
# WCAG 2.2 asks 24 both ways (2.5.8); our own public pages are held to 44 in one direction.
PUBLIC_TARGETS = [44, 36]
STAFF_TARGETS = [24, 24]
TARGETS = """([long, short]) => [...document.querySelectorAll(
  "main :is(a, button, select, input, summary), header :is(a, button), footer a")]
  .filter((target) => target.getClientRects().length && !target.closest("p:not(.row), svg, .visually-hidden, h3"))
  .filter((target) => {
    const box = (target.closest("label") || target).getBoundingClientRect();
    return Math.max(box.width, box.height) < long || Math.min(box.width, box.height) < short;
  })
  .map((target) => target.outerHTML.slice(0, 90))"""


def walk(page: Page, addresses: Iterable[str], look: Callable[[Page], list[str]]) -> list[str]:
    """What is found on each of these pages."""
    found = []
    for address in addresses:
        page.goto(address)
        found += [f"{address}: {line}" for line in look(page)]
    return found


def wide(page: Page) -> list[str]:
    """Says so when the page scrolls sideways."""
    page.wait_for_load_state()
    scrolls = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return ["scrolls sideways"] if scrolls else []


def small(page: Page, least: list[int]) -> list[str]:
    """What is too small for a thumb."""
    return [f"small: {target}" for target in page.evaluate(TARGETS, least)]
