"""The sums of a budget and the share in a sentence."""

from decimal import Decimal

import pytest

from stimulus_fund.budget import Budget, Line, gap_told, share_told
from stimulus_fund.enums import BudgetSide, CoverageKind
from tests.stimulus_fund.conftest import LINES


def test_the_sums_keep_own_hours_apart():
    budget = Budget.of(LINES)
    assert (budget.cost_cents, budget.own_cents, budget.other_cents, budget.asked_cents) == (
        200_000,
        80_000,
        30_000,
        90_000,
    )
    assert (budget.hours_cents, budget.total_cents, budget.gap_cents, budget.share) == (
        30_000,
        200_000,
        0,
        Decimal("45.00"),
    )


def test_the_municipalitys_own_costs_raise_the_total_and_lower_the_share():
    budget = Budget.of(LINES, municipal_cents=50_000)
    assert (budget.total_cents, budget.gap_cents, budget.share) == (250_000, 0, Decimal("36.00"))


@pytest.mark.parametrize(
    ("asked", "most", "told"),
    [
        (90_000, 50, "U vraagt 45 % van het totaal. Dat mag (maximaal 50 %)."),
        (100_000, 50, "U vraagt 50 % van het totaal. Dat mag (maximaal 50 %)."),
        (100_001, 50, "U vraagt 50 % van het totaal. Dat is meer dan 50 %."),
        (66_667, None, "U vraagt 33,33 % van het totaal."),
        (0, 50, ""),
    ],
)
def test_the_share_is_told(asked, most, told):
    assert share_told(Budget(cost_cents=200_000, asked_cents=asked), most) == told


@pytest.mark.parametrize(
    ("own", "told"),
    [
        (110_000, "Uw begroting klopt: kosten en dekking zijn gelijk."),
        (109_999, "U heeft nog €\u00a00,01 te weinig om alles te betalen."),
        (110_050, "U heeft €\u00a00,50 meer dan het kost."),
    ],
)
def test_the_gap_is_told(own, told):
    assert gap_told(Budget(cost_cents=200_000, own_cents=own, asked_cents=90_000)) == told


def test_a_plan_without_costs_has_no_gap():
    assert gap_told(Budget.of([Line(BudgetSide.COVERAGE, "", 100, kind=CoverageKind.ASKED)])) == ""
