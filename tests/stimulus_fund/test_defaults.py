"""The schemes the portal begins with hold the facts the municipality published, and no others."""

from datetime import UTC, datetime

import pytest

from stimulus_fund.actions.defaults import load_schemes
from stimulus_fund.models import Ruleset, Scheme
from stimulus_fund.queries.schemes import open_schemes, rules_on, scheme_scopes

pytestmark = pytest.mark.django_db
YEAR = datetime(2026, 1, 1, tzinfo=UTC)


def test_the_facts(schemes):
    facts = ("scheme__slug", "ceiling_cents", "max_share_percent", "max_months", "budget_unit", "unit_budget_cents")
    assert list(Ruleset.objects.order_by("scheme__order").values_list(*facts)) == [
        ("initiatiefrijk", 1_500_000, 50, 12, "city", None),
        ("premie-op-actie", 100_000, None, None, "wijk", None),
        ("buurtbonus", None, None, None, "stadsdeel", 1_500_000),
        ("een-loket", 1_000_000, None, None, "city", None),
        ("wijkbudget", None, None, None, "wijk", None),
    ]
    assert Ruleset.objects.get(scheme__slug="buurtbonus").needs_goal
    assert Ruleset.objects.get(scheme__slug="initiatiefrijk").counts_municipal_costs


def test_a_second_time_adds_nothing_and_changes_nothing(schemes):
    Scheme.objects.filter(slug="buurtbonus").update(name="Buurtbonus Zwolle")
    assert load_schemes(at=YEAR) == 0
    assert Scheme.objects.get(slug="buurtbonus").name == "Buurtbonus Zwolle"


def test_which_take_applications(schemes, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(rules_on(YEAR.date())) == 5
    assert rules_on(YEAR.date().replace(year=2025)) == []
    assert [scheme.slug for scheme in open_schemes(YEAR.date())][:2] == ["initiatiefrijk", "premie-op-actie"]
    assert ("scheme:buurtbonus", "Buurtbonus") in scheme_scopes()
