"""After a decision, through everybody's own pages: to the settlement, to a new decision on objection; and axe there."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from accounts.enums import Role
from accounts.models import User
from initiatives.models import Initiative
from stimulus_fund.actions import disputing, handling, paying, preparing, reporting
from stimulus_fund.actions.pot import set_budget
from stimulus_fund.models import Application, Dispute, Scheme, TermEvent
from tests.factories import RoleGrantFactory
from tests.journeys.pages import EACH_SCREEN, SCREENS, STAFF_TARGETS, small, walk, wide
from tests.journeys.test_fund import ask_for_money
from tests.journeys.test_fund_decided import judge_it
from tests.stimulus_fund.conftest import desk, draft, fund, schemes, sent_now, whole
from tests.stimulus_fund.desk import Desk, granted, proposal, rejected, taken

__all__ = ["desk", "draft", "fund", "schemes", "sent_now", "whole"]
pytestmark = pytest.mark.django_db(transaction=True)
AGREE = "Het besluit is genomen en verstuurd."


def agree(second: Page, decider: Page, case: str) -> None:
    """Look at what was prepared, and take it."""
    second.goto(f"{case}besluit/nakijken/")
    second.get_by_role("button", name="Kijk het besluit na").click()
    decider.goto(f"{case}besluit/nemen/")
    decider.get_by_role("button", name="Neem het besluit").click()
    expect(decider.get_by_text(AGREE)).to_be_visible()


def test_from_the_pot_finder_to_the_settlement(
    device: Callable[..., Page],
    any_phone: Page,
    fund: Scheme,
    desk: Desk,
    initiator: User,
    initiative: Initiative,
    live_server: object,
    tmp_path: Path,
) -> None:
    year = timezone.localdate().year
    set_budget(scheme=fund, year=year, cents=500_000, reason="Begroting", by=None, at=timezone.now())
    ask_for_money(any_phone, initiator, live_server.url)
    application = Application.objects.get()
    case, own = f"/werkplek/fonds/{application.pk}/", f"/fonds/aanvraag/{application.pk}/"
    officer, second, decider = (device(as_=getattr(desk, name)) for name in ("officer", "second", "decider"))
    officer.goto(f"{case}volledig/")
    officer.get_by_label("Waarom is de aanvraag volledig?").fill("Alles is er.")
    officer.get_by_role("button", name="De aanvraag is volledig").click()
    for person in (desk.assessor, desk.other_assessor):
        judge_it(device(as_=person), application)
    officer.goto(case)
    officer.get_by_role("button", name="Sluit het beoordelen af").click()
    officer.get_by_role("link", name="Bereid het besluit voor").click()
    officer.get_by_label("toekenning", exact=True).check()
    officer.get_by_label("Motivering").fill("Het hele plan is goed voor het plein.")
    officer.get_by_label("Waarom anders dan het advies?").fill("Alle bankjes zijn nodig.")
    officer.get_by_role("button", name="Leg voor aan een collega").click()
    agree(second, decider, case)

    officer.goto("/werkplek/fonds/betalingen/")
    officer.get_by_role("button", name="Maak een betaalbestand").click()
    officer.get_by_role("link", name=initiative.title).click()
    officer.get_by_role("button", name="Betaald").click()
    expect(officer.get_by_text("De betaling is vastgelegd.")).to_be_visible()

    tell_how_it_went(any_phone, own, tmp_path / "bankje.jpg")
    officer.goto(case)
    expect(officer.get_by_text("Zes bankjes gezet.")).to_be_visible()
    officer.get_by_role("link", name="Stel de subsidie vast").click()
    officer.get_by_label("Motivering").fill("De bankjes staan er.")
    officer.get_by_role("button", name="Leg voor aan een collega").click()
    agree(second, decider, case)
    page = any_phone
    page.goto(own)
    page.get_by_role("link", name="Vaststelling van uw subsidie").click()
    expect(page.get_by_text("Wij stellen uw subsidie vast op € 900.")).to_be_visible()
    expect(page.get_by_text("Er verandert niets aan wat u kreeg of nog krijgt.")).to_be_visible()


def tell_how_it_went(page: Page, own: str, picture: Path) -> None:
    """The report with a photo, by whoever got the money."""
    page.goto(own)
    expect(page.get_by_text(re.compile("€\xa0900, betaald op"))).to_be_visible()
    Image.new("RGB", (60, 40), "green").save(picture)
    page.get_by_role("link", name="Voeg foto’s en bonnen toe").click()
    page.get_by_label("Foto’s en bonnen").set_input_files(picture)
    page.get_by_role("button", name="Voeg toe").click()
    page.get_by_role("link", name="Terug naar uw verslag").click()
    page.get_by_label("Wat heeft u gedaan?").fill("Zes bankjes gezet.")
    page.get_by_role("button", name="Verstuur het verslag").click()
    expect(page.get_by_text("Vul in wat het heeft gekost.").first).to_be_visible()
    expect(page.get_by_label("Wat heeft u gedaan?")).to_have_value("Zes bankjes gezet.")
    page.get_by_label("Wat kostte het alles bij elkaar?").fill("1.900,50")
    page.get_by_role("button", name="Verstuur het verslag").click()
    expect(page.get_by_text("Wij hebben uw verslag ontvangen.")).to_be_visible()


def test_rejection_objection_and_a_new_decision(
    device: Callable[..., Page], sent_now: Application, desk: Desk, initiator: User
) -> None:
    now = timezone.now()
    done = rejected(sent_now, desk, at=now)
    own = f"/fonds/aanvraag/{done.pk}/"
    applicant = device(as_=initiator)
    applicant.goto(own)
    applicant.get_by_role("link", name="Maak bezwaar tegen het besluit").click()
    applicant.get_by_role("button", name="Verstuur uw bezwaar").click()
    expect(applicant.get_by_text("Schrijf op waarom u het niet eens bent met het besluit.").first).to_be_visible()
    applicant.get_by_label("Waarom bent u het niet eens met het besluit?").fill("De school doet mee.")
    applicant.get_by_role("button", name="Verstuur uw bezwaar").click()
    expect(applicant.get_by_text("Wij hebben uw bezwaar ontvangen.")).to_be_visible()
    expect(applicant.get_by_text("Awb 7:10 lid 1").first).to_be_visible()

    first = device(as_=desk.officer)
    first.goto("/werkplek/fonds/bezwaren/")
    first.get_by_role("link", name=done.initiative.title).click()
    first.get_by_role("button", name="Behandel dit").click()
    expect(first.get_by_text("Een ander behandelt dit (Awb 7:5).")).to_be_visible()
    lawyer = device(as_=RoleGrantFactory(role=Role.FUND_OFFICER, user__display_name="Jet Juridisch").user)
    lawyer.goto(f"/werkplek/fonds/bezwaren/{Dispute.objects.get().pk}/")
    lawyer.get_by_role("button", name="Behandel dit").click()
    lawyer.get_by_role("link", name="Geen gesprek").click()
    lawyer.get_by_label("Waarom is er geen gesprek?").fill("Wij wijzen het bezwaar helemaal toe.")
    lawyer.get_by_role("button", name="Geen gesprek").click()
    lawyer.get_by_role("link", name="Bereid de beslissing voor").click()
    lawyer.get_by_label("toekenning", exact=True).check()
    lawyer.get_by_label("Motivering").fill("De school doet alsnog mee.")
    lawyer.get_by_label("Waarom anders dan het advies?").fill("Dat wist de beoordelaar niet.")
    lawyer.get_by_role("button", name="Leg voor aan een collega").click()
    other = device(as_=RoleGrantFactory(role=Role.DECISION_MAKER).user)
    agree(device(as_=desk.second), other, f"/werkplek/fonds/{done.pk}/")

    applicant.goto(own)
    expect(applicant.get_by_text("Toegekend").first).to_be_visible()
    applicant.get_by_role("link", name="Beslissing op uw bezwaar").click()
    told = "Uw bezwaar is gegrond. Wij nemen een nieuw besluit. Wij geven u subsidie van € 900."
    expect(applicant.get_by_text(told)).to_be_visible()
    expect(applicant.get_by_text("U kunt beroep instellen bij de rechtbank Overijssel")).to_be_visible()


def test_extension_and_notice_of_default(
    device: Callable[..., Page], sent_now: Application, desk: Desk, initiator: User
) -> None:
    case, own = f"/werkplek/fonds/{sent_now.pk}/", f"/fonds/aanvraag/{sent_now.pk}/"
    long_ago = timezone.now() - timedelta(days=120)
    Application.objects.filter(pk=sent_now.pk).update(received_at=long_ago)
    applicant, officer = device(as_=initiator), device(as_=desk.officer)
    officer.goto(f"{case}verlengen/")
    officer.get_by_label("Wij beslissen uiterlijk op").fill("2030-01-07")
    officer.get_by_label("Waarom duurt het langer?").fill("Ziekte.")
    officer.get_by_role("button", name="Verleng de beslistermijn").click()
    expect(officer.get_by_text("Verlengen kon tot en met").first).to_be_visible()
    applicant.goto(own)
    applicant.get_by_role("link", name="Stel de gemeente in gebreke").click()
    applicant.get_by_label("Ik stel de gemeente in gebreke.").check()
    applicant.get_by_role("button", name="Stel de gemeente in gebreke").click()
    expect(applicant.get_by_text("Wij beslissen binnen twee weken.").first).to_be_visible()
    officer.goto(case)
    expect(officer.get_by_text("is de gemeente in gebreke gesteld").first).to_be_visible()
    assert TermEvent.objects.get().kind == "default"


def test_an_extension_in_time_is_a_letter_and_a_new_last_day(
    device: Callable[..., Page], sent_now: Application, desk: Desk, initiator: User
) -> None:
    officer = device(as_=desk.officer)
    officer.goto(f"/werkplek/fonds/{sent_now.pk}/verlengen/")
    until = sent_now.decide_by + timedelta(days=21)
    while until.weekday() > 4 or (until.month, until.day) in {(12, 25), (1, 1), (4, 27), (5, 5)}:
        until += timedelta(days=1)
    officer.get_by_label("Wij beslissen uiterlijk op").fill(until.isoformat())
    officer.get_by_label("Waarom duurt het langer?").fill("De adviseur is ziek.")
    officer.get_by_role("button", name="Verleng de beslistermijn").click()
    expect(officer.get_by_text("De termijn is verlengd en de brief is verstuurd.")).to_be_visible()
    applicant = device(as_=initiator)
    applicant.goto(f"/fonds/aanvraag/{sent_now.pk}/")
    applicant.get_by_role("link", name="Wij beslissen later op aanvraag").click()
    expect(applicant.get_by_text("De adviseur is ziek.")).to_be_visible()
    expect(applicant.get_by_text("(Awb 4:14 lid 3)")).to_be_visible()


def test_a_declared_interest_takes_the_buttons_away(
    device: Callable[..., Page], sent_now: Application, desk: Desk
) -> None:
    page, case = device(as_=desk.assessor), f"/werkplek/fonds/{sent_now.pk}/"
    handling.find_complete(application=sent_now, reason="Ja.", by=desk.officer, at=timezone.now())
    page.goto(case)
    expect(page.get_by_role("link", name="Beoordeel")).to_be_visible()
    page.get_by_role("link", name="Ik heb er een belang bij").click()
    page.get_by_label("Welk belang heeft u?").fill("Mijn broer doet mee.")
    page.get_by_role("button", name="Ik heb er een belang bij").click()
    expect(page.get_by_text("Een collega neemt deze aanvraag over.")).to_be_visible()
    expect(page.get_by_role("link", name="Beoordeel")).to_have_count(0)
    page.goto(f"{case}beoordelen/")
    page.get_by_label("toekennen", exact=True).check()
    page.get_by_role("button", name="Bewaar").first.click()
    expect(page.get_by_text("U heeft een belang bij deze aanvraag gemeld.").first).to_be_visible()


@pytest.mark.parametrize("screen", EACH_SCREEN)
def test_axe_finds_nothing_afterwards(
    device: Callable[..., Page],
    accessible: Callable[..., list[str]],
    sent_now: Application,
    desk: Desk,
    initiator: User,
    screen: str,
) -> None:
    now = timezone.now()

    def look(page: Page) -> list[str]:
        return [*accessible(page), *wide(page), *small(page, STAFF_TARGETS)]

    officer, applicant = (device(as_=who, **SCREENS[screen]) for who in (desk.officer, initiator))
    lawyer_user = RoleGrantFactory(role=Role.FUND_OFFICER).user
    lawyer = device(as_=lawyer_user, **SCREENS[screen])
    part = granted(sent_now, desk, proposal("partial", 60_000, ground="criteria", deviation="x"), at=now)
    case, own = f"/werkplek/fonds/{part.pk}/", f"/fonds/aanvraag/{part.pk}/"
    found = walk(applicant, [own, f"{own}verslag/", f"{own}verslag/bestanden/", f"{own}wijziging/"], look)
    found += walk(applicant, [f"{own}bezwaar/{part.decisions.get().pk}/", f"{own}klacht/"], look)
    reporting.ask_change(application=part, text="Later.", ends_on=None, by=initiator, at=now)
    forms = [f"{case}besluit/{word}/" for word in ("nieuw", "vaststellen", "intrekken")]
    found += walk(officer, [case, *forms, f"{case}wijziging/", f"{case}bezwaar/"], look)
    filed = disputing.object_to(application=part, decision=part.decisions.get(), text="Nee.", by=initiator, at=now)
    one = f"/werkplek/fonds/bezwaren/{filed.pk}/"
    disputing.take_on_dispute(application=part, dispute=filed, by=lawyer_user, at=now)
    words = ("uitnodigen", "gesprek", "geen-gesprek", "uitstellen", "instemming", "oordeel", "beslissing")
    found += walk(lawyer, ["/werkplek/fonds/bezwaren/", one, *[f"{one}{word}/" for word in words]], look)
    found += walk(applicant, [f"{own}zaak/{filed.pk}/"], look)
    disputing.withdraw_dispute(dispute=filed, by=initiator, at=now)
    paying.make_file(by=desk.officer, at=now)
    paying.confirm_paid(payment=part.payments.get(), on=now.date(), by=desk.officer, at=now)
    wrote = preparing.revoke(
        application=part, proposal=proposal("revocation", 0, ground="undone"), by=desk.officer, at=now
    )
    taken(part, wrote, desk, at=now)
    money = "/werkplek/fonds/betalingen/"
    found += walk(officer, [money, f"{money}terug/{part.reclaims.get().pk}/", case], look)
    found += walk(applicant, [own], look)
    assert "\n".join(found) == ""
