"""The portal's main job, by three people on four devices: from an idea on a telephone to an answer with reasons."""

import re
from collections.abc import Callable

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from accounts.models import User
from city.models import Theme
from core.models import OutgoingMail
from initiatives.models import Initiative, Promise
from initiatives.timeline import day_in_full
from tests.journeys.conftest import DESKTOP

Device = Callable[..., Page]
NOOR = "noor@example.nl"
TITLE = "Boekenruil in het bushokje"


def mails_to(address: str) -> list[str]:
    """The subjects of all mails to somebody, in order."""
    return list(OutgoingMail.objects.filter(to=address).order_by("pk").values_list("subject", flat=True))


def last_mail(address: str) -> OutgoingMail:
    """The newest mail to somebody."""
    return OutgoingMail.objects.filter(to=address).latest("pk")


def follow_link(page: Page, address: str) -> None:
    """Open the first address in the newest mail to somebody, on this device."""
    link = re.search(r"https?://[^/\s]+(/\S+)", last_mail(address).text)
    assert link is not None
    page.goto(link[1])


def next_page(page: Page) -> None:
    page.get_by_role("button", name="Volgende").click()


def tell_the_idea(page: Page) -> None:
    """Begin without an account, past the three questions."""
    page.goto("/")
    page.get_by_role("link", name="Start een initiatief").first.click()
    page.get_by_role("link", name="Sla over en begin").click()
    page.fill("[name=title]", TITLE)
    page.fill("[name=summary]", "Wij maken van het oude bushokje een plek om boeken te ruilen.")
    page.fill("[name=for_whom]", "Voor iedereen die op de bus wacht.")
    page.fill("[name=with_whom]", "Met de leesclub.")
    page.fill("[name=planned_when]", "Dit voorjaar.")
    page.locator("[name=theme]").first.select_option(Theme.objects.get(slug="ontmoeten").slug)
    next_page(page)


def leave_with_a_link(page: Page) -> None:
    """Stop halfway, with nothing asked of the municipality yet, and have the link mailed."""
    page.get_by_label("Een wijk").check()
    page.locator("[name=wijk]").select_option("WK019313")
    next_page(page)
    page.get_by_role("button", name="Later verder").click()
    page.fill("[name=email]", NOOR)
    page.get_by_role("button", name="Mail mij de link").click()
    expect(page.get_by_role("heading", name="De link is onderweg")).to_be_visible()


def finish_elsewhere(page: Page) -> None:
    """On another device, from the mailed link: it opens where something is still missing."""
    follow_link(page, NOOR)
    expect(page.locator("[name=email]")).to_have_value(NOOR)
    page.fill("[name=name]", "Noor Velthuis")
    page.locator("[name=under_sixteen][value=no]").check()
    page.locator("[name=shown_name][value=first]").check()
    page.locator("[name=may_be_public][value=yes]").check()
    next_page(page)
    expect(page.get_by_role("heading", name="Controleer uw antwoorden")).to_be_visible()
    expect(page.get_by_text(TITLE).first).to_be_visible()


def send_with_the_code(page: Page) -> Initiative:
    """The code proves the mailbox; the page that follows survives a reload."""
    page.get_by_role("button", name="Stuur mij de code").click()
    code = re.search(r"\d{6}", last_mail(NOOR).text + last_mail(NOOR).subject)
    assert code is not None
    page.fill("[name=code]", code[0])
    page.get_by_role("button", name="Verstuur mijn initiatief").click()
    case = Initiative.objects.get()
    answer_by = day_in_full(Promise.objects.get(kind="first_answer").due_on)
    for _look in range(2):
        expect(page.get_by_text(case.number).first).to_be_visible()
        expect(page.get_by_text(answer_by).first).to_be_visible()
        page.reload()
    return case


def take_up(page: Page, case: Initiative) -> None:
    """The guide finds it in the queue and takes it up, after seeing the mail that goes out."""
    page.goto("/beheer/")
    page.get_by_role("link", name=TITLE).first.click()
    step(page, "Oppakken")
    page.get_by_role("button", name="Bekijk de e-mail").click()
    expect(page.get_by_text(f"Uw initiatief {TITLE} heeft nu een gids ({case.number})")).to_be_visible()
    page.get_by_role("button", name="Vastleggen", exact=True).click()


def step(page: Page, label: str) -> None:
    """Choose what to do with the case, unless the page proposes it already."""
    page.wait_for_load_state()
    if not page.get_by_role("heading", name=label, exact=True).is_visible():
        page.get_by_role("link", name=label, exact=True).click()


