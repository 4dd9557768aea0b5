"""Taking a copy of one's data, asking for the rest, and the officer's desk, in a real browser."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from accounts.actions.data_request import ask, fulfil
from accounts.enums import RequestKind, Role
from accounts.models import DataRequest, User
from initiatives.models import Initiative
from tests.journeys.pages import EACH_SCREEN, SCREENS
from tests.journeys.test_account import log_in
from tests.world import colleague

pytestmark = pytest.mark.django_db(transaction=True)
MINE = "/account/mijn-gegevens/"
DESK = "/beheer/accounts/datarequest/"


@pytest.fixture
def officer(town) -> User:
    """Who answers requests about personal data."""
    return colleague("Ria Blom", Role.RECORDS_APPROVER)


@pytest.fixture
def requests(initiator: User, officer: User, initiative: Initiative) -> list[DataRequest]:
    """One request of each kind; the copy was given."""
    at = datetime.now(UTC)
    made = [
        ask(user=initiator, kind=kind, wish="Mijn straat heet anders.", received_at=at, by=initiator, at=at)
        for kind in RequestKind
    ]
    fulfil(request=made[0], answer="De kopie staat klaar.", by=officer, at=at)
    return made


def test_a_resident_takes_a_copy_and_asks_to_be_erased(any_phone: Page, initiator: User, officer: User, initiative):
    log_in(any_phone, initiator.email)
    any_phone.goto("/account/")
    any_phone.get_by_role("link", name="Naar mijn gegevens").click()
    any_phone.get_by_role("link", name="Kopie downloaden").click()
    with any_phone.expect_download() as download:
        any_phone.get_by_role("button", name="Downloaden", exact=True).click()
    with ZipFile(download.value.path()) as archive:
        facts = json.loads(archive.read("gegevens.json"))
    assert facts[0]["rows"][0]["e-mailadres"] == "noor@example.nl"
    any_phone.goto(MINE)
    any_phone.get_by_role("link", name="Mijn gegevens laten wissen").click()
    expect(any_phone.get_by_text("ZW-2026-0001 loopt nog.")).to_be_visible()
    any_phone.get_by_role("button", name="Verzoek versturen").click()
    any_phone.get_by_text("Wij hebben uw verzoek ontvangen. U krijgt een e-mail.").wait_for()
    expect(any_phone.get_by_text("wacht op een medewerker")).to_be_visible()


def test_an_officer_answers(device: Callable[..., Page], requests: list[DataRequest], officer: User):
    page = device(as_=officer, width=1200, height=900)
    page.goto(DESK)
    page.locator("#result_list").get_by_role("link", name="mijn gegevens verbeteren").click()
    page.get_by_role("link", name="Oppakken").click()
    page.get_by_role("button", name="Oppakken").click()
    page.get_by_text("U heeft het verzoek opgepakt.").wait_for()
    page.get_by_role("link", name="Uitvoeren").click()
    page.get_by_label("Wat schrijft u aan deze persoon?").fill("Wij hebben de straat verbeterd.")
    page.get_by_role("button", name="Uitvoeren").click()
    page.get_by_text("Het verzoek is uitgevoerd.").wait_for()
    expect(page.get_by_text("Wij hebben de straat verbeterd.")).to_be_visible()


@pytest.mark.parametrize("screen", EACH_SCREEN)
def test_axe_finds_nothing_on_my_pages(device, accessible, initiator: User, requests, screen):
    page = device(**SCREENS[screen])
    log_in(page, initiator.email)
    found = []
    for address in (MINE, f"{MINE}kopie/", *(f"{MINE}vragen/{kind}/" for kind in RequestKind), f"/en{MINE}"):
        page.goto(address)
        found += accessible(page)
    page.goto(f"{MINE}vragen/correction/")
    page.get_by_role("button", name="Verzoek versturen").click()
    expect(page).to_have_title(re.compile("^Fout: "))
    assert found + accessible(page) == []


@pytest.mark.parametrize("screen", EACH_SCREEN)
def test_axe_finds_nothing_at_the_desk(device, accessible, officer: User, requests, screen):
    page = device(as_=officer, **SCREENS[screen])
    page.goto(DESK)
    found = accessible(page, stock=True)
    erasure = requests[-1].pk
    for address in (f"{erasure}/change/", f"{erasure}/antwoord/oppakken/", f"{erasure}/antwoord/weigeren/", "nieuw/"):
        page.goto(f"{DESK}{address}")
        found += accessible(page)
    page.get_by_role("button", name="Vastleggen").click()
    assert found + accessible(page) == []
