"""A guide's morning at the desk, by form and link alone: nothing of it needs JavaScript."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from accounts.enums import Role
from accounts.models import User
from core.models import OutgoingMail
from initiatives.actions.ownership import take_up
from initiatives.models import Initiative
from tests.accounts.doors import mailed_code
from tests.factories import UserFactory
from tests.initiatives.desk_rows import LIST, came_in
from tests.journeys.conftest import DESKTOP
from tests.world import colleague

pytestmark = pytest.mark.usefixtures("transactional_db", "town")

Device = Callable[..., Page]
DAY = timedelta(days=1)


@pytest.fixture
def desk(device: Device, guide: User, town: None) -> Page:
    """The guide's screen, without JavaScript."""
    return device(javascript=False, as_=guide, **DESKTOP)


@pytest.fixture
def waiting(town: None) -> list[Initiative]:
    """Three cases that came in a day, four and eight days ago, each from somebody else."""
    now = timezone.now()
    return [
        came_in(title, by=UserFactory(), at=now - days * DAY)
        for title, days in [("Leesbank", 1), ("Moestuin", 4), ("Repaircafé", 8)]
    ]


def listed(page: Page) -> Locator:
    """The names of the cases in the list."""
    return page.locator(".cases .name")


def confirm(page: Page, button: str, *, mails: str = "1 e-mail gaat uit") -> None:
    """See the mails that go out, and do it."""
    page.get_by_role("button", name="Bekijk de e-mail").click()
    expect(page.get_by_role("heading", name=mails)).to_be_visible()
    page.get_by_role("button", name=button, exact=True).click()


def test_the_oldest_promise_comes_first_and_after_a_step_the_next_case_opens(
    desk: Page, waiting: list[Initiative], guide: User
) -> None:
    desk.goto("/beheer/")
    expect(listed(desk)).to_have_text(["Repaircafé", "Moestuin", "Leesbank"])
    desk.get_by_role("link", name="Repaircafé").click()
    expect(desk.get_by_text("1 van 3")).to_be_visible()
    confirm(desk, "Vastleggen en volgende")
    expect(desk.get_by_role("heading", level=1, name="Moestuin")).to_be_visible()
    expect(desk.get_by_text("Vastgelegd bij Repaircafé: oppakken.")).to_be_visible()
    confirm(desk, "Vastleggen en volgende")
    expect(desk.get_by_role("heading", level=1, name="Leesbank")).to_be_visible()

    desk.goto("/beheer/?lijst=wij")
    expect(listed(desk)).to_have_text(["Repaircafé", "Moestuin"])
    desk.get_by_role("link", name="Repaircafé").click()
    desk.get_by_role("link", name="Vraag stellen", exact=True).click()
    desk.get_by_label("Uw vraag aan de initiatiefnemer").fill("Heeft u al een plek op het oog?")
    confirm(desk, "Vastleggen en volgende")
    expect(desk.get_by_role("heading", level=1, name="Moestuin")).to_be_visible()
    desk.goto("/beheer/?lijst=initiatiefnemer")
    expect(listed(desk)).to_have_text(["Repaircafé"])
    asked = OutgoingMail.objects.latest("pk")
    assert asked.subject == f"De gemeente heeft een vraag over Repaircafé ({waiting[2].number})"
    assert "> Heeft u al een plek op het oog?" in asked.text


def test_many_at_once_after_a_look_at_the_mails(desk: Page, waiting: list[Initiative]) -> None:
    hanneke = colleague("Hanneke Vloed", Role.GUIDE)
    sent = OutgoingMail.objects.count()
    desk.goto(f"{LIST}?gids=geen")
    for case in waiting:
        desk.get_by_label(f"Kies {case.title}").check()
    desk.get_by_label("Met de gekozen initiatieven").select_option(label="Aan een gids geven")
    desk.get_by_role("button", name="Verder").click()
    desk.get_by_label("Wie wordt de gids?").select_option(label="Hanneke Vloed")
    desk.get_by_role("button", name="Bekijk wat er gebeurt").click()
    expect(desk.get_by_role("heading", name="3 initiatieven veranderen")).to_be_visible()
    expect(desk.get_by_role("heading", name="3 e-mails gaan uit")).to_be_visible()
    assert OutgoingMail.objects.count() == sent
    desk.get_by_role("button", name="Uitvoeren").click()
    expect(desk.get_by_text("Gedaan bij 3 initiatieven.")).to_be_visible()
    assert set(Initiative.objects.values_list("owner", flat=True)) == {hanneke.pk}
    assert OutgoingMail.objects.count() == sent + 3


def test_who_saves_second_sees_both_texts(desk: Page, device: Device, waiting: list[Initiative], guide: User) -> None:
    case = take_up(initiative=waiting[0], owner=guide, by=guide, at=timezone.now())
    other = device(javascript=False, as_=colleague("Hanneke Vloed", Role.GUIDE), **DESKTOP)
    for page, words in [(desk, "Een bank van hout."), (other, "Een bank van steen.")]:
        page.goto(f"{LIST}{case.pk}/doe/tekst/")
        page.get_by_label("Wat is het plan?").fill(words)
    confirm(desk, "Vastleggen")
    other.get_by_role("button", name="Bekijk de e-mail").click()
    expect(other.get_by_role("heading", name="Intussen is hier iets gebeurd")).to_be_visible()
    expect(other.locator("#doen .errors li")).to_contain_text("Gijs Wolters: tekst veranderd")
    theirs = other.locator("#doen dd")
    expect(theirs).to_have_text("Een bank van hout.")
    expect(other.get_by_label("Wat is het plan?")).to_have_value("Een bank van steen.")
    case.refresh_from_db()
    assert case.summary == "Een bank van hout."
    confirm(other, "Vastleggen", mails="2 e-mails gaan uit")
    case.refresh_from_db()
    assert case.summary == "Een bank van steen."


def test_what_a_guide_saw_in_the_city_is_handed_over_by_mail(desk: Page, device: Device, guide: User) -> None:
    UserFactory(display_name="Noor Velthuis", email="noor@example.nl")
    desk.goto("/beheer/")
    desk.get_by_role("link", name="Invoeren").click()
    desk.get_by_label("gezien in de stad").check()
    desk.get_by_label("Hoe heet het initiatief?").fill("Leeskring in het park")
    desk.get_by_label("Hele stad").check()
    desk.get_by_role("button", name="Vastleggen").click()
    expect(desk.get_by_role("heading", level=1, name="Leeskring in het park")).to_be_visible()
    assert OutgoingMail.objects.count() == 0
    desk.get_by_role("link", name="Overdragen aan de initiatiefnemer", exact=True).click()
    desk.get_by_label("E-mailadres van de initiatiefnemer").fill("noor@example.nl")
    confirm(desk, "Vastleggen")

    phone = device(javascript=False)
    link = re.search(r"https?://[^/\s]+(/mijn/uitnodiging/\S+)", OutgoingMail.objects.get().text)
    assert link is not None
    phone.goto(link[1])
    phone.get_by_label("Uw e-mailadres").fill("noor@example.nl")
    phone.get_by_role("button", name="Stuur mij een code").click()
    phone.get_by_label("Code").fill(mailed_code("noor@example.nl"))
    phone.get_by_role("button", name="Inloggen", exact=True).click()
    phone.get_by_role("button", name="Ik neem het over").click()
    expect(phone.get_by_role("heading", level=1, name="Leeskring in het park")).to_be_visible()
    desk.reload()
    expect(desk.get_by_role("link", name="noor@example.nl")).to_be_visible()