def take_position(page: Page) -> None:
    """Position 3 is refused without a question; with one, and with room reserved, it stands."""
    step(page, "Positie innemen")
    page.locator("[name=kind][value=room]").check()
    page.fill("[name=reason]", "Het past bij wat wij met de wijk willen.")
    page.fill("[name=may_expect]", "Een medewerker die met u naar het bushokje kijkt.")
    page.fill("[name=may_not_expect]", "Geld voor boeken.")
    page.locator("[name=room_kind]").select_option("hours")
    page.fill("[name=room_amount]", "8")
    page.get_by_role("button", name="Bekijk de e-mail").click()
    refusal = "kan alleen bij een concrete vraag van de initiatiefnemer."
    expect(page.get_by_text(refusal).first).to_be_visible()
    page.fill("[name=question]", "Mogen wij het bushokje gebruiken?")
    page.get_by_role("button", name="Bekijk de e-mail").click()
    expect(page.get_by_text("Het past bij wat wij met de wijk willen.").first).to_be_visible()
    page.get_by_role("button", name="Vastleggen", exact=True).click()


def log_session(page: Page, case: Initiative) -> None:
    """Four inputs and one box on a telephone."""
    page.goto(f"/werkplek/{case.number}/gesprek/")
    page.locator("label").filter(has_text=re.compile(r"^\s*30\s*$")).click()
    page.fill("[name=agreed]", "Esra vraagt de vervoerder om toestemming.")
    page.locator("[name=shared]").check()
    page.get_by_role("button", name="Bewaar en deel").first.click()
    page.wait_for_url(f"**/werkplek/{case.number}/")


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
@pytest.mark.usefixtures("town")
def test_from_idea_to_answer(device: Device, guide: User, ep_member: User, *, javascript: bool) -> None:
    telephone, other = device(javascript=javascript), device(javascript=javascript)
    tell_the_idea(telephone)
    leave_with_a_link(telephone)
    finish_elsewhere(other)
    case = send_with_the_code(other)

    desk = device(javascript=javascript, as_=guide, **DESKTOP)
    take_up(desk, case)
    desk.goto(f"/beheer/initiatives/initiative/{case.pk}/change/")
    take_position(desk)
    invite(desk, case, ep_member)

    colleague = device(javascript=javascript, as_=ep_member)
    colleague.goto("/werkplek/")
    colleague.get_by_role("button", name="Ik doe mee").first.click()
    log_session(colleague, case)

    initiator_goes_on(other, case)
    number, today = case.number, day_in_full(localdate())
    assert [subject for subject in mails_to(NOOR) if "code" not in subject.lower()] == [
        "Ga verder met uw initiatief",
        f"Uw initiatief {TITLE} is ingediend ({number})",
        f"Uw initiatief {TITLE} heeft nu een gids ({number})",
        f"De gemeente nam een positie in over {TITLE} ({number})",
        f"Esra Polat denkt mee met {TITLE} ({number})",
        f"Dit is afgesproken op {today} over {TITLE} ({number})",
    ]
    assert mails_to(ep_member.email) == [f"Denkt u mee met {TITLE}? ({number})"]
    assert mails_to(guide.email) == [
        f"Bericht van de initiatiefnemer van {TITLE} ({number})",
        f"{TITLE} is gestopt ({number})",
        f"{TITLE} gaat verder ({number})",
    ]


def invite(page: Page, case: Initiative, colleague: User) -> None:
    """Ask a colleague into the EP-team, with a reason."""
    page.goto(f"/beheer/initiatives/initiative/{case.pk}/change/")
    page.locator("[name=user]").select_option(str(colleague.pk))
    page.fill("[name=why]", "U kent de vervoerder.")
    page.get_by_role("button", name="Verstuur uitnodiging").click()


def initiator_goes_on(page: Page, case: Initiative) -> None:
    """The initiator sees what was agreed, answers, stops with a reason and begins again."""
    page.goto(f"/mijn/{case.number}/")
    expect(page.get_by_text("Esra vraagt de vervoerder om toestemming.").first).to_be_visible()
    expect(page.get_by_text("Het past bij wat wij met de wijk willen.").first).to_be_visible()
    page.fill("[name=text]", "Fijn, ik hoor het graag.")
    page.get_by_role("button", name="Stuur het bericht").click()
    expect(page.get_by_text("Fijn, ik hoor het graag.").first).to_be_visible()
    page.get_by_role("link", name="Stop ermee").click()
    page.fill("[name=reason]", "Ik ga verhuizen.")
    page.get_by_role("button", name="Stop", exact=True).click()
    page.get_by_role("link", name="Begin weer").click()
    page.locator("main form button").first.click()
    expect(page.get_by_role("link", name="Stop ermee")).to_be_visible()
    case.refresh_from_db()
    assert (case.state, case.outcome) == ("conversing", "")
