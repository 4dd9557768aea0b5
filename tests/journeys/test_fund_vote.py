"""Residents decide, through everybody's own pages: a vote made, announced, held with printed codes, and counted."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from stimulus_fund.actions import voting
from stimulus_fund.models import Ballot, Pot, Vote
from tests.journeys.pages import EACH_SCREEN, PUBLIC_TARGETS, SCREENS, STAFF_TARGETS, small, walk, wide
from tests.stimulus_fund.conftest import desk, schemes
from tests.stimulus_fund.desk import Desk
from tests.stimulus_fund.voting import codes_for, made, plans

__all__ = ["desk", "schemes"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pot(schemes: None, initiator: User) -> Pot:
    """Three plans that wait for a vote, in a pot of this year."""
    return plans(initiator, 60_000, 50_000, 40_000, year=timezone.localdate().year)


def opened(vote: Vote) -> Vote:
    """Announced, and open since yesterday until today: the days are put back before it was announced."""
    today = timezone.localdate()
    days = {"opens_on": today - timedelta(days=1), "closes_on": today}
    Vote.objects.filter(pk=vote.pk).update(**days, announced_at=timezone.now() - timedelta(days=3))
    return Vote.objects.get(pk=vote.pk)


def in_days(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def test_a_vote_from_making_it_to_the_mark_of_a_ballot(
    device: Callable[..., Page], any_phone: Page, pot: Pot, desk: Desk, live_server: object
) -> None:
    officer = device(as_=desk.officer)
    officer.goto("/werkplek/fonds/stemmingen/")
    officer.get_by_label("Over welke pot?").select_option(str(pot.pk))
    officer.get_by_label("Titel").fill("Wat komt er in de wijk?")
    officer.get_by_label("Hoeveel plannen mag iemand kiezen?").fill("2")
    officer.get_by_label("Stemmen vanaf").fill(in_days(1))
    officer.get_by_label("Stemmen tot en met").fill(in_days(14))
    officer.get_by_role("button", name="Maak de stemming").click()
    for number in (1, 2, 3):
        officer.get_by_role("link", name=f"Kan dit plan? Plan {number}").click()
        officer.get_by_label("Ja, het kan").check()
        officer.get_by_label("Wat vond het onderzoek?").fill("Past op het plein.")
        officer.get_by_role("button", name="Bewaar").click()
    officer.get_by_role("button", name="Kondig de stemming aan").click()
    expect(officer.get_by_text("De stemming is aangekondigd.")).to_be_visible()
    officer.get_by_role("link", name="Maak stemcodes").click()
    officer.get_by_label("Hoeveel codes?").fill("2")
    officer.get_by_label("Waarvoor?").fill("Brieven")
    officer.get_by_role("button", name="Maak de codes").click()
    expect(officer.locator(".codes strong")).to_have_count(2)

    page = any_phone
    page.goto("/fonds/stemmen/wijkbudget/")
    page.get_by_role("link", name="Wat komt er in de wijk?").click()
    expect(page.get_by_text("Dit plan kan: Past op het plein.").first).to_be_visible()
    expect(page.get_by_role("link", name="Stem nu")).to_have_count(0)


def test_voting_with_a_code_counting_and_finding_it_back(
    device: Callable[..., Page], any_phone: Page, pot: Pot, desk: Desk, live_server: object
) -> None:
    vote = opened(
        made(
            pot,
            desk,
            at=timezone.now(),
            opens=timezone.localdate() + timedelta(days=1),
            closes=timezone.localdate() + timedelta(days=2),
        )
    )
    code = codes_for(vote, desk, 1, at=timezone.now())[0]
    page = any_phone
    page.goto(vote.get_absolute_url())
    page.get_by_role("link", name="Stem nu").click()
    page.get_by_label("Uw stemcode").fill("BBBB-BBBB-BBBB")
    page.get_by_label("1. Plan 1").check()
    page.get_by_label("2. Plan 2").check()
    page.get_by_role("button", name="Stem", exact=True).click()
    expect(page.get_by_text("Kruis aan dat u mag stemmen.").first).to_be_visible()
    page.get_by_label(re.compile("Ik ben 12 jaar of ouder")).check()
    page.get_by_role("button", name="Stem", exact=True).click()
    expect(page.get_by_text("Deze code klopt niet of is al gebruikt.").first).to_be_visible()
    expect(page.get_by_label("2. Plan 2")).to_be_checked()
    page.get_by_label("Uw stemcode").fill(code.lower())
    page.get_by_role("button", name="Stem", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("U heeft gestemd")
    expect(page.get_by_text(Ballot.objects.get().mark)).to_be_visible()

    voting.count_vote(vote=vote, by=desk.officer, at=timezone.now() + timedelta(days=1))
    page.goto(vote.get_absolute_url())
    expect(page.get_by_role("heading", name="De uitslag")).to_be_visible()
    expect(page.get_by_text("krijgt geld")).to_have_count(1)
    expect(page.get_by_role("link", name="Download alle stembiljetten")).to_be_visible()


@pytest.mark.parametrize("screen", EACH_SCREEN)
def test_axe_finds_nothing(
    device: Callable[..., Page], accessible: Callable[..., list[str]], pot: Pot, desk: Desk, screen: str
) -> None:
    today = timezone.localdate()
    days = {"opens": today + timedelta(days=1), "closes": today + timedelta(days=2)}
    vote = made(pot, desk, at=timezone.now(), **days)
    officer, visitor = device(as_=desk.officer, **SCREENS[screen]), device(**SCREENS[screen])

    def at_desk(page: Page) -> list[str]:
        return [*accessible(page), *wide(page), *small(page, STAFF_TARGETS)]

    def in_public(page: Page) -> list[str]:
        return [*accessible(page), *wide(page), *small(page, PUBLIC_TARGETS)]

    case = f"/werkplek/fonds/stemmingen/{vote.pk}/"
    found = walk(officer, ["/werkplek/fonds/stemmingen/", case, f"{case}plan/1/", f"{case}codes/"], at_desk)
    officer.get_by_label("Hoeveel codes?").fill("3")
    officer.get_by_label("Waarvoor?").fill("Brieven")
    officer.get_by_role("button", name="Maak de codes").click()
    found += at_desk(officer)
    vote, url = opened(vote), vote.get_absolute_url()
    found += walk(visitor, ["/fonds/stemmen/wijkbudget/", url, f"{url}stem/"], in_public)
    voting.count_vote(vote=vote, by=desk.officer, at=timezone.now() + timedelta(days=1))
    found += walk(visitor, [url], in_public)
    found += walk(officer, [case], at_desk)
    assert "\n".join(found) == ""
