"""Money from a sent application to a sealed letter, through everybody's own pages; and what axe finds there."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from initiatives.models import Initiative
from stimulus_fund.actions import deciding, handling, preparing
from stimulus_fund.actions.paying import make_file
from stimulus_fund.actions.rounds import plan_round
from stimulus_fund.models import Application
from stimulus_fund.questions import Part
from tests.journeys.pages import EACH_SCREEN, SCREENS, STAFF_TARGETS, small, walk, wide
from tests.stimulus_fund.conftest import desk, draft, fund, schemes, sent_now, whole
from tests.stimulus_fund.desk import Desk, judged, proposal, seen

__all__ = ["desk", "draft", "fund", "schemes", "sent_now", "whole"]
pytestmark = pytest.mark.django_db(transaction=True)


def complete_it(applicant: Page, application: Application) -> None:
    """The applicant answers what was asked."""
    applicant.goto(f"/fonds/aanvraag/{application.pk}/")
    applicant.get_by_role("link", name="Vul de aanvraag aan").click()
    expect(applicant.get_by_text("Waar komen de bankjes?")).to_be_visible()
    applicant.get_by_role("link", name="Uw plan").click()
    applicant.get_by_label("Wat gaat u doen?").fill("Wij zetten bankjes op het plein.")
    applicant.get_by_role("button", name="Bewaar en ga verder").click()
    applicant.get_by_label("Ik heb alles naar waarheid aangevuld.").check()
    applicant.get_by_role("button", name="Verstuur de aanvulling").click()
    expect(applicant.get_by_text("Uw aanvulling is binnen. De klok loopt weer.")).to_be_visible()


def judge_it(page: Page, application: Application) -> None:
    """An assessor gives four points everywhere, and advises a part."""
    page.goto(f"/werkplek/fonds/{application.pk}/beoordelen/")
    for criterion in application.scheme.rulesets.get().criteria.all():
        part = page.get_by_role("region", name=criterion.name)
        part.get_by_label("4", exact=True).check()
        part.get_by_label("Waarom?").fill("Goed doordacht.")
    page.get_by_label("voor een deel toekennen").check()
    page.get_by_label("Geadviseerd bedrag").fill("600")
    page.get_by_label("Toelichting op uw advies").fill("Minder bankjes is genoeg.")
    page.get_by_role("button", name="Lever in").click()
    expect(page.get_by_text("Uw beoordeling is ingeleverd.")).to_be_visible()


def test_incomplete_then_complete_then_granted_in_part(
    device: Callable[..., Page], sent_now: Application, desk: Desk, initiator: User, initiative: Initiative
) -> None:
    case = f"/werkplek/fonds/{sent_now.pk}/"
    officer = device(as_=desk.officer)
    officer.goto("/werkplek/fonds/")
    officer.get_by_role("link", name=initiative.title).click()
    officer.get_by_role("button", name="Behandel deze aanvraag").click()
    expect(officer.get_by_text("U behandelt deze aanvraag.")).to_be_visible()
    officer.get_by_role("link", name="Vraag om aanvulling").click()
    officer.get_by_label("Uw plan").check()
    officer.get_by_label("Wat ontbreekt er?").fill("Waar komen de bankjes?")
    officer.get_by_role("button", name="Vraag om aanvulling").click()
    expect(officer.get_by_text("De brief is verstuurd. De klok staat stil.")).to_be_visible()

    applicant = device(as_=initiator)
    complete_it(applicant, sent_now)
    officer.goto(case)
    expect(officer.get_by_text("Wij zetten bankjes op het plein.").first).to_be_visible()
    officer.get_by_role("link", name="De aanvraag is volledig").click()
    officer.get_by_label("Waarom is de aanvraag volledig?").fill("De plek staat erin.")
    officer.get_by_role("button", name="De aanvraag is volledig").click()
    expect(officer.get_by_text("Wordt beoordeeld").first).to_be_visible()
    for person in (desk.assessor, desk.other_assessor):
        judge_it(device(as_=person), sent_now)
    officer.reload()
    expect(officer.get_by_text("80 van 100 punten, gewogen")).to_be_visible()
    officer.get_by_role("button", name="Sluit het beoordelen af").click()
    officer.get_by_role("link", name="Bereid het besluit voor").click()
    officer.get_by_label("gedeeltelijke toekenning").check()
    officer.get_by_label(re.compile("^Bedrag")).fill("600")
    officer.get_by_label("Grond voor minder geven, afwijzen of intrekken").select_option("criteria")
    officer.get_by_label("Motivering").fill("Vier bankjes zijn genoeg voor dit plein.")
    officer.get_by_role("button", name="Leg voor aan een collega").click()
    expect(officer.get_by_text("Het besluit is voorbereid.")).to_be_visible()
    second = device(as_=desk.second)
    second.goto(f"{case}besluit/nakijken/")
    second.get_by_role("button", name="Kijk het besluit na").click()
    expect(second.get_by_text("Nagekeken.", exact=True)).to_be_visible()
    decider = device(as_=desk.decider)
    decider.goto(f"{case}besluit/nemen/")
    expect(decider.get_by_text("Vier bankjes zijn genoeg voor dit plein.").first).to_be_visible()
    decider.get_by_role("button", name="Neem het besluit").click()
    expect(decider.get_by_text("Het besluit is genomen en verstuurd.")).to_be_visible()

    applicant.goto(f"/fonds/aanvraag/{sent_now.pk}/")
    expect(applicant.get_by_text("Toegekend").first).to_be_visible()
    applicant.get_by_role("link", name="Besluit op uw aanvraag").click()
    expect(applicant.get_by_text("Wij geven u een deel van wat u vroeg: € 600 van € 900.")).to_be_visible()
    expect(applicant.get_by_role("heading", name="Bent u het niet eens met dit besluit?")).to_be_visible()


@pytest.mark.parametrize("screen", EACH_SCREEN)
def test_axe_finds_nothing(
    device: Callable[..., Page],
    accessible: Callable[..., list[str]],
    sent_now: Application,
    desk: Desk,
    initiator: User,
    screen: str,
) -> None:
    now = timezone.now()
    case, own = f"/werkplek/fonds/{sent_now.pk}/", f"/fonds/aanvraag/{sent_now.pk}/"

    def look(page: Page) -> list[str]:
        return [*accessible(page), *wide(page), *small(page, STAFF_TARGETS)]

    pages = {name: device(as_=getattr(desk, name), **SCREENS[screen]) for name in ("officer", "assessor", "decider")}
    applicant = device(as_=initiator, **SCREENS[screen])
    forms = [f"{case}{word}/" for word in ("volledig", "aanvulling", "verlengen", "termijn", "belang")]
    found = walk(applicant, ["/fonds/register/"], look)
    found += walk(pages["officer"], ["/werkplek/fonds/", "/werkplek/fonds/brieven/", case, *forms], look)
    until = (now + timedelta(days=14)).date()
    while until.weekday() > 4 or (until.month, until.day) in {(12, 25), (12, 26), (1, 1)}:
        until += timedelta(days=1)
    ask = {"parts": [Part.PLAN, Part.EVIDENCE], "text": "Waar?", "until": until}
    handling.ask_to_complete(application=sent_now, **ask, by=desk.officer, at=now)
    found += walk(applicant, [own, f"{own}aanvullen/", f"{own}plan/", f"{own}in-gebreke/", f"{own}brief/2/"], look)
    Application.objects.filter(pk=sent_now.pk).update(state="submitted")
    found += walk(pages["assessor"], [case], look)
    meeting = {"held_at": now, "place": "Stadskantoor", "agenda": "Opening", "by": desk.officer, "at": now}
    round_ = plan_round(pot=sent_now.pot, **meeting)
    found += walk(pages["officer"], ["/werkplek/fonds/rondes/", f"/werkplek/fonds/rondes/{round_.pk}/"], look)
    judged(sent_now, desk, at=now)
    Application.objects.filter(pk=sent_now.pk).update(state="assessing")
    found += walk(pages["assessor"], [f"{case}beoordelen/"], look)
    Application.objects.filter(pk=sent_now.pk).update(state="deciding")
    preparing.prepare(application=sent_now, proposal=proposal(), by=desk.officer, at=now)
    deciding.check(application=sent_now, seen=seen(sent_now), by=desk.second, at=now)
    found += walk(pages["officer"], [case, f"{case}besluit/"], look)
    found += walk(pages["decider"], [f"{case}besluit/nemen/"], look)
    deciding.decide(application=sent_now, seen=seen(sent_now), by=desk.decider, at=now)
    money = "/werkplek/fonds/betalingen/"
    found += walk(pages["officer"], [money], look)
    file = make_file(by=desk.officer, at=now)
    payment = file.payments.get()
    found += walk(pages["officer"], [money, f"{money}bestand/{file.pk}/", f"{money}{payment.pk}/"], look)
    found += walk(applicant, [own], look)
    assert "\n".join(found) == ""
