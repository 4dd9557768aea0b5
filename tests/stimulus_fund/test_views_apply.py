"""The pages of an applicant: what was typed stays, what is wrong is told, and nobody else gets in."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from stimulus_fund.actions.sending import send
from stimulus_fund.models import Application, Scheme
from stimulus_fund.queries.own import lines_of
from tests.factories import UserFactory
from tests.stimulus_fund.conftest import AT, PLAN, RECIPIENT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
ROWS = {"cost-TOTAL_FORMS": "3", "cost-INITIAL_FORMS": "0", "fund-TOTAL_FORMS": "1", "fund-INITIAL_FORMS": "0"}
MONEY = {"cost-0-name": "Hout", "cost-0-cents": "1.250,50", "own_money": "350,50", "asked": "900"}


@pytest.fixture
def browser(initiator: User) -> Client:
    """The initiator's browser."""
    client = Client()
    client.force_login(initiator)
    return client


@pytest.fixture
def page(draft: Application) -> str:
    return f"/fonds/aanvraag/{draft.pk}/"


def text(response) -> str:
    return response.content.decode()


def test_one_begins_from_an_initiative(browser, fund, initiative):
    shown = text(browser.get("/fonds/aanvraag/?regeling=initiatiefrijk&initiatief=ZW-2026-0001"))
    assert shown.count("checked") == 2
    sent = browser.post("/fonds/aanvraag/", {"initiative": "ZW-2026-0001", "scheme": "initiatiefrijk"})
    assert sent["Location"] == f"/fonds/aanvraag/{Application.objects.get().pk}/"


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"scheme": "initiatiefrijk"}, "Kies voor welk initiatief u geld vraagt."),
        ({"initiative": "ZW-2025-0001", "scheme": "initiatiefrijk"}, "Kies voor welk initiatief u geld vraagt."),
        ({"initiative": "ZW-2026-0001", "scheme": "goud"}, "Kies uit welke pot u geld vraagt."),
    ],
)
def test_a_wrong_beginning_is_told(browser, fund, initiative, sent, told):
    assert told in text(browser.post("/fonds/aanvraag/", sent))
    assert Application.objects.count() == 0


def test_the_status_page_of_the_initiative_leads_there(browser, draft, initiative):
    shown = text(browser.get(initiative.status_url))
    assert f'<a href="/fonds/aanvraag/{draft.pk}/">Budget Initiatiefrijk Zwolle</a>' in shown
    assert "/fonds/aanvraag/?initiatief=ZW-2026-0001" in shown


def test_what_is_right_is_saved_and_what_is_wrong_is_told(browser, page, draft, fresh):
    sent = PLAN | {"ends_on": "31 juni", "result": ""}
    shown = text(browser.post(f"{page}plan/", sent))
    assert "<title>Fout: Uw plan" in shown
    assert "Vul een dag in zoals 11-03-2027." in shown
    assert "Schrijf op wat er daarna anders is." in shown
    assert 'value="31 juni"' in shown
    assert (fresh(draft).activities, fresh(draft).ends_on) == ("Wij zetten bankjes neer.", None)


def test_later_needs_no_answers(browser, page, draft, fresh):
    assert browser.post(f"{page}plan/", {"activities": "", "later": "1"}).status_code == 302
    assert fresh(draft).activities == ""
    assert browser.post(f"{page}plan/", {"ends_on": "31 juni", "later": "1"}).status_code == 200


def test_dates_in_the_wrong_order_are_told_at_the_field(browser, page, draft):
    sent = PLAN | {"starts_on": "2026-09-01", "ends_on": "2026-05-01"}
    assert "De laatste dag ligt niet voor de eerste." in text(browser.post(f"{page}plan/", sent))


