"""The right to challenge in the browser: from the initiator's page to what everyone reads; axe there."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from community.actions import challenge_agreement as own
from community.actions import challenge_due as due
from community.actions import challenge_sending as sending
from community.actions import desk_challenge_agreement as agreeing
from community.actions.challenge_paper import enter_from_paper
from community.models import Challenge
from initiatives.models import Initiative
from tests.community import challenging
from tests.community.challenges.conftest import desk, right
from tests.community.challenging import AT, DAY, Desk, proposal
from tests.journeys.pages import EACH_SCREEN, PUBLIC_TARGETS, SCREENS, STAFF_TARGETS, small, walk, wide

__all__ = ["desk", "right"]
pytestmark = pytest.mark.django_db(transaction=True)
TASK = {
    "Hoe noemt u de taak": "Het groen in de Bloemenbuurt",
    "Wat doet de gemeente nu": "Snoeien en harken in zes straten.",
    "Waarom kunt u het beter?": "Wij wonen er.",
}
TOGETHER = {
    "Met wie doet u het?": "De bewonersvereniging.",
    "Hoe weet u dat mensen dit willen?": "Wij gingen langs de deuren.",
    "Hoeveel mensen steunen dit?": "84",
}
COST = {"Wat kost het per jaar als u het doet?": "12.500,50", "Hoe komt u aan dat bedrag?": "Uren en gereedschap."}
WORDS = {
    "Wat heeft het gebracht?": "De buurt is groener.",
    "Wat ging anders dan gedacht?": "De zomer was droog.",
    "Wat kunnen anderen hiervan leren?": "Begin klein.",
}


@pytest.fixture
def shown(desk: Desk, initiative: Initiative) -> Initiative:
    """An initiative that everyone may read."""
    Initiative.objects.filter(pk=initiative.pk).update(public_consent_at=AT, published_at=AT, news_at=AT)
    return Initiative.objects.get(pk=initiative.pk)


def fill(page: Page, answers: dict[str, str]) -> None:
    """Fill in fields by their label."""
    for label, words in answers.items():
        page.get_by_label(label).fill(words)


def challenge_from(page: Page, case: Initiative) -> None:
    """Write a challenge part by part and send it, for everyone to read."""
    page.goto(case.status_url)
    page.get_by_role("link", name="Neem een taak van de gemeente over").click()
    page.get_by_role("button", name="Begin", exact=True).click()
    page.get_by_role("link", name="De taak").click()
    page.get_by_label("Hoe noemt u de taak").fill(TASK["Hoe noemt u de taak"])
    page.get_by_role("button", name="Bewaar en ga verder").click()
    expect(page.get_by_text("Schrijf op welke taak u wilt overnemen.").first).to_be_visible()
    expect(page.get_by_label("Hoe noemt u de taak")).to_have_value("Het groen in de Bloemenbuurt")
    begins = {"Vanaf wanneer?": (timezone.localdate() + timedelta(days=30)).isoformat()}
    period = {**begins, "Hoeveel maanden?": "12", "Wat heeft u van de gemeente nodig?": "Een vast contact."}
    fill(page, TASK)
    page.get_by_role("button", name="Bewaar en ga verder").click()
    for name, answers in (("Met wie", TOGETHER), ("Wat het kost", COST), ("Wanneer", period)):
        page.get_by_role("link", name=name).click()
        fill(page, answers)
        page.get_by_role("button", name="Bewaar en ga verder").click()
    page.get_by_role("link", name="Controleren en versturen").click()
    page.get_by_label("Iedereen mag mijn uitdaging lezen op deze site").check()
    page.get_by_label("Ik heb alles naar waarheid ingevuld").check()
    page.get_by_role("button", name="Daag de gemeente uit").click()
    expect(page.get_by_role("heading", name="Uw uitdaging is ingediend")).to_be_visible()


def assess(assessor: Page, performer: Page, case: str) -> None:
    """Take it up, ask who performs the task, and advise."""
    assessor.goto("/werkplek/uitdagingen/")
    assessor.get_by_role("link", name="Het groen in de Bloemenbuurt").click()
    assessor.get_by_role("link", name="Neem deze uitdaging op u").click()
    assessor.get_by_role("button", name="Neem deze uitdaging op u").click()
    assessor.get_by_role("link", name="Vraag wie de taak nu doet").click()
    assessor.get_by_label("Wie doet deze taak nu?").select_option(label="Piet Plantsoen")
    assessor.get_by_role("button", name="Vraag wie de taak nu doet").click()
    performer.goto(f"{case}zienswijze/")
    fill(performer, {"Wat vindt u ervan?": "Het kan.", "Wat kost de taak nu per jaar?": "18.000"})
    performer.get_by_role("button", name="Verstuur").click()
    assessor.get_by_role("link", name="Beoordeel de uitdaging").click()
    assessor.get_by_role("button", name="Lever in").click()
    expect(assessor.get_by_text("Kies een oordeel bij “Bewoners staan erachter”.").first).to_be_visible()
    for choice in assessor.locator("input[type=radio][value=good]").all():
        choice.check()
    for reason in assessor.locator("textarea[name^=reason]").all():
        reason.fill("Dat klopt.")
    assessor.get_by_label("Ja", exact=True).check()
    assessor.get_by_label("Toelichting").fill("Doen.")
    assessor.get_by_role("button", name="Lever in").click()
    expect(assessor.get_by_text("Uw advies is ingeleverd. Iemand anders beslist.")).to_be_visible()


def evaluate(page: Page, button: str) -> None:
    """Look back, on either side."""
    fill(page, WORDS)
    page.get_by_label("Zo doorgaan").check()
    if button != "Verstuur":
        page.get_by_label("Loopt samen met de gemeente").check()
    page.get_by_role("button", name=button).click()


def on_paper(case: Initiative, desk: Desk) -> Challenge:
    """A challenge that came in by letter."""
    answers = {"name": "Het plein vegen", "task": "Elke week."}
    facts = {"answers": answers, "uploads": [], "arrived_on": AT.date(), "may_be_public": False}
    return enter_from_paper(initiative=case, **facts, by=desk.assessor, at=AT)


def test_a_letter_is_entered_and_confirmed(device: Callable[..., Page], desk: Desk, shown: Initiative) -> None:
    page = device(as_=desk.assessor, width=1200, height=900)
    page.goto("/werkplek/uitdagingen/")
    page.get_by_role("link", name="Voer een uitdaging op papier in").click()
    page.get_by_label("Hoe noemt u de taak").fill("Het plein vegen")
    page.get_by_role("button", name="Voer de uitdaging in").click()
    expect(page.get_by_text("Vul de dag in waarop de brief binnenkwam.").first).to_be_visible()
    expect(page.get_by_label("Hoe noemt u de taak")).to_have_value("Het plein vegen")
    page.get_by_label("Nummer van het initiatief").fill(shown.number)
    page.get_by_label("Op welke dag kwam de brief binnen?").fill(timezone.localdate().isoformat())
    page.get_by_label("Wat doet de gemeente nu").fill("Elke week.")
    page.get_by_role("button", name="Voer de uitdaging in").click()
    expect(page.get_by_role("heading", name="Uw uitdaging is binnengekomen")).to_be_visible()
    expect(page.get_by_role("button", name="Druk af")).to_be_visible()
    page.get_by_role("link", name="Naar de uitdaging").click()
    expect(page.get_by_role("link", name="Vraag om een aanvulling")).to_be_visible()


def test_from_the_initiators_page_to_the_evaluation_everyone_reads(
    device: Callable[..., Page], desk: Desk, initiator: User, shown: Initiative
) -> None:
    page, anyone = device(as_=initiator), device()
    challenge_from(page, shown)
    challenge = Challenge.objects.get()
    anyone.goto("/uitdaagrecht/")
    anyone.get_by_role("link", name="Het groen in de Bloemenbuurt").click()
    expect(anyone.get_by_text("Ingediend", exact=True).first).to_be_visible()
    assessor, performer, decider = (device(as_=getattr(desk, name)) for name in ("assessor", "performer", "decider"))
    case = f"/werkplek/uitdagingen/{challenge.pk}/"
    assess(assessor, performer, case)
    expect(assessor.get_by_role("link", name="Beslis", exact=True)).to_have_count(0)

    decider.goto(case)
    decider.get_by_role("link", name="Beslis", exact=True).click()
    decider.get_by_label("Ja", exact=True).check()
    decider.get_by_label("Motivering").fill("Bewoners kunnen dit.")
    decider.get_by_role("button", name="Beslis", exact=True).click()
    expect(decider.get_by_text("Uw beslissing staat vast.")).to_be_visible()

    make_the_agreement(assessor, page, challenge)
    assert due.do_due_work(at=timezone.now()) == 2  # the moment to look back and the end are near
    page.reload()
    page.get_by_role("link", name="Schrijf uw evaluatie").click()
    evaluate(page, "Verstuur")
    assessor.goto(f"{case}evaluatie/")
    evaluate(assessor, "Schrijf de evaluatie")

    anyone.goto(challenge.public_url)
    expect(anyone.get_by_text("Klaar, met een evaluatie", exact=True)).to_be_visible()
    expect(anyone.get_by_text("Bewoners kunnen dit.")).to_be_visible()
    expect(anyone.get_by_text("De buurt is groener.")).to_have_count(2)
    expect(anyone.get_by_text("€\xa018.000")).to_be_visible()
    assert Initiative.objects.get(pk=shown.pk).outcome == "with_municipality"


def make_the_agreement(assessor: Page, page: Page, challenge: Challenge) -> None:
    """Proposed by the assessor from today for ten days, read and agreed with."""
    today = timezone.localdate()
    assessor.goto(f"/werkplek/uitdagingen/{challenge.pk}/afspraak/")
    words = {"Wat doen de initiatiefnemers?": "Elke week snoeien.", "Wat doet de gemeente?": "Groenafval."}
    days = {"Eerste dag": 0, "Laatste dag": 10, "Samen terugkijken op (1)": 5}
    dated = {label: (today + timedelta(days=ahead)).isoformat() for label, ahead in days.items()}
    fill(assessor, {**words, "Hoeveel geld": "0", **dated})
    assessor.get_by_role("button", name="Stel een afspraak voor").click()
    expect(assessor.get_by_text("Het voorstel is verstuurd.")).to_be_visible()
    page.goto(challenge.get_absolute_url())
    page.get_by_role("link", name="Lees het voorstel").click()
    page.get_by_role("button", name="Ga akkoord").click()
    expect(page.get_by_text("Kruis aan dat u akkoord gaat.").first).to_be_visible()
    page.get_by_label("Wij gaan akkoord met deze afspraak.").check()
    page.get_by_role("button", name="Ga akkoord").click()
    expect(page.get_by_text("Wordt uitgevoerd", exact=True).first).to_be_visible()


@pytest.mark.parametrize("screen", EACH_SCREEN)
def test_axe_finds_nothing_from_draft_to_evaluation(
    device: Callable[..., Page],
    accessible: Callable[..., list[str]],
    desk: Desk,
    initiator: User,
    shown: Initiative,
    screen: str,
) -> None:
    def look(page: Page) -> list[str]:
        staff = "/werkplek/" in page.url
        return [*accessible(page), *wide(page), *small(page, STAFF_TARGETS if staff else PUBLIC_TARGETS)]

    anyone = device(**SCREENS[screen])
    page, assessor, performer, decider = (
        device(as_=who, **SCREENS[screen]) for who in (initiator, desk.assessor, desk.performer, desk.decider)
    )
    begin = f"/mijn/{shown.number}/uitdagen/"
    found = walk(page, [begin], look)
    draft = challenging.written(shown, initiator)
    mine, case = f"/mijn/uitdaging/{draft.pk}/", f"/werkplek/uitdagingen/{draft.pk}/"
    parts = [f"{mine}deel/{slug}/" for slug in ("taak", "samen", "kosten", "periode", "bewijs")]
    found += walk(page, [shown.status_url, mine, *parts, f"{mine}controleren/", f"{mine}weg/"], look)

    sent = sending.send(challenge=draft, may_be_public=True, by=initiator, at=AT)
    found += walk(assessor, [case, f"{case}aanvulling/"], look)
    challenging.assessing_now(sent, desk)
    found += walk(page, [mine, f"{mine}afschrift/"], look)
    steps = [f"{case}{word}/" for word in ("beoordelen", "langer", "vragen", "belang")]
    found += walk(assessor, ["/werkplek/uitdagingen/", case, *steps, "/werkplek/uitdagingen/papier/"], look)
    letter = on_paper(shown, desk)
    found += walk(
        assessor, [f"/werkplek/uitdagingen/{letter.pk}/", f"/werkplek/uitdagingen/{letter.pk}/bevestiging/"], look
    )
    found += walk(performer, ["/werkplek/", case, f"{case}zienswijze/"], look)
    challenging.advised(sent, desk)
    found += walk(decider, [case, f"{case}beslissen/"], look)
    challenging.decided(sent, desk)
    found += walk(anyone, ["/uitdaagrecht/", sent.public_url], look)
    found += walk(decider, [f"{case}opnieuw/"], look)
    found += walk(assessor, [f"{case}afspraak/"], look)
    made = agreeing.propose(challenge=sent, proposal=proposal(), by=desk.assessor, at=AT + 21 * DAY)
    found += walk(page, [mine, f"{mine}afspraak/"], look)
    own.agree(challenge=sent, seen=own.agreement_mark(made), by=initiator, at=AT + 21 * DAY)
    due.begin_agreements(at=AT.replace(month=9))
    found += walk(page, [mine, f"{mine}terugkijken/{made.reviews.get().pk}/", f"{mine}stoppen/"], look)
    found += walk(page, [f"{mine}evaluatie/"], look)
    found += walk(assessor, [f"{case}{word}/" for word in ("terugkijken", "stoppen", "evaluatie")], look)
    over = AT.replace(year=2027, month=8, day=31)
    own.evaluate(challenge=sent, words=challenging.WORDS, by=initiator, at=over)
    ours = {**challenging.WORDS, "outcome": "with_municipality"}
    agreeing.evaluate(challenge=sent, words=ours, by=desk.assessor, at=over)
    found += walk(page, [mine], look)
    found += walk(anyone, [sent.public_url], look)
    found += walk(assessor, ["/werkplek/uitdagingen/?stand=klaar", case], look)
    assert "\n".join(found) == ""
