"""Which pot suits a plan, and why another does not."""

import pytest
from django.test import Client

from city.models import Wijk
from stimulus_fund.enums import Scale
from stimulus_fund.finder import Plan, advise
from stimulus_fund.models import Pot, Scheme
from stimulus_fund.queries.facts import all_terms
from tests.stimulus_fund.conftest import AT

pytestmark = pytest.mark.django_db


def told(plan: Plan) -> dict[str, list[str]]:
    return {
        each.terms.slug: [str(line) for line in (*each.reasons, *each.hints)]
        for each in advise(plan, all_terms(AT.date()))
        if each.suits
    }


def test_a_small_plan_for_the_street(schemes):
    assert told(Plan(Scale.STREET, wanted_cents=80_000)) == {
        "premie-op-actie": [
            "Het is voor plannen in uw straat of buurt.",
            "Uw bedrag past: het geeft ten hoogste €\u00a01.000.",
        ]
    }


def test_a_plan_for_the_city_that_wants_too_much(schemes):
    assert told(Plan(Scale.CITY, wanted_cents=2_000_000)) == {
        "initiatiefrijk": [
            "Het is voor plannen waar een groot deel van de stad iets aan heeft.",
            "Het geeft ten hoogste €\u00a015.000. Zoek voor de rest ook ander geld.",
            "Het betaalt ten hoogste 50 % van het totaal. De rest regelt u zelf.",
        ]
    }


def test_a_plan_for_the_wijk_asks_for_a_goal(schemes):
    assert list(told(Plan(Scale.WIJK))) == ["buurtbonus", "een-loket", "wijkbudget"]
    assert told(Plan(Scale.WIJK))["buurtbonus"][1] == "Vraag uw wijkmanager bij welke wijkopgave uw plan hoort."
    assert list(told(Plan(Scale.WIJK, serves_goal=False))) == ["een-loket", "wijkbudget"]
    assert told(Plan(Scale.WIJK, serves_goal=True))["buurtbonus"] == ["Het is voor plannen in uw wijk."]


def test_nothing_pays_every_year(schemes):
    assert told(Plan(Scale.STREET, is_yearly=True)) == {}
    [street] = [
        each for each in advise(Plan(Scale.STREET, is_yearly=True), all_terms(AT.date())) if len(each.reasons) == 1
    ]
    assert (street.terms.slug, str(street.reasons[0])) == (
        "premie-op-actie",
        "Het is voor één keer, niet voor kosten die elk jaar terugkomen.",
    )


# --- The pages ------------------------------------------------------------------------------------------------------
def page(address: str, **query: str) -> str:
    return Client().get(address, query).content.decode()


def test_the_facts_stand_up_front(schemes, clock):
    shown = page("/fonds/")
    assert "<strong>€\u00a015.000</strong>" in shown
    assert "maximaal 50 %" in shown
    assert "€\u00a015.000 voor elk stadsdeel" in shown
    assert "Oranje Fonds" in shown


def test_the_questions_lead_to_a_pot_or_elsewhere(schemes, clock):
    assert "1 pot past bij uw plan" in page("/fonds/", plan="street", bedrag="800")
    nowhere = page("/fonds/", plan="street", jaarlijks="ja")
    assert "Geen pot van de gemeente past bij uw plan" in nowhere
    assert "Vertel ons uw idee" not in page("/fonds/", plan="street")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"bedrag": "800"}, "Kies waar uw plan voor is."),
        ({"plan": "maan"}, "Kies waar uw plan voor is."),
        ({"plan": "city", "bedrag": "veel"}, "Schrijf een bedrag in euro’s, bijvoorbeeld 1.250,50."),
    ],
)
def test_a_wrong_answer_is_told(schemes, clock, query, message):
    shown = page("/fonds/", **query)
    assert ("<title>Fout: Stimuleringsfonds" in shown, message in shown) == (True, True)


def test_the_page_of_a_pot(schemes, clock, assendorp, fund):
    shown = page("/fonds/premie-op-actie/")
    assert "De gemeente heeft nog niet bekendgemaakt hoeveel geld er dit jaar is." in shown
    assert "Het geld wordt verdeeld op volgorde van volledige aanvraag." in shown
    assert "U krijgt het besluit binnen acht weken (Awb 4:13)." in shown
    assert "Wat uw buren vinden" in shown
    assert Client().get("/fonds/goud/").status_code == 404


def test_what_is_left_is_shown_per_part_of_town(schemes, clock, assendorp):
    street = Scheme.objects.get(slug="premie-op-actie")
    Pot.objects.create(scheme=street, year=2026, wijk=assendorp, ceiling_cents=500_000, granted_cents=120_000)
    shown = page("/fonds/premie-op-actie/")
    assert "€\u00a03.800" in shown
    assert "van €\u00a05.000" in shown


def test_the_same_in_english(schemes, clock):
    shown = page("/en/fonds/", plan="street", bedrag="800")
    assert "1 pot fits your plan" in shown
    assert 'lang="nl">Premie op Actie</a>' in shown


def test_the_number_of_queries_does_not_depend_on_the_pots(schemes, clock, assendorp, django_assert_num_queries):
    street = Scheme.objects.get(slug="premie-op-actie")
    Pot.objects.create(scheme=street, year=2026, wijk=assendorp)
    page("/fonds/premie-op-actie/", x="0")
    with django_assert_num_queries(7):
        page("/fonds/premie-op-actie/", x="1")
    for other in Wijk.objects.exclude(pk=assendorp.pk)[:5]:
        Pot.objects.create(scheme=street, year=2026, wijk=other)
    with django_assert_num_queries(7):
        page("/fonds/premie-op-actie/", x="2")
