"""The pages of the right to challenge, for everyone, for the initiator's side, and at the werkplek."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from community.actions import challenge_agreement as own
from community.actions import challenge_sending as sending
from community.actions import desk_challenge_agreement as agreeing
from community.actions import desk_challenge_assessing as assessing
from community.actions.challenge_draft import begin
from community.models import Challenge, ChallengeAgreement, ChallengeDecision, ChallengeEvaluation, ChallengeReview
from core.models import AuditEntry
from initiatives.models import Initiative
from tests.community import challenging
from tests.community.challenging import AT, DAY, WORDS, decided, fresh, judgements, proposal, written
from tests.factories import InitiativeFactory, MemberFactory, UserFactory

pytestmark = pytest.mark.django_db
MINE = "/mijn/uitdaging/{}/"
WORK = "/werkplek/uitdagingen/{}/"


def said(response) -> str:
    """The page as text."""
    return response.content.decode()


def published(challenge: Challenge) -> None:
    """Let everyone read the initiative."""
    Initiative.objects.filter(pk=challenge.initiative_id).update(public_consent_at=AT, published_at=AT, news_at=AT)


@pytest.fixture
def mine(client: Client, initiator) -> Client:
    client.force_login(initiator)
    return client


@pytest.fixture
def work(client: Client, desk) -> Client:
    client.force_login(desk.assessor)
    return client


def test_the_page_of_the_initiative_leads_to_its_public_challenges(client, sent):
    published(sent)
    address = Initiative.objects.get(pk=sent.initiative_id).get_absolute_url()
    assert f'<a href="{sent.public_url}">Het groen in de Bloemenbuurt</a>' in said(client.get(address))
    Challenge.objects.update(public_consent_at=None)
    assert "Bloemenbuurt" not in said(client.get(address))


def test_every_page_leads_to_the_right_to_challenge(client, right):
    assert '<a href="/uitdaagrecht/">Uitdaagrecht</a>' in said(client.get("/privacy/"))


def test_the_first_button_is_what_everybody_waits_for(client, advised, desk):
    client.force_login(desk.decider)
    here = WORK.format(advised.pk)
    page = said(client.get(here))
    assert f'<a class="button" href="{here}beslissen/">Beslis</a>' in page
    assert f'<a class="button button-quiet" href="{here}langer/">Neem langer de tijd</a>' in page


def test_the_evaluation_is_offered_at_the_end_and_once(work, running, desk):
    here = WORK.format(running.pk)
    assert "Schrijf de evaluatie" not in said(work.get(here))
    ChallengeAgreement.objects.update(end_reminded_on=date(2027, 8, 20))
    assert "Schrijf de evaluatie" in said(work.get(here))
    ours = {**WORDS, "outcome": "fragile"}
    agreeing.evaluate(challenge=running, words=ours, by=desk.assessor, at=AT)
    assert "Schrijf de evaluatie" not in said(work.get(here))


# --- For everyone -----------------------------------------------------------------------------------------------
def test_the_right_is_explained_with_its_terms(client, right):
    page = said(client.get("/uitdaagrecht/"))
    for words in (
        "Dat duurt hoogstens 6 weken.",
        "Dat duurt daarna hoogstens 4 weken.",
        "Dat heet een burgerinitiatief. Daarover gaat de gemeenteraad",
        "Bewoners staan erachter",
        "Er zijn nog geen openbare uitdagingen.",
    ):
        assert words in page


def test_in_english_too(client, right):
    assert "Right to challenge: can you do it better?" in said(client.get("/en/uitdaagrecht/"))


def test_a_challenge_is_public_when_the_initiative_is_and_the_initiator_agreed(client, sent, initiator):
    address = "/uitdaagrecht/UD-2026-0001/"
    assert client.get(address).status_code == 404
    assert "1 uitdaging is niet openbaar: die telt alleen mee." in said(client.get("/uitdaagrecht/"))
    published(sent)
    page = said(client.get(address))
    assert "Wij wonen er en zien elke dag wat nodig is." in page
    for secret in ("De bewonersvereniging.", "langs de deuren", "vaste contactpersoon", "Uren en gereedschap", "Noor"):
        assert secret not in page
    assert "Het groen in de Bloemenbuurt" in said(client.get("/uitdaagrecht/"))
    sending.set_public(challenge=sent, is_public=False, by=initiator, at=AT)
    assert client.get(address).status_code == 404
    assert "Bloemenbuurt" not in said(client.get("/uitdaagrecht/"))


def test_everyone_reads_decision_agreement_and_both_evaluations(client, running, desk, initiator):
    published(running)
    last = AT.replace(year=2027, month=8, day=31)
    own.evaluate(challenge=running, words=WORDS, by=initiator, at=last)
    page = said(client.get("/uitdaagrecht/UD-2026-0001/"))
    for words in (
        "Bewoners kunnen dit, en de buurt wil het.",
        "Nu, volgens de gemeente</dt><dd>€\xa018.000",
        "€\xa012.500",
        "Elke week snoeien.",
        "1 februari 2027",
    ):
        assert words in page
    assert "De zomer was droog." not in page  # one side alone is not shown
    agreeing.evaluate(challenge=running, words={**WORDS, "outcome": "fragile"}, by=desk.assessor, at=last)
    page = said(client.get("/uitdaagrecht/UD-2026-0001/"))
    assert page.count("De zomer was droog.") == 2
    for name in ("Noor", "Anne Beoordeelt", "Wendy", "Piet Plantsoen"):
        assert name not in page


def test_the_list_costs_the_same_at_one_and_three(client, sent, initiator, django_assert_num_queries):
    published(sent)
    with django_assert_num_queries(7):
        client.get("/uitdaagrecht/?pagina=1")
    for _number in range(2):
        case = InitiativeFactory(owned=True, public=True)
        MemberFactory(initiative=case, user=initiator)
        challenging.sent(case, initiator)
    with django_assert_num_queries(7):
        page = said(client.get("/uitdaagrecht/?pagina=1"))
    assert page.count('class="tag tag-info"') == 3


@pytest.mark.parametrize("page", ["0", "-1", "x", "999999999", "１", ""])
def test_a_strange_page_number_is_no_fault(client, right, page):
    assert client.get(f"/uitdaagrecht/?pagina={page}").status_code == 200


# --- The initiator's side ---------------------------------------------------------------------------------------
def test_from_the_status_page_to_the_receipt(mine, right, initiative, clock):
    status = said(mine.get("/mijn/ZW-2026-0001/"))
    assert "/mijn/ZW-2026-0001/uitdagen/" in status
    assert "Daag de gemeente uit" in said(mine.get("/mijn/ZW-2026-0001/uitdagen/"))
    mine.post("/mijn/ZW-2026-0001/uitdagen/")
    pk = Challenge.objects.get().pk
    here = MINE.format(pk)
    assert said(mine.get(here)).count("Nog niet begonnen") == 4
    for part, answers in challenging.ANSWERS.items():
        data = {name: "" if value is None else str(value) for name, value in answers.items()}
        data = {**data, "then_cents": "12.500,50"} if part == "kosten" else data
        assert mine.post(f"{here}deel/{part.value}/", data).url == here, part
    assert said(mine.get(here)).count("Klaar") == 4
    check = said(mine.get(f"{here}controleren/"))
    assert ("12 maanden" in check, "€\xa012.500,50" in check) == (True, True)
    refused = mine.post(f"{here}controleren/", {"may_be_public": "on"})
    assert "Kruis aan dat alles klopt." in said(refused)
    sent = mine.post(f"{here}controleren/", {"is_true": "on"})
    assert sent.url == f"{here}afschrift/"
    page = said(mine.get(sent.url))
    assert "UD-2026-0001" in page
    assert "11 maart 2026, 10:00 uur" in page
    assert Challenge.objects.get().public_consent_at is None
    assert mine.post(f"{here}controleren/", {"is_true": "on"}).url == sent.url  # pressed twice
    assert Challenge.objects.count() == 1


@pytest.mark.parametrize("typed", ["-1", "0,005", "1e9", "NaN", "1.25", "１２", "1e400", "veel"])
def test_a_wrong_amount_is_told_and_nothing_typed_is_lost(mine, right, initiative, initiator, typed):
    draft = begin(initiative=initiative, by=initiator, at=AT)
    page = said(mine.post(MINE.format(draft.pk) + "deel/kosten/", {"then_cents": typed, "cost_note": "Uren."}))
    assert "Schrijf een bedrag in euro’s, bijvoorbeeld 1.250,50." in page
    assert f'value="{typed}"' in page
    assert (fresh(draft).then_cents, fresh(draft).cost_note) == (None, "Uren.")


def test_what_is_typed_is_saved_by_itself(mine, right, initiative, initiator, clock):
    draft = begin(initiative=initiative, by=initiator, at=AT)
    answer = mine.post(MINE.format(draft.pk) + "deel/samen/bewaren/", {"with_whom": "De straat", "supporters": "x"})
    assert answer.json()["message"] == "Bewaard om 10:00, behalve wat nog niet klopt."
    assert fresh(draft).with_whom == "De straat"


def test_the_check_page_says_what_is_missing_and_offers_no_button(mine, right, initiative, initiator):
    draft = begin(initiative=initiative, by=initiator, at=AT)
    page = said(mine.get(MINE.format(draft.pk) + "controleren/"))
    assert "Geef de taak een korte naam." in page
    assert "Ik heb alles naar waarheid" not in page
    answer = mine.post(MINE.format(draft.pk) + "controleren/", {"is_true": "on"})
    assert "Uw uitdaging is nog niet compleet." in said(answer)


def test_evidence_is_kept_shown_to_both_sides_and_hidden_from_others(mine, sent, initiative, initiator, desk, outsider):
    draft = begin(initiative=initiative, by=initiator, at=AT)
    here = MINE.format(draft.pk)
    good = SimpleUploadedFile("handtekeningen.txt", b"Jan\nPiet\n")
    bad = SimpleUploadedFile("virus.exe", b"MZ\x90\x00")
    page = said(mine.post(f"{here}deel/bewijs/", {"uploads": [bad]}))
    assert "“virus.exe” kan hier niet." in page
    mine.post(f"{here}deel/bewijs/", {"uploads": [good]})
    stored = draft.files.get()
    file = f"{here}bestand/{stored.pk}/"
    given = mine.get(file)
    assert (given["Content-Disposition"][:10], given.getvalue()) == ("attachment", b"Jan\nPiet\n")
    mine.force_login(outsider)
    assert mine.get(file).status_code == 404
    mine.force_login(desk.assessor)
    assert mine.get(WORK.format(draft.pk) + f"bestand/{stored.pk}/").status_code == 404  # a draft is nobody's business
    mine.force_login(initiator)
    mine.post(f"{here}deel/bewijs/", {"remove_file": stored.pk})
    assert draft.files.count() == 0


def test_a_stranger_opens_nothing(client, running, outsider):
    review = ChallengeReview.objects.get()
    client.force_login(outsider)
    here = MINE.format(running.pk)
    pages = ("", "afschrift/", "aanvullen/", "afspraak/", f"terugkijken/{review.pk}/", "evaluatie/", "stoppen/", "weg/")
    assert [page for page in pages if client.get(here + page).status_code != 404] == []
    assert client.post(f"{here}openbaar/", {"openbaar": "ja"}).status_code == 404
    assert client.get("/mijn/ZW-2026-0001/uitdagen/").status_code == 404


def test_completing_from_the_status_page(mine, sent, desk, clock):
    assessing.ask(challenge=sent, asked="Wie verzekert u?", by=desk.assessor, at=AT + DAY)
    here = MINE.format(sent.pk)
    assert "uiterlijk op <strong>17 maart 2026</strong>" in said(mine.get(here))
    assert "Schrijf uw aanvulling op." in said(mine.post(f"{here}aanvullen/", {"answer": " "}))
    assert "Wie verzekert u?" in said(mine.get(f"{here}aanvullen/"))
    assert mine.post(f"{here}aanvullen/", {"answer": "De vereniging."}).url == here
    assert fresh(sent).state == "submitted"
    assert mine.get(f"{here}aanvullen/").url == here


def test_agreeing_looking_back_and_evaluating(mine, advised, desk, initiator, clock):
    decided(advised, desk)
    agreeing.propose(challenge=advised, proposal=proposal(), by=desk.assessor, at=AT + 15 * DAY)
    here = MINE.format(advised.pk)
    assert "De gemeente stelt een afspraak voor." in said(mine.get(here))
    page = said(mine.get(f"{here}afspraak/"))
    mark = own.agreement_mark(ChallengeAgreement.objects.get())
    assert mark in page
    assert "Schrijf op wat er anders moet." in said(mine.post(f"{here}afspraak/", {"anders": "1", "text": ""}))
    stale = mine.post(f"{here}afspraak/", {"version": "x", "is_meant": "on"})
    assert "paste het voorstel intussen aan" in said(stale)
    assert mine.post(f"{here}afspraak/", {"version": mark, "is_meant": "on"}).url == here
    clock.move_to("2026-09-01 09:00+02:00")
    mine.force_login(initiator)
    Challenge.objects.filter(pk=advised.pk).update(state="running")
    assert "Op 1 februari 2027 kijken wij samen terug." in said(mine.get(here))
    review = ChallengeReview.objects.get()
    assert mine.post(f"{here}terugkijken/{review.pk}/", {"words": "Het gaat goed."}).url == here
    early = mine.post(f"{here}evaluatie/", WORDS)
    assert "De afspraak loopt nog." in said(early)
    clock.move_to("2027-08-31 09:00+02:00")
    mine.force_login(initiator)
    assert "Schrijf uw evaluatie" in said(mine.get(here))
    assert mine.post(f"{here}evaluatie/", WORDS).url == here
    assert ChallengeEvaluation.objects.get().side == "initiator"


def test_withdrawing_hiding_and_throwing_away(mine, sent, initiative, initiator):
    here = MINE.format(sent.pk)
    mine.post(f"{here}openbaar/", {"openbaar": "nee"})
    assert fresh(sent).public_consent_at is None
    mine.post(f"{here}openbaar/", {"openbaar": "ja"})
    assert fresh(sent).public_consent_at is not None
    assert mine.post(f"{here}weg/").url == here
    assert fresh(sent).state == "withdrawn"
    draft = begin(initiative=initiative, by=initiator, at=AT)
    mine.post(MINE.format(draft.pk) + "weg/")
    assert Challenge.objects.count() == 1


# --- At the werkplek ----------------------------------------------------------------------------------------------
def test_the_whole_course_at_the_werkplek(client, sent, desk, initiator, clock):
    here = WORK.format(sent.pk)
    client.force_login(desk.assessor)
    assert "Het groen in de Bloemenbuurt" in said(client.get("/werkplek/uitdagingen/"))
    assert client.post(f"{here}oppakken/").url == here
    people = said(client.get(f"{here}vragen/"))
    assert "Piet Plantsoen" in people
    client.post(f"{here}vragen/", {"person": desk.performer.pk, "question": "Wat kost het?"})
    client.force_login(desk.performer)
    assert "Geef uw kijk op" in said(client.get("/werkplek/"))
    assert client.get(f"{here}beoordelen/").status_code == 403
    assert client.post(f"{here}zienswijze/", {"text": "Het kan.", "cost_cents": "18.000"}).url == here
    client.force_login(desk.assessor)
    assert "niet verplicht" not in said(client.get(f"{here}beoordelen/"))  # whoever hands in answers everything
    draft = client.post(f"{here}beoordelen/", {"text": "Nog niet klaar.", "keep": "1"})
    assert draft.url == here
    marks = {f"fit-{key}": fit for key, (fit, _reason) in judgements().items()}
    half = client.post(f"{here}beoordelen/", {**marks, "verdict": "yes", "text": "Doen.", "hand_in": "1"})
    assert "Geef een reden bij “Het is een taak van de gemeente”." in said(half)
    reasons = {f"reason-{key}": reason for key, (_fit, reason) in judgements().items()}
    whole = {**marks, **reasons, "verdict": "yes", "text": "Doen.", "hand_in": "1"}
    assert client.post(f"{here}beoordelen/", whole).url == here
    assert client.get(f"{here}beslissen/").status_code == 404
    client.force_login(desk.decider)
    assert "Advies: ja" in said(client.get(f"{here}beslissen/"))
    assert client.post(f"{here}beslissen/", {"verdict": "yes", "reasons": "Het kan."}).url == here
    assert ChallengeDecision.objects.get().taken_by == desk.decider
    client.force_login(desk.assessor)
    terms = {
        "initiator_does": "Snoeien.",
        "municipality_does": "Gereedschap.",
        "cents": "12.500",
        "starts_on": "2026-09-01",
        "ends_on": "2027-08-31",
        "reviews": "2027-02-01",
    }
    wrong = client.post(f"{here}afspraak/", {**terms, "reviews": "2028-02-01"})
    assert "Terugkijken doet u tussen de eerste en de laatste dag." in said(wrong)
    assert client.post(f"{here}afspraak/", terms).url == here
    assert "Zegel klopt:" in said(client.get(here))


@pytest.mark.parametrize(
    "slug", ["beslissen", "opnieuw", "beoordelen", "afspraak", "evaluatie", "terugkijken", "verder"]
)
def test_a_crafted_step_is_refused_and_recorded(work, sent, slug):
    here = WORK.format(sent.pk)
    assert work.get(f"{here}{slug}/").status_code == 404
    assert work.post(f"{here}{slug}/", {"verdict": "yes", "reasons": "x", "state": "decided"}).url == here
    assert fresh(sent).state == "submitted"
    assert AuditEntry.objects.get(verb="challenge.refused").after["act"] == slug


def test_colleagues_who_were_not_asked_see_nothing(client, sent, desk, ep_member):
    client.force_login(ep_member)
    assert client.get(WORK.format(sent.pk)).status_code == 404
    assert "Bloemenbuurt" not in said(client.get("/werkplek/uitdagingen/"))


def test_who_declares_an_interest_is_locked_out(work, sent, desk):
    here = WORK.format(sent.pk)
    assert work.post(f"{here}belang/", {"reason": "Mijn straat."}).url == here
    page = said(work.get(here))
    assert ("U heeft een belang" in page, "Neem deze uitdaging op u" in page) == (True, False)
    work.post(f"{here}oppakken/")
    assert fresh(sent).state == "submitted"


def test_the_second_decider_reads_who_decided(client, advised, desk):
    first = decided(advised, desk, verdict="talk", deviation="Eerst praten.")
    client.force_login(desk.decider)
    here = WORK.format(advised.pk)
    body = {"verdict": "yes", "reasons": "Het kan.", "seen": str(first.pk + 7)}
    assert "Wendy Wethouder heeft intussen beslist." in said(client.post(f"{here}opnieuw/", body))
    assert client.post(f"{here}opnieuw/", {**body, "seen": str(first.pk)}).url == here
    assert [row.verdict for row in ChallengeDecision.objects.order_by("pk")] == ["talk", "yes"]


@pytest.mark.parametrize("choice", ["open", "loopt", "klaar", "onzin"])
def test_the_list_of_the_werkplek_costs_the_same(work, sent, initiator, choice, django_assert_max_num_queries):
    for _number in range(2):
        case = InitiativeFactory(owned=True)
        MemberFactory(initiative=case, user=initiator)
        challenging.sent(case, initiator)
    with django_assert_max_num_queries(8):
        assert work.get(f"/werkplek/uitdagingen/?stand={choice}").status_code == 200


def test_extending_and_stopping_have_their_pages(client, running, sent, desk, initiator, clock):
    client.force_login(desk.assessor)
    here = WORK.format(running.pk)
    assert client.post(f"{here}terugkijken/", {"words": "Mooi."}).url == here
    assert client.post(f"{here}stoppen/", {"reason": "Geld op."}).url == here
    assert fresh(running).state == "ended"
    body = {**WORDS, "outcome": "stopped"}
    assert client.post(f"{here}evaluatie/", body).url == here
    assert "Eén kant schreef de evaluatie." in said(client.get(here))
    client.force_login(initiator)
    page = said(client.get(MINE.format(running.pk)))
    assert "Geld op." in page
    assert "Schrijf uw evaluatie" in page


def test_a_draft_of_another_person_is_not_found_by_its_key(client, right, initiative, initiator):
    draft = written(initiative, initiator)
    client.force_login(UserFactory())
    for page in ("", "deel/taak/", "controleren/", "weg/"):
        assert client.get(MINE.format(draft.pk) + page).status_code == 404
    assert client.post(MINE.format(draft.pk) + "deel/taak/bewaren/", {"name": "x"}).status_code == 404
    assert fresh(draft).name == "Het groen in de Bloemenbuurt"


def test_what_runs_says_so_on_its_page(mine, running):
    page = said(mine.get(MINE.format(running.pk)))
    assert "Wordt uitgevoerd" in page
    assert str(date(2027, 8, 31).year) in page
