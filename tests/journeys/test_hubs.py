"""A question to a hub in the browser: proposed, agreed to, answered without an account; axe over the pages."""

from collections.abc import Callable
from functools import partial

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from community.enums.hubs import HubAnswer
from community.models import Hub, Referral
from initiatives.models import Initiative
from teams.models import Team
from tests.community.hubs import hub_town
from tests.journeys.pages import EACH_SCREEN, PUBLIC_TARGETS, SCREENS, STAFF_TARGETS, small, walk, wide

WORK = "/werkplek/ZW-2026-0001/"


@pytest.fixture
def hub(transactional_db: None, town: None) -> Hub:
    """A hub that can be asked."""
    return hub_town.open_hub()


@pytest.fixture
def case(hub: Hub, team: Team) -> Initiative:
    """The initiator's case with its EP-team."""
    return team.initiative


def test_a_referral_with_consent_to_a_hub_that_replies_without_an_account(
    device: Callable[..., Page], hub: Hub, case: Initiative, ep_member: User, initiator: User
) -> None:
    colleague = device(as_=ep_member, width=1200, height=900)
    colleague.goto(WORK)
    colleague.get_by_role("link", name="Vraag een knooppunt").click()
    colleague.get_by_label("Welk knooppunt?").select_option("hanzelab")
    colleague.get_by_label("Wat vraagt u het knooppunt?").fill("Wie wil er mee wieden?")
    colleague.get_by_label("Waarom dit knooppunt?").fill("Zij kennen veel mensen.")
    colleague.get_by_role("button", name="Leg het voor aan de initiatiefnemer").click()
    expect(colleague.get_by_text("Er is nog niets verstuurd.")).to_be_visible()

    mine = device(as_=initiator)
    mine.goto("/mijn/ZW-2026-0001/")
    mine.get_by_role("link", name="Lees en kies").click()
    expect(mine.get_by_text("E-mail: noor@example.nl")).to_be_visible()
    mine.get_by_label("Mijn e-mailadres").uncheck()
    mine.get_by_role("button", name="Ik ga akkoord, verstuur dit").click()
    expect(mine.get_by_role("heading", name="Er gaat iets mis")).to_be_visible()
    expect(mine.get_by_text("E-mail: noor@example.nl")).to_have_count(0)
    mine.get_by_role("button", name="Ik ga akkoord, verstuur dit").click()
    expect(mine.get_by_text("De vraag is nu bij Hanzelab.")).to_be_visible()

    nobody = device(javascript=False)
    nobody.goto(f"/knooppunten/antwoord/{hub_town.secret()}/")
    expect(nobody.get_by_text("Wie wil er mee wieden?")).to_be_visible()
    expect(nobody.get_by_text("noor@example.nl")).to_have_count(0)
    nobody.get_by_label("Ja, wij pakken dit op").check()
    nobody.get_by_label("Toelichting").fill("Drie mensen komen zaterdag.")
    nobody.get_by_role("button", name="Verstuur antwoord").click()
    expect(nobody.get_by_text("De initiatiefnemer en de gemeente hebben uw antwoord.")).to_be_visible()

    mine.reload()
    expect(mine.get_by_text("Drie mensen komen zaterdag.")).to_be_visible()
    mine.get_by_label("Het hielp het initiatief verder").check()
    mine.get_by_role("button", name="Vertel het ons").click()
    expect(mine.get_by_text("Daar leren wij van.")).to_be_visible()
    colleague.goto(WORK)
    expect(colleague.get_by_text("Knooppunt pakt het op")).to_be_visible()
    colleague.get_by_role("link", name="Hanzelab").click()
    expect(colleague.get_by_text("Het hielp het initiatief verder")).to_be_visible()


@pytest.fixture
def full(case: Initiative, hub: Hub, ep_member: User, initiator: User) -> list[Referral]:
    """A question with everything in it, one that waits for the hub, and one that waits for consent."""
    now = timezone.now()
    first = hub_town.agree(hub_town.proposed(case, hub, by=ep_member, at=now), by=initiator, at=now)
    hub_town.say(HubAnswer.TAKEN_UP, contact="Joke, 038 123 45 67", at=now)
    second = hub_town.agree(hub_town.proposed(case, hub, by=ep_member, at=now), by=initiator, at=now)
    other = Hub.objects.get(slug="arcon")
    other.referral_email = "vragen@arcon.example"
    other.website, other.phone = "https://arcon.example", "038 123 45 67"
    other.save()
    return [first, second, hub_town.proposed(case, other, by=ep_member, at=now)]


def unfolded(page: Page, accessible: Callable[[Page], list[str]], targets: list[int]) -> list[str]:
    """Everything wrong on a page with all that folds away in sight."""
    for summary in page.locator("main summary:visible").all():
        summary.click()
    return [*accessible(page), *wide(page), *small(page, targets)]


@pytest.mark.parametrize("screen", EACH_SCREEN)
def test_nothing_stands_in_anybodys_way(
    full: list[Referral], ep_member: User, initiator: User, device, accessible, screen
) -> None:
    public = partial(unfolded, accessible=accessible, targets=PUBLIC_TARGETS)
    staff = partial(unfolded, accessible=accessible, targets=STAFF_TARGETS)
    reply = f"/knooppunten/antwoord/{hub_town.secret()}/"
    own = [row.get_absolute_url() for row in full]
    found = walk(
        device(**SCREENS[screen]),
        [
            "/knooppunten/",
            "/knooppunten/?zoek=raket",
            "/knooppunten/arcon/",
            "/en/knooppunten/",
            reply,
            f"{reply[:-2]}/",
        ],
        public,
    )
    found += walk(device(as_=initiator, **SCREENS[screen]), [*own, "/knooppunten/hanzelab/vragen/"], public)
    work = [f"/werkplek/knooppunten/vraag/{row.pk}/" for row in full]
    pages = ["/werkplek/knooppunten/", "/werkplek/knooppunten/hanzelab/", f"{WORK}knooppunt/", *work, WORK]
    found += walk(device(as_=ep_member, **SCREENS[screen]), pages, staff)
    assert found == []


@pytest.mark.parametrize("screen", EACH_SCREEN)
def test_mistakes_stand_in_nobodys_way(full, ep_member, initiator, device, accessible, screen) -> None:
    found = []

    def press(page: Page, address: str, button: str, targets: list[int]) -> None:
        """Send a form as it opens, with what must be filled in still empty."""
        page.goto(address)
        page.get_by_role("button", name=button).first.click()
        page.get_by_role("heading", name="Er gaat iets mis").wait_for()
        found.extend(f"{address}, {button}: {line}" for line in unfolded(page, accessible, targets))

    press(device(**SCREENS[screen]), f"/knooppunten/antwoord/{hub_town.secret()}/", "Verstuur antwoord", PUBLIC_TARGETS)
    mine = device(as_=initiator, **SCREENS[screen])
    press(mine, full[0].get_absolute_url(), "Vertel het ons", PUBLIC_TARGETS)
    press(mine, "/knooppunten/hanzelab/vragen/", "Lees wat het knooppunt krijgt", PUBLIC_TARGETS)
    press(device(as_=ep_member, **SCREENS[screen]), f"{WORK}knooppunt/", "Leg het voor", STAFF_TARGETS)
    assert found == []
