"""The pages after a decision, of the applicant and of colleagues."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from accounts.enums import Role
from stimulus_fund.actions import disputing, paying
from stimulus_fund.models import Dispute, Settling
from tests.factories import RoleGrantFactory
from tests.stimulus_fund.desk import LATER, granted, proposal, rejected, seen, taken

pytestmark = pytest.mark.django_db
AFTER = datetime(2026, 9, 8, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(LATER, tick=False)


@pytest.fixture
def lawyer(db):
    """A handler who did not work on anything yet."""
    return RoleGrantFactory(role=Role.FUND_OFFICER, user__display_name="Jet Juridisch").user


def as_(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.content.decode()


def send(client: Client, url: str, **data) -> str:
    """Send a form that is right; the page it leads to."""
    answer = client.post(url, data, follow=True)
    assert answer.redirect_chain, answer.content.decode()
    return answer.content.decode()


def photo() -> SimpleUploadedFile:
    kept = BytesIO()
    Image.new("RGB", (20, 20), "red").save(kept, "JPEG")
    return SimpleUploadedFile("bankje.jpg", kept.getvalue(), "image/jpeg")


def test_report_and_settlement_through_the_pages(sent, desk, initiator, fresh, time_machine):
    Settling.objects.create(ruleset=sent.ruleset, from_cents=1, form="full", weeks=13)
    done = granted(sent, desk)
    own, case = f"/fonds/aanvraag/{done.pk}/", f"/werkplek/fonds/{done.pk}/"
    time_machine.move_to(AFTER, tick=False)
    applicant, officer = as_(initiator), as_(desk.officer)
    assert "Laat uiterlijk op 1 december 2026 weten hoe het ging." in page(applicant, own)
    wood, paint = done.budget_lines.filter(side="cost").order_by("pk")
    typed = {
        "done": "Zes bankjes.",
        "learnt": "Vraag de school.",
        f"line-{wood.pk}": "1.150",
        f"line-{paint.pk}": "750",
    }
    send(applicant, f"{own}verslag/", done="Half af.")
    assert "Half af." in page(applicant, f"{own}verslag/")
    missing = applicant.post(f"{own}verslag/", typed | {"send": "1"}).content.decode()
    assert "Vul in wat het heeft gekost." in missing
    assert "Zes bankjes." in page(applicant, f"{own}verslag/")
    whole = typed | {"send": "1", "spent_cents": "1.900"}
    missing = applicant.post(f"{own}verslag/", whole).content.decode()
    assert "Voeg ten minste één foto of bon toe." in missing
    assert "Toegevoegd." in send(applicant, f"{own}verslag/bestanden/", uploads=photo())
    assert "bankje.webp" in page(applicant, f"{own}verslag/bestanden/")
    assert "Wij hebben uw verslag ontvangen." in send(
        applicant, f"{own}verslag/", **typed, send="1", spent_cents="1.900"
    )
    assert applicant.get(f"{own}verslag/").status_code == 404
    told = page(officer, case)
    for words in ("Zes bankjes.", "€\xa01.150", "bij het verslag", "Stel de subsidie vast"):
        assert words in told
    less = {"kind": "settlement", "cents": "600", "motivation": "Minder bankjes."}
    wrong = officer.post(f"{case}besluit/vaststellen/", less).content.decode()
    assert "Lager vaststellen kan alleen op een van deze gronden (Awb 4:46 lid 2)." in wrong
    send(officer, f"{case}besluit/vaststellen/", **less, ground="not_done")
    letter = page(as_(desk.second), f"{case}besluit/nakijken/")
    assert "Wij stellen uw subsidie vast op €\xa0600." in letter
    send(as_(desk.second), f"{case}besluit/nakijken/", version=seen(done))
    send(as_(desk.decider), f"{case}besluit/nemen/", version=seen(done))
    assert fresh(done).state == "settled"
    assert "Vastgesteld" in page(applicant, own)


def test_a_file_of_the_report_can_be_taken_away(sent, desk, initiator):
    done = granted(sent, desk)
    url = f"/fonds/aanvraag/{done.pk}/verslag/bestanden/"
    applicant = as_(initiator)
    send(applicant, url, uploads=photo())
    send(applicant, url, remove_file=done.files.get(of_report=True).pk)
    assert not done.files.filter(of_report=True).exists()
    assert "Kies eerst een bestand." in applicant.post(url, {}).content.decode()


def test_a_change_through_the_pages(sent, desk, initiator):
    done = granted(sent, desk)
    own, case = f"/fonds/aanvraag/{done.pk}/", f"/werkplek/fonds/{done.pk}/"
    applicant, officer = as_(initiator), as_(desk.officer)
    assert "Schrijf op wat er verandert." in applicant.post(f"{own}wijziging/", {}).content.decode()
    send(applicant, f"{own}wijziging/", text="Het wordt een week later.", ends_on="2026-09-08")
    assert "Uw wijziging wacht op antwoord." in page(applicant, own)
    assert "Het wordt een week later." in page(officer, case)
    assert "Kies een antwoord." in officer.post(f"{case}wijziging/", {"reason": "x"}).content.decode()
    send(officer, f"{case}wijziging/", answer="agreed", reason="Prima.")
    assert officer.get(f"{case}wijziging/").status_code == 404
    assert "Antwoord op uw wijziging bij ZF-2026-0001" in page(applicant, own)


def test_taking_a_grant_back_and_money_that_returns(sent, desk):
    done = granted(sent, desk)
    paying.make_file(by=desk.officer, at=LATER)
    paying.confirm_paid(payment=done.payments.get(), on=LATER.date(), by=desk.officer, at=LATER)
    case, officer = f"/werkplek/fonds/{done.pk}/", as_(desk.officer)
    send(officer, f"{case}besluit/intrekken/", kind="revocation", ground="undone", motivation="Het gaat niet door.")
    taken(done, done.decisions.get(kind="revocation"), desk)
    assert "Moet terugkomen" in page(officer, "/werkplek/fonds/betalingen/")
    url = f"/werkplek/fonds/betalingen/terug/{done.reclaims.get().pk}/"
    tomorrow = officer.post(url, {"on": "2026-03-13"}).content.decode()
    assert "Kies een dag van het besluit tot en met vandaag." in tomorrow
    assert "Vastgelegd: het geld is terug." in send(officer, url, on="2026-03-12")
    assert "Ontvangen op 12 maart 2026" in page(officer, url)


def test_a_new_decision_through_the_page(sent, desk, fresh):
    part = granted(sent, desk, proposal("partial", 60_000, ground="criteria", deviation="x"))
    officer, case = as_(desk.officer), f"/werkplek/fonds/{part.pk}/"
    send(officer, f"{case}besluit/nieuw/", kind="grant", cents="900", motivation="Alsnog alles.", activities="Bankjes.")
    taken(part, part.decisions.get(kind="grant"), desk)
    assert fresh(part).granted_cents == 90_000


def test_an_objection_through_the_pages(sent, desk, initiator, lawyer, time_machine):
    done = rejected(sent, desk)
    own = f"/fonds/aanvraag/{done.pk}/"
    applicant = as_(initiator)
    assert "Maak bezwaar tegen het besluit van 12 maart 2026" in page(applicant, own)
    url = f"{own}bezwaar/{done.decisions.get().pk}/"
    assert "U kunt bezwaar maken tot en met 23 april 2026 (Awb 6:7)." in page(applicant, url)
    empty = applicant.post(url, {}).content.decode()
    assert "Schrijf op waarom u het niet eens bent met het besluit." in empty
    told = send(applicant, url, text="De school doet mee.")
    assert "Het bezwaar is ontvangen op 12 maart 2026. Na 23 april 2026" in told
    assert applicant.get(url).status_code == 404
    dispute = Dispute.objects.get()
    desk_url = f"/werkplek/fonds/bezwaren/{dispute.pk}/"
    client = as_(lawyer)
    assert "Antwoord uiterlijk op 4 juni 2026" in page(client, "/werkplek/fonds/bezwaren/")
    assert "Bereid de beslissing voor" not in page(client, desk_url)
    assert "U behandelt dit." in send(client, f"{desk_url}behandelen/")
    refused = as_(desk.officer).post(f"{desk_url}behandelen/", follow=True).content.decode()
    assert "Een ander behandelt dit (Awb 7:5)." in refused
    send(client, f"{desk_url}uitnodigen/", day="2026-03-20", hour="10:00", place="Stadskantoor")
    assert "Gesprek: 20 maart 2026, 10:00, Stadskantoor" in page(applicant, f"{own}zaak/{dispute.pk}/")
    time_machine.move_to(datetime(2026, 3, 23, 9, tzinfo=UTC), tick=False)
    client = as_(lawyer)
    send(client, f"{desk_url}gesprek/", report="De school bevestigt het.")
    form = page(client, f"{desk_url}beslissing/")
    for words in ("bezwaar ongegrond", "toekenning", "Wie bezwaar maakt, gaat er niet op achteruit"):
        assert words in form
    data = {"kind": "grant", "cents": "900", "motivation": "De school doet mee.", "deviation": "Nieuw feit."}
    send(client, f"{desk_url}beslissing/", **data)
    assert client.get(f"{desk_url}onzin/").status_code == 404
    assert client.get(f"{desk_url}oordeel/").status_code == 200


def test_withdrawing_and_complaining(sent, desk, initiator, lawyer):
    own = f"/fonds/aanvraag/{sent.pk}/"
    applicant = as_(initiator)
    send(applicant, f"{own}klacht/", text="Niemand belde terug.")
    dispute = Dispute.objects.get()
    assert "De klacht is ontvangen op 12 maart 2026." in page(applicant, f"{own}zaak/{dispute.pk}/")
    client, url = as_(lawyer), f"/werkplek/fonds/bezwaren/{dispute.pk}/"
    send(client, f"{url}behandelen/")
    send(client, f"{url}geen-gesprek/", reason="Wil niet.")
    assert "Kies een oordeel." in client.post(f"{url}oordeel/", {"conclusion": "x"}).content.decode()
    send(client, f"{url}oordeel/", verdict="founded", conclusion="Sorry.")
    assert "Gegrond" in page(client, url)
    send(applicant, f"{own}klacht/", text="Nog een keer.")
    second = Dispute.objects.latest("pk")
    assert "U heeft het ingetrokken." in send(applicant, f"{own}zaak/{second.pk}/intrekken/")


def test_a_late_answer_and_notice_of_default(sent, desk, initiator, time_machine):
    done = rejected(sent, desk)
    filed = disputing.object_to(application=done, decision=done.decisions.get(), text="x", by=initiator, at=LATER)
    url = f"/fonds/aanvraag/{done.pk}/zaak/{filed.pk}/"
    assert "Stel de gemeente in gebreke" not in page(as_(initiator), url)
    time_machine.move_to(datetime(2026, 6, 8, 9, tzinfo=UTC), tick=False)
    applicant = as_(initiator)
    assert "Stel de gemeente in gebreke" in page(applicant, url)
    assert "Wij beslissen binnen twee weken." in send(applicant, url, text="", is_meant="on")


def test_on_paper(sent, desk, lawyer):
    done = rejected(sent, desk)
    url, client = f"/werkplek/fonds/{done.pk}/bezwaar/", as_(lawyer)
    decision = done.decisions.get().pk
    late = client.post(url, {"about": decision, "text": "Nee.", "on": "2026-03-12", "posted_on": "2026-03-13"})
    assert "niet voor de dag waarop het is gepost" in late.content.decode()
    send(client, url, about=decision, text="Nee.", on="2026-03-12")
    assert Dispute.objects.get().kind == "objection"
    send(client, url, about="", text="Klacht.", on="2026-03-12")
    assert Dispute.objects.latest("pk").kind == "complaint"


def test_others_see_nothing(sent, desk, guide, initiator):
    done = rejected(sent, desk)
    filed = disputing.object_to(application=done, decision=done.decisions.get(), text="x", by=initiator, at=LATER)
    stranger = RoleGrantFactory(role=Role.FUND_OFFICER, scope="scheme:wijkbudget").user
    assert as_(stranger).get(f"/werkplek/fonds/bezwaren/{filed.pk}/").status_code == 404
    assert as_(guide).get("/werkplek/fonds/bezwaren/").status_code == 403
    assert as_(guide).get(f"/fonds/aanvraag/{done.pk}/zaak/{filed.pk}/").status_code == 404


def test_the_list_of_disputes_asks_as_much_for_many(sent, desk, initiator, django_assert_max_num_queries):
    for number in range(12):
        filed = disputing.complain(application=sent, text=f"Klacht {number}.", by=initiator, at=LATER)
        assert filed.number == f"ZF-2026-0001-K{number + 1}"
    client = as_(desk.officer)
    with django_assert_max_num_queries(12):
        client.get("/werkplek/fonds/bezwaren/")
