"""Rules of a scheme: a new version with a day, approved by another person than wrote it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from city.models import Wijk
from core.models import AuditEntry
from core.refusal import IllegalTransition, Refusal
from stimulus_fund.actions.rules import (
    approve_rules,
    discard_rules,
    offer_rules,
    return_rules,
    start_rules,
    write_rules,
)
from stimulus_fund.forms.rules import RulesForm
from stimulus_fund.models import Pot, Ruleset
from stimulus_fund.queries.schemes import ruleset_on
from stimulus_fund.records import NewCriterion, NewFile, NewRules, NewSettling
from tests.factories import UserFactory
from tests.stimulus_fund.conftest import AT

pytestmark = pytest.mark.django_db
NEXT_YEAR = date(2027, 1, 1)
TODAY = date(2026, 3, 11)


@pytest.fixture
def rules(fund, fund_officer) -> Ruleset:
    """A draft for next year."""
    return start_rules(scheme=fund, valid_from=NEXT_YEAR, by=fund_officer, at=AT)


@pytest.fixture
def offered(rules, fund_officer) -> Ruleset:
    """The same, waiting for a second person."""
    return offer_rules(ruleset=rules, by=fund_officer, at=AT)


def test_a_draft_begins_as_what_holds_now(fund, rules):
    holds = fund.rulesets.on(TODAY).get()
    assert (rules.state, rules.ceiling_cents, rules.max_share_percent, rules.valid_from) == (
        "draft",
        1_500_000,
        50,
        NEXT_YEAR,
    )
    for name in ("criteria", "required_files", "settling", "letter_texts"):
        assert getattr(rules, name).count() == getattr(holds, name).count()
    assert (holds.criteria.count(), ruleset_on(fund, NEXT_YEAR)) == (5, holds)


def test_what_the_writer_makes_of_it_is_kept_and_what_holds_stays(fund, rules, fund_officer):
    new = NewRules(
        facts={"ceiling_cents": 2_000_000, "max_months": 18},
        criteria=(NewCriterion("Nieuw", "Is het nieuw?", 3),),
        files=(NewFile("Offerte", from_cents=500_000),),
        settling=(NewSettling("short", 100_000, 8),),
        texts=(("grant", "Veel plezier."),),
    )
    write_rules(ruleset=rules, new=new, by=fund_officer, at=AT)
    rules.refresh_from_db()
    assert (rules.ceiling_cents, rules.max_months) == (2_000_000, 18)
    assert list(rules.criteria.values_list("name", "explanation", "weight")) == [("Nieuw", "Is het nieuw?", 3)]
    assert list(rules.settling.values_list("form", "from_cents", "weeks")) == [("short", 100_000, 8)]
    assert list(rules.letter_texts.values_list("kind", "text")) == [("grant", "Veel plezier.")]
    assert list(rules.required_files.values_list("name", "from_cents")) == [("Offerte", 500_000)]
    assert (fund.rulesets.on(TODAY).get().ceiling_cents, fund.rulesets.on(TODAY).get().criteria.count()) == (
        1_500_000,
        5,
    )


def test_approved_by_another_they_hold_from_their_day(fund, offered, fund_officer):
    colleague = UserFactory()
    approve_rules(ruleset=offered, by=colleague, at=AT)
    assert ruleset_on(fund, date(2026, 12, 31)) != offered
    assert ruleset_on(fund, NEXT_YEAR) == offered
    offered.refresh_from_db()
    assert (offered.written_by, offered.approved_by, offered.approved_at) == (fund_officer, colleague, AT)
    assert list(AuditEntry.objects.filter(verb__startswith="rules.").order_by("pk").values_list("verb", flat=True)) == [
        "rules.started",
        "rules.offered",
        "rules.approved",
    ]


def test_nobody_approves_their_own(offered, fund_officer):
    with pytest.raises(Refusal) as refused:
        approve_rules(ruleset=offered, by=fund_officer, at=AT)
    assert str(refused.value) == "Wie de regels schreef, stelt ze niet zelf vast. Vraag een collega."
    with pytest.raises(IntegrityError, match="rules_approved_by_another"), transaction.atomic():
        Ruleset.objects.filter(pk=offered.pk).update(state="approved", approved_by=fund_officer, approved_at=AT)


def test_they_go_back_with_a_reason_and_come_again(offered, fund_officer):
    colleague = UserFactory()
    with pytest.raises(Refusal, match=r"^Schrijf op wat er anders moet\.$"):
        return_rules(ruleset=offered, remark=" ", by=colleague, at=AT)
    back = return_rules(ruleset=offered, remark="Het deel is te hoog.", by=colleague, at=AT)
    assert (back.state, back.remark) == ("draft", "Het deel is te hoog.")
    assert offer_rules(ruleset=back, by=fund_officer, at=AT).remark == ""


@pytest.mark.parametrize("day", [date(2026, 3, 11), date(2025, 1, 1)])
def test_rules_hold_from_a_day_that_is_to_come(fund, fund_officer, day):
    with pytest.raises(Refusal, match="Kies een dag die nog komt") as refused:
        start_rules(scheme=fund, valid_from=day, by=fund_officer, at=AT)
    assert refused.value.field == "valid_from"


def test_there_is_one_draft_of_a_scheme(fund, rules, fund_officer):
    with pytest.raises(Refusal, match=r"^Er is al een concept voor deze regeling\. Maak dat eerst af\.$"):
        start_rules(scheme=fund, valid_from=NEXT_YEAR, by=fund_officer, at=AT)
    discard_rules(ruleset=rules, by=fund_officer, at=AT)
    assert start_rules(scheme=fund, valid_from=NEXT_YEAR, by=fund_officer, at=AT).state == "draft"


def test_only_the_writer_changes_offers_and_discards(rules, offered):
    other = UserFactory()
    for act in (
        lambda: write_rules(ruleset=rules, new=NewRules(facts={}), by=other, at=AT),
        lambda: offer_rules(ruleset=rules, by=other, at=AT),
        lambda: discard_rules(ruleset=rules, by=other, at=AT),
    ):
        with pytest.raises(Refusal, match=r"^Alleen wie de regels schrijft, verandert ze\.$"):
            act()


def test_what_was_offered_or_approved_is_no_draft_any_more(offered, fund_officer):
    with pytest.raises(Refusal, match=r"^Deze regels zijn geen concept meer\.$"):
        write_rules(ruleset=offered, new=NewRules(facts={}), by=fund_officer, at=AT)
    approve_rules(ruleset=offered, by=UserFactory(), at=AT)
    with pytest.raises(IllegalTransition, match="deze regels staan op “Vastgesteld”"):
        return_rules(ruleset=offered, remark="Toch niet.", by=UserFactory(), at=AT)


def test_two_versions_do_not_begin_on_one_day(fund, offered, fund_officer):
    approve_rules(ruleset=offered, by=UserFactory(), at=AT)
    again = start_rules(scheme=fund, valid_from=NEXT_YEAR, by=fund_officer, at=AT)
    offer_rules(ruleset=again, by=fund_officer, at=AT)
    with pytest.raises(Refusal, match=r"^Vanaf deze dag gelden al andere regels\.$"):
        approve_rules(ruleset=again, by=UserFactory(), at=AT)


# --- Pages ----------------------------------------------------------------------------------------------------------
def as_(person):
    client = Client()
    client.force_login(person)
    return client


def page(client, url):
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return " ".join(answer.content.decode().split())


def typed(html_form):
    """What a browser would send of this page's form."""
    data = {}
    for form in html_form.forms:
        for bound in form:
            value = bound.value()
            if value in (None, False, "", []):
                continue
            data[bound.html_name] = "on" if value is True else bound.field.prepare_value(value)
    for _title, rows in html_form.groups:
        for bound in rows.management_form:
            data[bound.html_name] = bound.value()
    return data