def test_a_budget_in_dutch_amounts(browser, page, draft):
    assert browser.post(f"{page}begroting/", ROWS | MONEY)["Location"] == page
    assert [(line.kind, line.cents) for line in lines_of(draft)] == [
        ("", 125_050),
        ("own_money", 35_050),
        ("asked", 90_000),
    ]
    shown = text(browser.get(f"{page}begroting/"))
    assert "U vraagt 71,97 % van het totaal. Dat is meer dan 50 %." in shown
    assert 'value="1.250,50"' in shown


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"cost-0-cents": "1.25"}, "Schrijf een bedrag in euro’s, bijvoorbeeld 1.250,50."),
        ({"cost-0-cents": "0"}, "Vul een bedrag in van ten minste € 0,01."),
        ({"cost-0-name": ""}, "Schrijf op waar dit bedrag voor is."),
        ({"cost-1-name": "Verf"}, "Vul het bedrag in."),
        ({"asked": ""}, "Vul in hoeveel geld u vraagt."),
        ({"asked": "901"}, "De kosten en de dekking zijn nog niet gelijk."),
        ({"hours": "20"}, "Vul in wat een uur waard is."),
        ({"hours": "veel"}, "Vul een heel aantal uren in."),
        ({"cost-0-name": "", "cost-0-cents": ""}, "Schrijf op wat uw plan kost."),
    ],
)
def test_a_wrong_budget_is_told_and_stays_typed(browser, page, wrong, told):
    shown = text(browser.post(f"{page}begroting/", ROWS | MONEY | wrong))
    assert told in shown
    assert 'value="350,50"' in shown


def test_more_lines_keep_what_was_typed(browser, page, draft):
    shown = text(browser.post(f"{page}begroting/", ROWS | MONEY | {"more-cost": "1"}))
    assert ('name="cost-5-name"' in shown, 'value="1.250,50"' in shown, "Fout:" in shown) == (True, True, False)
    assert len(lines_of(draft)) == 3


@pytest.mark.parametrize("count", ["", "x", "-1", "99999999"])
def test_a_broken_row_count_is_no_fault(browser, page, count):
    assert browser.post(f"{page}begroting/", ROWS | MONEY | {"cost-TOTAL_FORMS": count}).status_code == 200
    assert (
        browser.post(f"{page}begroting/", ROWS | MONEY | {"cost-TOTAL_FORMS": count, "more-cost": "1"}).status_code
        == 200
    )


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"iban": "NL91ABNA0417164301"}, "Dit IBAN klopt niet."),
        ({"postcode": "8011"}, "Vul een postcode in zoals 8011 AB."),
        ({"recipient_kind": "organisation"}, "Vul het KvK-nummer van de organisatie in."),
        ({"recipient_kind": "organisation", "kvk_number": "123"}, "Een KvK-nummer heeft acht cijfers."),
        ({"account_holder": ""}, "Vul in op welke naam de rekening staat."),
    ],
)
def test_a_wrong_recipient_is_told(browser, page, wrong, told):
    assert told in text(browser.post(f"{page}ontvanger/", RECIPIENT | wrong))


def version_of(client: Client, address: str) -> str:
    return str(client.get(address).context["form"]["version"].value())


def test_the_second_saver_reads_both(browser, page, draft, fresh, initiator):
    first = version_of(browser, f"{page}samenwerking/")
    elsewhere = Client()
    elsewhere.force_login(initiator)
    elsewhere.post(f"{page}samenwerking/", {"cooperation": "Met de school.", "version": first})
    shown = text(browser.post(f"{page}samenwerking/", {"cooperation": "Met de kerk.", "version": first}))
    assert "Iemand anders heeft dit intussen veranderd." in shown
    assert ("Met de kerk." in shown, "Met de school." in shown) == (True, True)
    assert fresh(draft).cooperation == "Met de school."


def test_what_saved_itself_is_not_in_the_way_of_the_button(browser, page, draft, fresh):
    """The page is sent while its own last save is on the way: the version it shows is the one before."""
    first = version_of(browser, f"{page}samenwerking/")
    browser.post(f"{page}samenwerking/bewaren/", {"cooperation": "Met de", "version": first})
    assert browser.post(f"{page}samenwerking/", {"cooperation": "Met de kerk.", "version": first}).status_code == 302
    assert fresh(draft).cooperation == "Met de kerk."


