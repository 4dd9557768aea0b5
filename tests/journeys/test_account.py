"""Logging in, passkeys and the end of a session, in a real browser."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.accounts.doors import mailed_code
from tests.journeys.pages import EACH_SCREEN, SCREENS

HIDDEN_KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}

pytestmark = pytest.mark.django_db(transaction=True)


def log_in(page: Page, email: str) -> None:
    """Log in with a code, as a person does."""
    page.goto("/account/inloggen/")
    page.get_by_label("Uw e-mailadres").fill(email)
    page.get_by_role("button", name="Stuur mij een code").click()
    page.get_by_label("Code").fill(mailed_code(email))
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.wait_for_url(lambda url: "/account/inloggen/" not in url)


@pytest.fixture
def key(device: Callable[..., Page]) -> Page:
    """A telephone with a fingerprint reader."""
    page = device()
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": HIDDEN_KEY})
    return page


def test_a_resident_logs_in_with_a_code(any_phone: Page, initiator: User):
    log_in(any_phone, initiator.email)
    any_phone.goto("/account/")
    expect(any_phone.get_by_text("noor@example.nl")).to_be_visible()


def test_a_wrong_code_takes_the_focus(any_phone: Page, initiator: User):
    any_phone.goto("/account/inloggen/")
    any_phone.get_by_label("Uw e-mailadres").fill("noor@example.nl")
    any_phone.get_by_role("button", name="Stuur mij een code").click()
    any_phone.get_by_label("Code").fill("1")
    any_phone.get_by_role("button", name="Inloggen", exact=True).click()
    expect(any_phone).to_have_title("Fout: Vul uw code in - Initiatiefrijk Zwolle")
    expect(any_phone.locator(".errors")).to_be_focused()


def test_a_passkey_is_added_and_lets_in(key: Page, initiator: User):
    log_in(key, initiator.email)
    key.goto("/account/tweede-stap/sleutel/")
    key.get_by_label("Naam").fill("Mijn telefoon")
    key.get_by_role("button", name="Toevoegen").click()
    key.wait_for_url("**/tweede-stap/noodcodes/")
    key.goto("/account/uitloggen/")
    key.get_by_role("button", name="Ja, log mij uit").click()
    key.goto("/account/inloggen/?next=/account/")
    key.get_by_role("button", name="toegangssleutel").click()
    key.wait_for_url(lambda url: urlsplit(url).path == "/account/")
    expect(key.get_by_text("Staat aan")).to_be_visible()


def test_a_passkey_is_the_second_step_of_a_guide(key: Page, guide: User, town, monkeypatch):
    monkeypatch.setattr(settings, "STAFF_SECOND_FACTOR", True)
    log_in(key, guide.email)
    key.goto("/beheer/")
    key.get_by_role("link", name="Toegangssleutel toevoegen").click()
    key.get_by_role("button", name="Toevoegen").click()
    key.wait_for_url("**/tweede-stap/noodcodes/")
    key.context.clear_cookies()
    key.goto("/account/inloggen/")
    key.get_by_label("Uw e-mailadres").fill(guide.email)
    key.get_by_role("button", name="Stuur mij een code").click()
    key.get_by_label("Code").fill(mailed_code(guide.email))
    key.get_by_role("button", name="Inloggen", exact=True).click()
    key.get_by_role("button", name="Gebruik uw toegangssleutel").click()
    key.wait_for_url(lambda url: urlsplit(url).path == "/beheer/")


def test_without_javascript_a_passkey_is_not_offered(device, initiator: User):
    page = device(javascript=False)
    page.goto("/account/inloggen/")
    expect(page.get_by_role("button", name="toegangssleutel")).to_have_count(0)


def test_a_warning_before_the_session_ends(phone: Page, initiator: User):
    phone.clock.install()
    log_in(phone, initiator.email)
    phone.goto("/account/gegevens/")
    warning = phone.get_by_role("alert")
    phone.clock.fast_forward("54:00")
    expect(warning).to_be_hidden()
    phone.clock.fast_forward("02:00")
    expect(warning).to_have_text("Over 5 minuten wordt u uitgelogd. Wilt u doorgaan?")
    with phone.expect_response("**/account/blijven/"):
        phone.get_by_role("button", name="Ingelogd blijven").click()
    warning.wait_for(state="hidden")
    phone.clock.fast_forward("01:05:00")
    expect(warning).to_have_text("U bent uitgelogd. Wat u typte staat er nog. Log opnieuw in en verstuur het dan.")


def test_typing_keeps_the_session(phone: Page, initiator: User):
    phone.clock.install()
    log_in(phone, initiator.email)
    phone.goto("/account/gegevens/")
    phone.clock.fast_forward("06:00")
    with phone.expect_response("**/account/blijven/"):
        phone.get_by_label("Uw naam").fill("Noor")
        phone.clock.fast_forward("00:15")


PAGES = [
    "/account/",
    "/account/gegevens/",
    "/account/e-mailadres/",
    "/account/tweede-stap/",
    "/account/tweede-stap/app/",
    "/account/tweede-stap/sleutel/",
    "/account/tweede-stap/noodcodes/",
    "/account/uitloggen/",
    "/account/verder/",
    "/account/bevestigen/code/",
    "/en/account/",
]


@pytest.mark.parametrize("screen", EACH_SCREEN)
def test_axe_finds_nothing(device, accessible, initiator: User, screen):
    page = device(**SCREENS[screen])
    found = []
    page.goto("/account/inloggen/")
    found += accessible(page)
    page.get_by_role("button", name="Stuur mij een code").click()
    found += accessible(page)
    page.get_by_label("Uw e-mailadres").fill("noor@example.nl")
    page.get_by_role("button", name="Stuur mij een code").click()
    found += accessible(page)
    log_in(page, initiator.email)
    for address in PAGES:
        page.goto(address)
        found += accessible(page)
    assert found == []