def test_rules_through_the_pages(fund, desk, time_machine):
    time_machine.move_to(AT, tick=False)
    writer, other = as_(desk.officer), as_(desk.second)
    url = "/werkplek/fonds/regelingen/initiatiefrijk/"
    assert "Budget Initiatiefrijk Zwolle" in page(writer, "/werkplek/fonds/regelingen/")
    assert writer.get(f"{url}verschil/").status_code == 404
    refused = writer.post(url, {"valid_from": "2026-03-11"}).content.decode()
    assert "Kies een dag die nog komt" in refused
    assert writer.post(url, {"valid_from": "2027-01-01"}).status_code == 302
    page(writer, f"{url}regels/")
    draft = fund.rulesets.get(state="draft")
    data = typed(RulesForm(rules=draft)) | {"ceiling_cents": "20.000", "summary": "Meer geld voor de straat."}
    wrong = writer.post(f"{url}regels/", data | {"summary": ""}).content.decode()
    assert "Schrijf in één zin wat dit is." in wrong
    assert "20.000" in wrong
    assert writer.post(f"{url}regels/", data).status_code == 302
    told = page(writer, f"{url}verschil/")
    for words in ("€\xa015.000", "€\xa020.000", "Meer geld voor de straat."):
        assert words.replace("\xa0", " ") in told.replace("\xa0", " ")
    assert "Criteria" not in told
    assert other.get(f"{url}regels/").status_code == 302
    writer.post(f"{url}stap/voorleggen/")
    writer.post(f"{url}vaststellen/")
    assert fund.rulesets.get(pk=draft.pk).state == "offered"
    other.post(f"{url}vaststellen/", {"back": "1", "remark": "Te veel."})
    assert "Te veel." in page(writer, f"{url}regels/")
    writer.post(f"{url}stap/voorleggen/")
    other.post(f"{url}vaststellen/")
    now = fund.rulesets.get(pk=draft.pk)
    assert (now.state, now.approved_by, now.ceiling_cents, now.criteria.count()) == (
        "approved",
        desk.second,
        2_000_000,
        5,
    )


def test_a_budget_through_the_page(schemes, desk, time_machine):
    time_machine.move_to(AT, tick=False)
    officer = as_(desk.officer)
    url = "/werkplek/fonds/regelingen/premie-op-actie/"
    wijk = Wijk.objects.order_by("name").first()
    data = {"year": "2026", "place": wijk.pk, "cents": "12.500", "reason": "Begroting 2026"}
    assert "Schrijf op waarom." in officer.post(f"{url}budget/", data | {"reason": ""}).content.decode()
    assert officer.post(f"{url}budget/", data).status_code == 302
    pot = Pot.objects.get()
    assert (pot.ceiling_cents, pot.wijk, pot.stadsdeel) == (1_250_000, wijk, None)
    assert "12.500" in page(officer, url)
    Pot.objects.update(granted_cents=1_000_000)
    lower = officer.post(f"{url}budget/", data | {"cents": "9.000"}).content.decode()
    assert "het plafond kan niet lager" in lower


def test_others_do_not_write_rules(fund, desk, initiator):
    for person in (desk.assessor, initiator):
        assert as_(person).get("/werkplek/fonds/regelingen/").status_code == 403
        assert as_(person).post("/werkplek/fonds/regelingen/initiatiefrijk/vaststellen/").status_code == 403
