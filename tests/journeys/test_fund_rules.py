"""Rules written by one and approved by another, numbers of the law and outages, in the browser; and axe there."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.enums import Role
from stimulus_fund.models import Scheme
from tests.factories import RoleGrantFactory
from tests.journeys.pages import EACH_SCREEN, PUBLIC_TARGETS, SCREENS, STAFF_TARGETS, small, walk, wide
from tests.stimulus_fund.conftest import desk, fund, schemes
from tests.stimulus_fund.desk import Desk

__all__ = ["desk", "fund", "schemes"]
pytestmark = pytest.mark.django_db(transaction=True)
HERE = "/werkplek/fonds/regelingen/initiatiefrijk/"


def year_page() -> str:
    """The yearly report of this year."""
    return f"/fonds/jaarverslag/{timezone.localdate().year}/"


def begin(page: Page) -> None:
    """New rules from next month on."""
    page.goto(HERE)
    page.get_by_label("Nieuwe regels vanaf").fill((timezone.localdate() + timedelta(days=30)).isoformat())
    page.get_by_role("button", name="Begin nieuwe regels").click()


def test_rules_are_written_by_one_and_approved_by_another(
    device: Callable[..., Page], fund: Scheme, desk: Desk
) -> None:
    writer, other = device(as_=desk.officer), device(as_=desk.second)
    begin(writer)
    writer.get_by_label("Hoogste bedrag per aanvraag").fill("20.000")
    writer.get_by_role("button", name="Bewaar de regels").click()
    row = writer.get_by_role("row", name="Hoogste bedrag per aanvraag")
    expect(row.get_by_text("€ 15.000")).to_be_visible()
    expect(row.get_by_text("€ 20.000")).to_be_visible()
    writer.get_by_role("button", name="Leg voor aan een collega").click()
    expect(writer.get_by_text("De regels wachten op goedkeuring van een collega.")).to_be_visible()
    other.goto(f"{HERE}verschil/")
    other.get_by_role("button", name="Stel de regels vast").click()
    expect(other.get_by_text("De regels zijn vastgesteld.")).to_be_visible()
    expect(other.get_by_text(f"vastgesteld door {desk.second.display_name}")).to_be_visible()


@pytest.mark.parametrize("screen", EACH_SCREEN)
def test_axe_finds_nothing(
    device: Callable[..., Page], accessible: Callable[..., list[str]], fund: Scheme, desk: Desk, screen: str
) -> None:
    administrator = RoleGrantFactory(role=Role.ADMINISTRATOR).user

    def at_desk(page: Page) -> list[str]:
        return [*accessible(page), *wide(page), *small(page, STAFF_TARGETS)]

    def in_public(page: Page) -> list[str]:
        return [*accessible(page), *wide(page), *small(page, PUBLIC_TARGETS)]

    officer, boss = device(as_=desk.officer, **SCREENS[screen]), device(as_=administrator, **SCREENS[screen])
    begin(officer)
    words = ("", "regels/", "verschil/", "budget/")
    found = walk(officer, ["/werkplek/fonds/regelingen/", *[f"{HERE}{word}" for word in words]], at_desk)
    boss.goto("/werkplek/fonds/storingen/")
    boss.get_by_label("Begon op").fill((timezone.localtime() - timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M"))
    boss.get_by_label("Wat werkte er niet?").fill("Inloggen lukte niet.")
    boss.get_by_role("button", name="Zet in het register").click()
    found += walk(boss, ["/werkplek/fonds/storingen/", "/werkplek/fonds/wet/"], at_desk)
    found += walk(device(**SCREENS[screen]), ["/fonds/storingen/", year_page()], in_public)
    assert "\n".join(found) == ""