def test_it_saves_itself(browser, page, draft, fresh, initiator):
    said = browser.post(f"{page}plan/bewaren/", {"activities": "Bankjes", "ends_on": "31 juni"})
    assert said.json()["message"] == "Bewaard om 10:00, behalve wat nog niet klopt."
    assert fresh(draft).activities == "Bankjes"
    again = browser.post(f"{page}begroting/bewaren/", ROWS | MONEY)
    assert (again.json()["message"], len(lines_of(draft))) == ("Bewaard om 10:00", 3)
    wrong = browser.post(f"{page}begroting/bewaren/", ROWS | MONEY | {"own_money": "veel"})
    assert wrong.json()["message"] == "Nog niet bewaard: een bedrag of een omschrijving klopt nog niet."
    assert len(lines_of(draft)) == 3
    elsewhere = Client()
    elsewhere.force_login(initiator)
    stale = elsewhere.post(f"{page}plan/bewaren/", {"activities": "Anders", "version": "oud"})
    assert (stale.status_code, fresh(draft).activities) == (409, "Bankjes")


def test_check_names_what_is_missing_and_does_not_offer_to_send(browser, page):
    shown = text(browser.get(f"{page}controleren/"))
    assert ("Nog niet compleet" in shown, "Verstuur de aanvraag" in shown) == (True, False)
    assert "Uw aanvraag is nog niet compleet." in text(browser.post(f"{page}controleren/", {"is_true": "on"}))


def test_sending_is_signing(browser, page, whole, fresh):
    assert "Kruis aan dat u alles naar waarheid heeft ingevuld." in text(browser.post(f"{page}controleren/", {}))
    sent = browser.post(f"{page}controleren/", {"is_true": "on", "agreed": ["grant"]}, follow=True)
    assert "Uw aanvraag heeft nummer <strong>ZF-2026-0001</strong>." in text(sent)
    assert "NL91 ABNA 0417 1643 00" in text(sent)
    assert "6 mei 2026" in text(browser.get(page))
    assert fresh(whole).state == "submitted"


def test_taking_back_asks_first(browser, page, whole, initiator, fresh):
    send(application=whole, agreed=[], by=initiator, at=AT)
    assert "De gemeente beslist dan niet meer over deze aanvraag." in text(browser.get(f"{page}weg/"))
    assert "U heeft de aanvraag ingetrokken." in text(browser.post(f"{page}weg/", follow=True))
    assert "Dat kan niet: de aanvraag staat op “Ingetrokken door de aanvrager”." in text(
        browser.post(f"{page}weg/", follow=True)
    )


def test_a_draft_can_move_and_go(browser, page, draft, fresh):
    assert "Kies uit welke pot u geld vraagt." in text(browser.post(f"{page}andere-pot/", {"scheme": "initiatiefrijk"}))
    browser.post(f"{page}andere-pot/", {"scheme": "een-loket"})
    assert fresh(draft).scheme == Scheme.objects.get(slug="een-loket")
    browser.post(f"{page}weg/")
    assert Application.objects.count() == 0


ADDRESSES = [
    "",
    "plan/",
    "begroting/",
    "bewijsstukken/",
    "controleren/",
    "afschrift/",
    "andere-pot/",
    "weg/",
    "bestand/1/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_nobody_else_gets_in(page, address, fund_officer):
    for stranger in (UserFactory(), fund_officer):
        client = Client()
        client.force_login(stranger)
        assert client.get(page + address).status_code == 404
    assert Client().get(page + address)["Location"].startswith("/account/inloggen/")


def test_the_number_of_queries_does_not_depend_on_the_rows(browser, page, whole, initiator):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            browser.get(page)
        return len(captured)

    whole.files.create(kind="document", file="x", name="x", size=1, added_by=initiator, added_at=AT)
    queries()  # what the process keeps from its first request on
    few = queries()
    for _number in range(5):
        whole.budget_lines.create(side="cost", name="Nog iets", cents=100)
        whole.files.create(kind="document", file="x", name="x", size=1, added_by=initiator, added_at=AT)
    assert queries() == few
