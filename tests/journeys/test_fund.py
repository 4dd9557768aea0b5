"""From "which pot?" to a receipt, on a telephone, with and without JavaScript; and what axe finds on the way."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response, Route, expect

from accounts.models import User
from core.models import OutgoingMail
from initiatives.models import Initiative
from stimulus_fund.actions.sending import send
from stimulus_fund.models import Application, Scheme
from tests.journeys.conftest import session_cookie
from tests.journeys.pages import EACH_SCREEN, PUBLIC_TARGETS, SCREENS, small, wide
from tests.stimulus_fund.conftest import draft, fill, fund, schemes

__all__ = ["draft", "fund", "schemes"]

pytestmark = pytest.mark.django_db(transaction=True)
IBAN = "NL91 ABNA 0417 1643 00"


def save(page: Page) -> None:
    """Save a part and come back to the task list."""
    page.get_by_role("button", name="Bewaar en ga verder").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw aanvraag bij Budget Initiatiefrijk Zwolle")


def ask_for_money(page: Page, initiator: User, address: str) -> None:
    """From the question which pot suits to the page that says it is sent."""
    page.goto("/fonds/")
    page.get_by_label("voor een groot deel van de stad").check()
    page.get_by_label("Hoeveel geld heeft u ongeveer nodig?").fill("900")
    page.get_by_role("button", name="Kijk wat past").click()
    expect(page.get_by_role("heading", name="1 pot past bij uw plan")).to_be_visible()
    page.context.add_cookies([{"url": address, **session_cookie(initiator)}])
    page.get_by_role("link", name="Vraag hier aan").click()
    page.get_by_label("Buurttuin aan de Assendorperdijk").check()
    expect(page.get_by_label("Budget Initiatiefrijk Zwolle")).to_be_checked()
    page.get_by_role("button", name="Begin").click()

    page.get_by_role("link", name="Uw plan").click()
    page.get_by_label("Wat is er daarna anders?").fill("Buren zitten weer buiten.")
    page.get_by_label("Wanneer begint u?").fill("2030-05-01")
    page.get_by_label("Wanneer bent u klaar?").fill("2030-09-01")
    save(page)
    page.get_by_role("link", name="Begroting en eigen bijdrage").click()
    page.get_by_label(re.compile("^Wat\\?")).first.fill("Hout en verf")
    page.get_by_label(re.compile("^Bedrag in euro’s")).first.fill("2.000,-")
    page.get_by_label("Eigen geld").fill("1.100")
    page.get_by_label("Wat u van dit fonds vraagt").fill("900")
    save(page)
    expect(page.get_by_text("U vraagt 45 % van het totaal. Dat mag (maximaal 50 %).")).to_be_visible()
    page.get_by_role("link", name="Samenwerking").click()
    page.get_by_label("Ik doe het alleen").check()
    save(page)
    page.get_by_role("link", name="Wie ontvangt het geld").click()
    page.get_by_label("Een persoon").check()
    page.get_by_label("Naam", exact=True).fill("Noor Velthuis")
    page.get_by_label("Straat en huisnummer").fill("Assendorperdijk 1")
    page.get_by_label("Postcode").fill("8012eg")
    page.get_by_label("Plaats").fill("Zwolle")
    page.get_by_label("De rekening staat op naam van").fill("N. Velthuis")
    page.get_by_label("IBAN").fill("NL91 ABNA 0417 1643 01")
    page.get_by_role("button", name="Bewaar en ga verder").click()
    expect(page).to_have_title(re.compile("^Fout: "))
    expect(page.get_by_label("IBAN")).to_have_value("NL91 ABNA 0417 1643 01")
    page.get_by_label("IBAN").fill(IBAN)
    save(page)

    page.get_by_role("link", name="Controleren en versturen").click()
    expect(page.get_by_text(IBAN)).to_be_visible()
    page.get_by_label("toekenning", exact=True).check()
    page.get_by_label("Ik heb alles naar waarheid ingevuld").check()
    page.get_by_role("button", name="Verstuur de aanvraag").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw aanvraag is ingediend")


def test_from_the_question_which_pot_to_a_receipt(
    any_phone: Page, fund: Scheme, initiator: User, initiative: Initiative, live_server: object
) -> None:
    page = any_phone
    ask_for_money(page, initiator, live_server.url)
    page.reload()
    expect(page.get_by_text(re.compile("ZF-[0-9]{4}-0001")).first).to_be_visible()
    sent = Application.objects.get()
    assert (sent.asked_cents, sent.iban, sent.signed_by) == (90_000, "NL91ABNA0417164300", initiator)
    assert OutgoingMail.objects.filter(kind="fund.receipt").count() == 1


def saved(answer: Response, typed: str) -> bool:
    """True for the answer to a save that carried these words."""
    return answer.url.endswith("/bewaren/") and typed in (answer.request.post_data or "")


def test_it_saves_itself_while_one_types(phone: Page, draft: Application, initiator: User, live_server: object) -> None:
    phone.context.add_cookies([{"url": live_server.url, **session_cookie(initiator)}])
    phone.goto(f"/fonds/aanvraag/{draft.pk}/begroting/")
    phone.get_by_label(re.compile("^Wat\\?")).first.fill("Hout")
    phone.get_by_label(re.compile("^Bedrag in euro’s")).first.fill("12,5")
    with phone.expect_response(lambda answer: saved(answer, "own_money=10")):  # not the save of an earlier field
        phone.get_by_label("Eigen geld").fill("10")
    expect(phone.locator("#saved")).to_have_text(re.compile("^Bewaard om [0-9:]{5}$"))
    phone.reload()
    expect(phone.get_by_label(re.compile("^Bedrag in euro’s")).first).to_have_value("12,50")


LEAVE = """Object.defineProperty(document, "hidden", { get: () => true });
  document.dispatchEvent(new Event("visibilitychange"))"""


def test_leaving_while_a_save_is_on_its_way_loses_nothing(
    phone: Page, draft: Application, initiator: User, live_server: object
) -> None:
    phone.context.add_cookies([{"url": live_server.url, **session_cookie(initiator)}])
    phone.goto(f"/fonds/aanvraag/{draft.pk}/plan/")
    held: list[Route] = []
    phone.route("**/bewaren/", lambda route: route.continue_() if held else held.append(route))
    plan = phone.get_by_label("Wat gaat u doen?")
    with phone.expect_request("**/bewaren/"):
        plan.fill("Bankjes")
    plan.fill("Bankjes en een tafel")
    with phone.expect_response(lambda answer: saved(answer, "en+een+tafel")):
        phone.evaluate(LEAVE)
    phone.reload()
    expect(plan).to_have_value("Bankjes en een tafel")


@pytest.mark.parametrize("screen", EACH_SCREEN)
def test_axe_finds_nothing(
    device: Callable[..., Page], accessible: Callable[..., list[str]], draft: Application, initiator: User, screen: str
) -> None:
    page = device(as_=initiator, **SCREENS[screen])
    own = f"/fonds/aanvraag/{draft.pk}/"
    parts = [f"{own}{part}/" for part in ("plan", "begroting", "samenwerking", "bewijsstukken", "ontvanger")]
    found: list[str] = []

    def look(address: str) -> None:
        page.goto(address)
        seen = [*accessible(page), *wide(page), *small(page, PUBLIC_TARGETS)]
        found.extend(f"{address}: {line}" for line in seen)

    for address in ("/fonds/", "/fonds/?plan=wijk&bedrag=veel", "/fonds/?plan=wijk", "/en/fonds/initiatiefrijk/"):
        look(address)
    for address in ("/fonds/aanvraag/", own, *parts, f"{own}controleren/", f"{own}andere-pot/", f"{own}weg/"):
        look(address)
    for address in (parts[0], parts[1], parts[4]):
        page.goto(address)
        page.get_by_role("button", name="Bewaar en ga verder").click()
        expect(page).to_have_title(re.compile("^Fout: "))
        found.extend(f"{address}, with mistakes: {line}" for line in accessible(page))
    send(application=fill(draft), agreed=[], by=initiator, at=draft.changed_at)
    for address in (own, f"{own}afschrift/"):
        look(address)
    assert "\n".join(found) == ""
