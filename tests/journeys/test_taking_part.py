"""Taking part in the browser: following by mail, help without addresses, news taken down and put back; axe over it."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.enums import Role
from accounts.models import User
from community.actions.digest import send_digests
from community.actions.news import write_news
from community.models import Flag, Follower, HelpOffer, News, Takedown
from core.models import OutgoingMail
from initiatives.models import Initiative
from tests.journeys.pages import EACH_SCREEN, SCREENS, STAFF_TARGETS, small, walk, wide
from tests.world import colleague

PAGE = "/initiatieven/buurttuin/"


@pytest.fixture
def shown_case(transactional_db: None, initiative: Initiative) -> Initiative:
    """The initiator's case, which everyone may read."""
    now = timezone.now()
    initiative.public_consent_at = initiative.published_at = initiative.news_at = now
    initiative.save()
    return initiative


def link(kind: str) -> str:
    """The path of the first link in the last mail of this kind."""
    mail = OutgoingMail.objects.filter(kind=kind).latest("pk")
    found = re.search(r"http://localhost:8000(/\S+)", mail.text)
    assert found is not None
    return found[1]


def test_follow_read_and_stop(device: Callable[..., Page], shown_case: Initiative, initiator: User) -> None:
    reader, writer = device(), device(as_=initiator, width=1200, height=900)
    reader.goto(PAGE)
    reader.get_by_role("link", name="Volg dit initiatief").click()
    reader.get_by_label("Uw e-mailadres").fill("an@example.nl")
    reader.get_by_role("button", name="Volg", exact=True).click()
    expect(reader.get_by_role("heading", name="Kijk in uw mail")).to_be_visible()
    reader.goto(link("community.follow_confirm"))
    reader.get_by_role("button", name="Ja, ik wil dit volgen").click()
    expect(reader.get_by_text("U volgt nu: Buurttuin aan de Assendorperdijk.")).to_be_visible()

    writer.goto(shown_case.status_url)
    writer.get_by_role("link", name="Schrijf nieuws voor wie u volgt").click()
    writer.get_by_label("Kop").fill("De bollen staan erin")
    writer.get_by_label("Bericht").fill("Zaterdag waren wij met twaalf mensen.")
    writer.get_by_role("button", name="Zet het op de website").click()
    expect(writer.get_by_text("Uw bericht staat op de website.")).to_be_visible()

    assert send_digests(at=timezone.now() + timedelta(hours=1)) == 1
    mail = OutgoingMail.objects.get(kind="community.digest")
    assert "> De bollen staan erin" in mail.text
    reader.goto(mail.unsubscribe_url.removeprefix("http://localhost:8000"))
    reader.get_by_role("button", name="Stop").click()
    expect(reader.get_by_role("heading", name="U bent gestopt")).to_be_visible()
    assert Follower.objects.count() == 0


def test_help_reaches_the_initiator_without_addresses(
    device: Callable[..., Page], shown_case: Initiative, initiator: User
) -> None:
    helper, ours = device(javascript=False), device(as_=initiator)
    helper.goto(PAGE)
    helper.get_by_role("link", name="Bied hulp aan").click()
    helper.get_by_label("handen: ik help mee").check()
    helper.get_by_label("Wat wilt u doen, weten of geven?").fill("Ik kan spitten.")
    helper.get_by_label("Wanneer kunt u?").fill("zaterdag")
    helper.get_by_label("Uw naam").fill("Hidde")
    helper.get_by_label("Uw e-mailadres").fill("hidde@example.nl")
    helper.get_by_label("per e-mail", exact=True).check()
    helper.get_by_role("button", name="Bied uw hulp aan").click()
    helper.goto(link("community.help_confirm"))
    helper.get_by_role("button", name="Ja, stuur het naar de initiatiefnemer").click()
    expect(helper.get_by_text("Uw aanbod is bij de initiatiefnemer.")).to_be_visible()

    ours.goto(shown_case.status_url)
    ours.get_by_role("link", name="Bekijk en antwoord").click()
    ours.get_by_role("link", name="Hidde biedt handen").click()
    expect(ours.get_by_text("Ik kan spitten.")).to_be_visible()
    expect(ours.get_by_text("hidde@example.nl")).to_have_count(0)
    ours.get_by_label("Uw antwoord aan de helper").fill("Kom zaterdag om tien uur.")
    ours.get_by_label("per e-mail", exact=True).check()
    ours.get_by_role("button", name="Zeg ja").click()
    expect(ours.get_by_text("hidde@example.nl")).to_be_visible()
    helper.reload()
    expect(helper.get_by_text("noor@example.nl")).to_be_visible()


