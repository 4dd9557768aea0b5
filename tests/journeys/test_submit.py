"""A resident starts an initiative on a telephone, leaves, goes on elsewhere, sends it and follows it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from core.models import OutgoingMail
from initiatives.models import Draft, Initiative
from tests.initiatives.submitting import IDEA, mailed_code


@pytest.fixture(autouse=True)
def living_town(transactional_db: None, town: None) -> None:
    """The town is there, and what one thread writes the other reads."""


def mailed_link() -> str:
    """The link in the last mail about a draft."""
    mail = OutgoingMail.objects.filter(kind="initiatives.draft_link").order_by("pk").last()
    assert mail is not None
    found = re.search(r"http://localhost:8000(/\S+)", mail.text)
    assert found
    return found[1]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def fill_idea(page: Page) -> None:
    page.get_by_label("Hoe heet uw initiatief?").fill(IDEA["title"])
    page.get_by_label("Wat wilt u doen?").fill(IDEA["summary"])
    page.get_by_label("Voor wie doet u het?").fill(IDEA["for_whom"])


def fill_person(page: Page) -> None:
    page.get_by_label("Uw naam", exact=True).fill("Noor Velthuis")
    page.get_by_label("Uw telefoonnummer").fill("06 - 12 34 56 78")
    page.get_by_role("group", name="Bent u jonger dan 16 jaar?").get_by_label("Nee").check()
    page.get_by_label("Alleen mijn voornaam").check()
    page.get_by_label("Ja, dat mag").check()


def start_and_leave(phone: Page) -> None:
    """Three questions, the first page, and the second one left halfway."""
    phone.goto("/indienen/")
    phone.get_by_label("Ik wil zelf iets beginnen of organiseren").check()
    phone.get_by_label("Mijn wijk").check()
    phone.get_by_label("Ikzelf, met anderen").check()
    press(phone, "Kijk of het past")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Ja, dit past hier. En er is misschien nog meer")
    phone.get_by_role("link", name="Begin met uw idee").click()
    fill_idea(phone)
    press(phone, "Volgende")
    expect(phone.get_by_label("Een wijk")).to_be_checked()  # known from the questions
    phone.get_by_label("Welke wijk?").select_option("Assendorp")
    press(phone, "Later verder")
    phone.get_by_label("Uw e-mailadres").fill("noor@example.nl")
    press(phone, "Mail mij de link")
    expect(phone.get_by_role("heading", level=1)).to_have_text("De link is onderweg")


def resume_and_finish(page: Page) -> None:
    """The mailed link opens the first page that is not finished; from there to the check page."""
    page.goto(mailed_link())
    expect(page.get_by_role("heading", level=1)).to_have_text("Wat heeft u nodig?")
    expect(page.get_by_text("Concept van noor@example.nl.")).to_be_visible()
    page.get_by_label("een plek").check()
    press(page, "Volgende")
    expect(page.get_by_role("heading", name="Er gaat iets mis")).to_be_visible()
    expect(page).to_have_title(re.compile("^Fout: "))
    page.get_by_label("Wat is uw vraag aan de gemeente?").fill("Mogen wij het bushokje gebruiken?")
    press(page, "Volgende")
    expect(page.get_by_label("Uw e-mailadres")).to_have_value("noor@example.nl")
    fill_person(page)
    press(page, "Volgende")
    expect(page.get_by_role("heading", level=1)).to_have_text("Controleer uw antwoorden")


def send_with_the_code(page: Page) -> None:
    press(page, "Stuur mij de code")
    page.get_by_label("Uw code").fill(mailed_code())
    press(page, "Verstuur mijn initiatief")
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw initiatief is ingediend")


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_start_leave_resume_elsewhere_send_and_follow(device: Callable[..., Page], javascript: bool) -> None:
    phone, other = device(javascript=javascript), device(javascript=javascript)
    start_and_leave(phone)
    resume_and_finish(other)

    # Change one answer and come straight back.
    other.get_by_role("link", name="Wijzig de titel").click()
    other.get_by_label("Hoe heet uw initiatief?").fill("Ruilkast in het bushokje")
    press(other, "Terug naar controleren")
    expect(other.get_by_text("Ruilkast in het bushokje")).to_be_visible()

    send_with_the_code(other)
    number = Initiative.objects.get().number
    other.reload()
    expect(other.get_by_text(number).first).to_be_visible()
    assert OutgoingMail.objects.get(kind="initiatives.receipt").subject == (
        f"Uw initiatief Ruilkast in het bushokje is ingediend ({number})"
    )

    # Follow it, and write.
    other.get_by_role("link", name="Volg uw initiatief").click()
    expect(other.get_by_role("heading", name="U hoeft nu niets te doen")).to_be_visible()
    expect(other.locator("[aria-current=step]")).to_contain_text("Ingediend")
    other.get_by_label("Uw bericht").fill("Wij hebben al een kast.")
    press(other, "Stuur het bericht")
    expect(other.get_by_text("Wij hebben al een kast.")).to_be_visible()

    # The first device has the link of what was sent; it leads to the login, not into the case.
    phone.goto(mailed_link())
    expect(phone.get_by_role("heading", level=1)).to_have_text("Inloggen")


@pytest.mark.parametrize("somebody", ["a stranger", "who is logged in"])
def test_what_is_typed_is_saved_by_itself(device: Callable[..., Page], initiator: User, somebody: str) -> None:
    phone = device(as_=initiator if somebody == "who is logged in" else None)
    phone.goto("/indienen/idee/")
    phone.get_by_label("Hoe heet uw initiatief?").fill("Ruilkast")
    phone.get_by_label("Hoe heet uw initiatief?").press("Tab")
    expect(phone.locator("#saved")).to_have_text(re.compile(r"Bewaard om \d\d:\d\d"))
    with phone.expect_response(lambda answer: "summary=Een+kast+met+boeken" in (answer.request.post_data or "")):
        phone.get_by_label("Wat wilt u doen?").press_sequentially("Een kast met boeken")
    phone.reload()
    expect(phone.get_by_label("Wat wilt u doen?")).to_have_value("Een kast met boeken")
    assert Draft.objects.get().user == (initiator if somebody == "who is logged in" else None)


def test_a_lost_connection_loses_no_text(phone: Page, troubles: list[str]) -> None:
    phone.goto("/indienen/idee/")
    phone.context.set_offline(True)
    phone.get_by_label("Hoe heet uw initiatief?").fill("Ruilkast")
    phone.get_by_label("Hoe heet uw initiatief?").press("Tab")
    expect(phone.locator("#saved")).to_have_text("Niet bewaard. Wij proberen het zo weer.")
    troubles.clear()  # the browser says that it is offline
    phone.context.set_offline(False)
    expect(phone.locator("#saved")).to_have_text(re.compile(r"Bewaard om \d\d:\d\d"), timeout=15_000)
    assert Draft.objects.get().answers == {"title": "Ruilkast"}


def test_similar_initiatives_appear_beside_the_title(phone: Page, public_initiative: Initiative) -> None:
    phone.goto("/indienen/idee/")
    phone.get_by_label("Hoe heet uw initiatief?").fill("Een leesbankje bij ons")
    phone.get_by_label("Hoe heet uw initiatief?").press("Tab")
    expect(phone.get_by_role("link", name=re.compile("Leesbankje in het park"))).to_be_visible()


def test_only_questions_that_count_are_in_sight(device: Callable[..., Page]) -> None:
    phone = device(javascript=False)
    phone.goto("/indienen/plek/")
    expect(phone.get_by_label("Welke wijk?")).to_be_hidden()
    phone.get_by_label("Een adres").check()
    expect(phone.get_by_label("Welke wijk?")).to_be_visible()
    expect(phone.get_by_label("Welk adres of welke plek?")).to_be_visible()
    phone.get_by_label("Hele stad").check()
    expect(phone.get_by_label("Welke wijk?")).to_be_hidden()


def test_enter_goes_on_and_removes_nothing(any_phone: Page, tmp_path: Any) -> None:
    letter = tmp_path / "brief.txt"
    letter.write_text("Beste gemeente")
    any_phone.goto("/indienen/plek/")
    any_phone.get_by_label("Een adres").check()
    any_phone.get_by_label("Foto’s en documenten").set_input_files(letter)
    press(any_phone, "Volgende")
    expect(any_phone.get_by_role("button", name="Verwijder brief.txt")).to_be_visible()
    any_phone.get_by_label("Welke wijk?").select_option("Assendorp")
    any_phone.get_by_role("group", name="Mag iedereen het adres zien?").get_by_label("Nee").check()
    any_phone.get_by_label("Welk adres of welke plek?").fill("Naast de sporthal")
    any_phone.get_by_label("Welk adres of welke plek?").press("Enter")
    expect(any_phone.get_by_role("heading", level=1)).to_have_text("Wat heeft u nodig?")
    assert Draft.objects.get().files.get().name == "brief.txt"


def test_two_quick_clicks_send_one_initiative(phone: Page) -> None:
    phone.goto("/indienen/idee/")
    fill_idea(phone)
    press(phone, "Volgende")
    phone.get_by_label("Hele stad").check()
    press(phone, "Volgende")
    press(phone, "Volgende")
    phone.get_by_label("Uw e-mailadres").fill("noor@example.nl")
    fill_person(phone)
    press(phone, "Volgende")
    press(phone, "Stuur mij de code")
    phone.get_by_label("Uw code").fill(mailed_code())
    phone.get_by_role("button", name="Verstuur mijn initiatief").dblclick()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Uw initiatief is ingediend")
    assert Initiative.objects.count() == 1
    assert OutgoingMail.objects.filter(kind="initiatives.receipt").count() == 1
