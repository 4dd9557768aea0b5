"""A session from the first invitation to the last word about its summary, on two telephones."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from core.models import OutgoingMail
from teams.models import PlannedSession, Session

pytestmark = pytest.mark.usefixtures("town", "team")

CASE = "/werkplek/ZW-2026-0001/"
MINE = "/mijn/ZW-2026-0001/"


def plan_a_session(page: Page) -> None:
    """Plan a talk for tomorrow at ten, with the initiator."""
    page.goto(CASE)
    page.get_by_role("link", name="Gesprek plannen").click()
    page.get_by_label("Welke dag?").fill((timezone.localdate() + timedelta(days=1)).isoformat())
    page.get_by_label("Hoe laat?").fill("10:00")
    page.get_by_label("Waar?").fill("Bij de dijk")
    page.get_by_label("Waar gaat het over?").fill("Mag de haag weg?")
    page.get_by_label("Nodig ook de initiatiefnemer uit").check()
    page.get_by_role("button", name="Plan en nodig uit").click()
    expect(page.get_by_text("Gepland. Wie u uitnodigde")).to_be_visible()


def log_it(page: Page) -> None:
    """Log the planned talk; only what was agreed is still to be typed."""
    page.get_by_role("link", name="Dit gesprek vastleggen").click()
    expect(page.get_by_label("Wat was de vraag?")).to_have_value("Mag de haag weg?")
    page.get_by_label("Vandaag").check()
    page.get_by_label("Wat is afgesproken?").fill("Esra meet de stoep op.")
    page.get_by_label("Aantekening voor collega's").fill("Kost ons 400 euro.")
    page.get_by_label("Zichtbaar voor de initiatiefnemer").check()
    page.get_by_role("button", name="Bewaar en deel").first.click()
    page.wait_for_url(f"**{CASE}")


@pytest.mark.parametrize("javascript", [True, False])
def test_planned_logged_corrected_and_replied(
    device: Callable[..., Page], ep_member: User, initiator: User, javascript: bool
) -> None:
    colleague = device(as_=ep_member, javascript=javascript)
    plan_a_session(colleague)
    with colleague.expect_download() as download:
        colleague.get_by_role("link", name="Zet in mijn agenda").click()
    assert download.value.suggested_filename == "afspraak.ics"
    resident = device(as_=initiator, javascript=javascript)
    resident.goto(MINE)
    expect(resident.get_by_role("heading", name="Gesprekken die komen")).to_be_visible()
    log_it(colleague)
    resident.goto(MINE)
    expect(resident.get_by_role("heading", name="Gesprekken die komen")).to_have_count(0)
    resident.get_by_role("link", name="Klopt dit verslag?").click()
    expect(resident.get_by_text("400 euro")).to_have_count(0)
    resident.get_by_label("Nee, het was anders").check()
    resident.get_by_label("Hoe was het volgens u?").fill("Wij meten zelf.")
    resident.get_by_role("button", name="Verstuur").click()
    expect(resident.get_by_text("Dank u. De gemeente heeft bericht gekregen.")).to_be_visible()
    session = Session.objects.get()
    colleague.goto(f"{CASE}gesprek/{session.pk}/")
    expect(colleague.get_by_text("Wij meten zelf.")).to_be_visible()
    colleague.get_by_label("Uw reactie").fill("U heeft gelijk.")
    colleague.get_by_role("button", name="Verstuur reactie").click()
    expect(colleague.get_by_text("De initiatiefnemer krijgt uw reactie per e-mail.")).to_be_visible()
    resident.reload()
    expect(resident.get_by_text("U heeft gelijk.")).to_be_visible()
    assert (session.summary_state, PlannedSession.objects.get().session) == ("corrected", session)
    kinds = list(OutgoingMail.objects.filter(to=initiator.email).order_by("pk").values_list("kind", flat=True))
    assert kinds == ["teams.session_planned", "teams.session_shared", "teams.summary_replied"]