@pytest.fixture
def editor(transactional_db: None) -> User:
    """A second moderator."""
    return colleague("Evi Maas", Role.EDITOR)


@pytest.fixture
def news(shown_case: Initiative, initiator: User) -> News:
    """Something the initiator told everyone."""
    facts = {"title": "Wie kwamen er?", "text": "Alle namen.", "language": "nl", "by": initiator}
    return write_news(initiative=shown_case, at=timezone.now(), **facts)


def test_news_is_taken_down_appealed_and_put_back(
    device: Callable[..., Page], news: News, initiator: User, guide: User, editor: User
) -> None:
    first, second, ours = device(as_=guide), device(as_=editor, width=1200, height=900), device(as_=initiator)
    first.goto("/werkplek/")
    first.get_by_role("link", name="Meldingen").click()
    first.get_by_role("link", name=re.compile("^Haal weg")).click()
    first.get_by_label("Waarom haalt u dit weg?").fill("Er staan namen in.")
    first.get_by_role("button", name="Haal het weg").click()
    expect(first.get_by_text("Het is weggehaald.")).to_be_visible()

    ours.goto(f"/mijn/{news.initiative.number}/")
    ours.get_by_role("link", name="Lees de reden en wat u kunt doen").click()
    expect(ours.get_by_text("Er staan namen in.")).to_be_visible()
    ours.get_by_label("Waarom moeten wij er opnieuw naar kijken?").fill("Zij vinden het goed.")
    ours.get_by_role("button", name="Vraag om opnieuw te kijken").click()
    expect(ours.get_by_text("Een andere collega kijkt ernaar.")).to_be_visible()

    second.goto("/werkplek/meldingen/")
    second.get_by_role("link", name="Het bericht “Wie kwamen er?”").click()
    second.get_by_label("Zet het terug").check()
    second.get_by_label("Waarom?").fill("De toestemming is er.")
    second.get_by_role("button", name="Leg het besluit vast").click()
    reader = device()
    reader.goto(PAGE)
    expect(reader.get_by_role("heading", name="Wie kwamen er?")).to_be_visible()


@pytest.mark.parametrize("screen", EACH_SCREEN)
def test_nothing_stands_in_anybodys_way(
    device, accessible, news: News, initiator: User, guide: User, editor: User, screen
) -> None:
    now, case = timezone.now(), news.initiative
    person = {"name": "Hidde", "email": "h@example.nl", "what": "Ik help.", "available": "nu", "gift": "hands"}
    offer = HelpOffer.objects.create(initiative=case, state="waiting", offered_at=now, confirmed_at=now, **person)
    flag = Flag.objects.create(initiative=case, kind="other", text="Kijk.", made_at=now, due_on=now.date())
    asked = {"state": "appealed", "appeal": "Toch.", "appealed_at": now, "due_on": now.date()}
    gone = Takedown.objects.create(initiative=case, news=news, reason="Nee.", taken_by=editor, taken_at=now, **asked)
    own, work = f"/mijn/{case.number}/", "/werkplek/meldingen/"

    def look(page: Page) -> list[str]:
        for summary in page.locator("main summary:visible").all():
            summary.click()
        return [*accessible(page), *wide(page)]

    def work_look(page: Page) -> list[str]:
        return [*look(page), *small(page, STAFF_TARGETS)]

    everyone = ["/volgen/", "/volgen/wijk/assendorp/", "/volgen/kijk-in-uw-mail/", PAGE]
    everyone += [f"{PAGE}{each}/" for each in ("berichten", "helpen", "melden", "melden/gelukt")]
    theirs = [own, f"{own}nieuws/", f"{own}hulp/", f"{own}hulp/{offer.pk}/", f"{own}weggehaald/{gone.pk}/"]
    pages = [work, f"{work}{flag.pk}/", f"{work}weggehaald/", f"{work}weggehaald/{gone.pk}/"]
    pages += [f"{work}bericht/{news.pk}/weghalen/"]
    found = walk(device(**SCREENS[screen]), everyone, look)
    found += walk(device(as_=initiator, **SCREENS[screen]), ["/volgen/", *theirs], look)
    found += walk(device(as_=guide, **SCREENS[screen]), pages, work_look)
    assert found == []
