"""The pages of colleagues and what the applicant reads of the same application."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from stimulus_fund.actions import assessing, handling, preparing
from stimulus_fund.models import Application
from stimulus_fund.questions import Part
from tests.stimulus_fund.desk import LATER, judged, judgement, proposal

pytestmark = pytest.mark.django_db
LIST = "/werkplek/fonds/"


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(LATER, tick=False)


def as_(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_the_list_shows_what_is_due_and_who_handles_it(sent, desk):
    html = page(as_(desk.officer), LIST)
    for words in ("Buurttuin aan de Assendorperdijk", "ZF-2026-0001", "Beslis uiterlijk op 6 mei 2026", "nog niemand"):
        assert words in html
    assert "Hier staat nu niets." in page(as_(desk.officer), f"{LIST}?stand=granted")
    assert "ZF-2026-0001" in page(as_(desk.officer), f"{LIST}?stand=onzin&pagina=x")


def test_the_number_of_queries_does_not_grow(sent, desk, django_assert_max_num_queries):
    client = as_(desk.officer)
    for number in range(20):
        sent.pk, sent.number, sent.complete_order = None, f"ZF-2026-1{number:03}", 2026_001_000 + number
        sent.save()
    with django_assert_max_num_queries(12):
        client.get(LIST)


def test_a_colleague_of_nothing_sees_nothing(sent, guide, initiator):
    assert as_(guide).get(LIST).status_code == 403
    assert as_(initiator).get(f"{LIST}{sent.pk}/").status_code == 403


def test_taking_on_and_asking(sent, desk, fresh):
    client = as_(desk.officer)
    url = f"{LIST}{sent.pk}/"
    assert client.post(f"{url}behandelen/").status_code == 302
    assert "De gemeente heeft 56 dagen om te beslissen (Awb 4:13 lid 2)." in page(client, url)
    bad = client.post(f"{url}aanvulling/", {"text": "Wat kost het?", "until": "2026-03-28"})
    assert "Kies ten minste één onderdeel." in bad.content.decode()
    assert "Wat kost het?" in bad.content.decode()
    saturday = {"parts": ["begroting"], "text": "Wat kost het?", "until": "2026-03-28"}
    assert "28 maart 2026 is geen werkdag." in client.post(f"{url}aanvulling/", saturday).content.decode()
    assert client.post(f"{url}aanvulling/", saturday | {"until": "2026-03-26"}).status_code == 302
    assert (fresh(sent).state, fresh(sent).officer) == ("incomplete", desk.officer)


def test_the_applicant_completes_and_sees_the_same_clock(sent, desk, initiator, fresh, time_machine):
    ask = {"parts": [Part.PLAN], "text": "Wanneer begint u?", "until": datetime(2026, 3, 26, tzinfo=UTC).date()}
    handling.ask_to_complete(application=sent, **ask, by=desk.officer, at=LATER)
    mine, theirs = f"/fonds/aanvraag/{sent.pk}/", f"{LIST}{sent.pk}/"
    time_machine.move_to(LATER.replace(day=16), tick=False)
    sentence = "Sinds 13 maart 2026 staat de klok stil, omdat de gemeente om aanvulling vroeg (Awb 4:15 lid 1 onder a)."
    assert sentence in page(as_(initiator), mine)
    assert sentence in page(as_(desk.officer), theirs)
    applicant = as_(initiator)
    assert "Wanneer begint u?" in page(applicant, f"{mine}aanvullen/")
    assert applicant.get(f"{mine}ontvanger/").status_code == 404
    assert "Wat gaat u doen?" in page(applicant, f"{mine}plan/")
    assert applicant.post(f"{mine}aanvullen/", {"is_true": "on"}).status_code == 302
    assert fresh(sent).state == "submitted"
    assert applicant.get(f"{mine}plan/").status_code == 404
    told = "Van 13 maart 2026 tot en met 15 maart 2026 stond de klok stil"
    assert told in page(as_(initiator), mine)


def test_an_unfinished_judgement_is_found_nowhere(sent, desk, initiator):
    handling.find_complete(application=sent, reason="Alles is er.", by=desk.officer, at=LATER)
    secret = judgement(sent)
    secret = type(secret)(secret.scores, secret.advice, secret.cents, "Zwaarteloos geheim")
    assessing.keep_assessment(application=sent, judgement=secret, hands_in=False, by=desk.assessor, at=LATER)
    url = f"{LIST}{sent.pk}/"
    assert "Zwaarteloos geheim" in page(as_(desk.assessor), f"{url}beoordelen/")
    for person in (desk.officer, desk.other_assessor, desk.decider):
        assert "Zwaarteloos geheim" not in page(as_(person), url)
    assert "Zwaarteloos geheim" not in page(as_(desk.other_assessor), f"{url}beoordelen/")
    assert "Zwaarteloos geheim" not in page(as_(initiator), f"/fonds/aanvraag/{sent.pk}/")


def test_judging_through_the_page(sent, desk):
    handling.find_complete(application=sent, reason="Alles is er.", by=desk.officer, at=LATER)
    client, url = as_(desk.assessor), f"{LIST}{sent.pk}/beoordelen/"
    answer = client.post(url, {"hand_in": "1", "advice": "grant", "cents": "900", "summary": "Mooi plan."})
    assert "Geef bij elk criterium punten en een reden." in answer.content.decode()
    assert "Mooi plan." in answer.content.decode()
    data = {"advice": "grant", "cents": "900", "summary": "Mooi plan.", "hand_in": "1"}
    for criterion in sent.ruleset.criteria.all():
        data |= {f"points-{criterion.pk}": "4", f"reason-{criterion.pk}": "Sterk."}
    assert client.post(url, data).status_code == 302
    assert "80 van 100 punten, gewogen" in page(as_(desk.officer), f"{LIST}{sent.pk}/")


def test_preparing_checking_and_deciding_through_the_pages(sent, desk, initiator, fresh):
    judged(sent, desk)
    url = f"{LIST}{sent.pk}/"
    data = {"kind": "partial", "cents": "500", "motivation": "Te duur hout.", "activities": "Bankjes."}
    officer = as_(desk.officer)
    assert "Kies de grond voor minder geven" in officer.post(f"{url}besluit/", data).content.decode()
    data |= {"ground": "criteria", "deviation": "Hout is goedkoper.", "gift0_kind": "hours", "gift0_amount": "8"}
    assert "Schrijf op wat het is." in officer.post(f"{url}besluit/", data).content.decode()
    assert officer.post(f"{url}besluit/", data | {"gift0_text": "Hulp van de wijkbeheerder"}).status_code == 302
    version = version_on(page(as_(desk.second), f"{url}besluit/nakijken/"))
    assert as_(desk.second).post(f"{url}besluit/nakijken/", {"version": version}).status_code == 302
    decider = as_(desk.decider)
    shown = page(decider, f"{url}besluit/nemen/")
    assert "Wij geven u een deel van wat u vroeg: €\xa0500 van €\xa0900." in shown
    assert "Hulp van de wijkbeheerder (uren van medewerkers: 8)" in shown
    stale = decider.post(f"{url}besluit/nemen/", {"version": "x"}).content.decode()
    assert "Iemand anders heeft het besluit intussen veranderd." in stale
    assert decider.post(f"{url}besluit/nemen/", {"version": version}).status_code == 302
    assert (fresh(sent).state, fresh(sent).granted_cents) == ("granted", 50_000)
    mine = as_(initiator)
    assert "Besluit op uw aanvraag ZF-2026-0001" in page(mine, f"/fonds/aanvraag/{sent.pk}/")
    assert "<p>Te duur hout.</p>" in page(mine, f"/fonds/aanvraag/{sent.pk}/brief/2/")
    assert "Besluit op uw aanvraag" in page(officer, f"{LIST}brieven/")


def version_on(html: str) -> str:
    """The mark of the text that a page showed."""
    return html.partition('name="version" value="')[2].partition('"')[0]


def test_a_decision_goes_back_through_the_page(sent, desk):
    judged(sent, desk)
    preparing.prepare(application=sent, proposal=proposal(), by=desk.officer, at=LATER)
    url = f"{LIST}{sent.pk}/besluit/nakijken/"
    client = as_(desk.second)
    version = version_on(page(client, url))
    empty = client.post(url, {"back": "1", "back-version": version, "back-remark": ""})
    assert "Schrijf op wat er anders moet." in empty.content.decode()
    assert client.post(url, {"back": "1", "back-version": version, "back-remark": "Korter."}).status_code == 302
    assert "Korter." in page(as_(desk.officer), f"{LIST}{sent.pk}/besluit/")


def test_a_letter_on_paper_is_posted_from_the_list(sent, desk, initiator):
    handling.extend(
        application=sent, until=datetime(2026, 6, 10, tzinfo=UTC).date(), reason="Druk.", by=desk.officer, at=LATER
    )
    letter = Application.objects.get(pk=sent.pk).letters.get(kind="extension")
    client = as_(desk.officer)
    assert "Wij beslissen later op aanvraag ZF-2026-0001" in page(client, f"{LIST}brieven/")
    assert "Deze brief is gepost" in page(client, f"{LIST}brieven/{letter.pk}/")
    client.post(f"{LIST}brieven/{letter.pk}/")
    assert "Alle brieven zijn gepost." in page(client, f"{LIST}brieven/")


def test_notice_of_default_through_the_page(sent, desk, initiator, time_machine):
    mine = as_(initiator)
    url = f"/fonds/aanvraag/{sent.pk}/in-gebreke/"
    early = mine.post(url, {"is_meant": "on"}).content.decode()
    assert "Wij zijn nog niet te laat: wij hebben tot en met 6 mei 2026." in early
    time_machine.move_to(LATER.replace(month=5, day=8), tick=False)
    mine = as_(initiator)
    assert mine.post(url, {"is_meant": "on"}).status_code == 302
    told = "Op 8 mei 2026 is de gemeente in gebreke gesteld. Zij heeft tot en met 22 mei 2026 om alsnog te beslissen."
    assert told in page(mine, f"/fonds/aanvraag/{sent.pk}/")
