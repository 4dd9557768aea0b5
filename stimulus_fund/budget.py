"""A budget as the applicant made it: what it costs, where the money comes from, which share is asked. Pure.

All amounts are whole euro cents. Own hours are shown beside the money and are no part of it: nobody pays them, so they
neither cost nor cover anything, and do not raise the share that may be asked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from core import amounts
from stimulus_fund.enums import BudgetSide, CoverageKind


@dataclass(frozen=True)
class Line:
    """One line of a budget. `hours` and `rate_cents` belong to own hours alone; `is_certain` to another funder."""

    side: BudgetSide
    name: str
    cents: int
    kind: str = ""
    hours: int | None = None
    rate_cents: int | None = None
    is_certain: bool = False


@dataclass(frozen=True)
class Budget:
    """The sums of a budget. `municipal_cents` are the municipality's own costs, 0 where the rules do not count them."""

    cost_cents: int = 0
    municipal_cents: int = 0
    own_cents: int = 0
    other_cents: int = 0
    asked_cents: int = 0
    hours_cents: int = 0

    @classmethod
    def of(cls, lines: Iterable[Line], *, municipal_cents: int = 0) -> "Budget":
        """The sums of these lines."""
        sums = dict.fromkeys(["", *CoverageKind.values], 0)
        for line in lines:
            sums[line.kind] += line.cents
        return cls(
            cost_cents=sums[""],
            municipal_cents=municipal_cents,
            own_cents=sums[CoverageKind.OWN_MONEY],
            other_cents=sums[CoverageKind.OTHER_FUND],
            asked_cents=sums[CoverageKind.ASKED],
            hours_cents=sums[CoverageKind.OWN_HOURS],
        )

    @property
    def total_cents(self) -> int:
        """What the plan costs, with the municipality's own costs where they count."""
        return self.cost_cents + self.municipal_cents

    @property
    def covered_cents(self) -> int:
        """The money there is or is asked for the applicant's costs."""
        return self.own_cents + self.other_cents + self.asked_cents

    @property
    def gap_cents(self) -> int:
        """What the costs are more than the coverage; negative when there is too much, 0 when the budget is right."""
        return self.cost_cents - self.covered_cents

    @property
    def share(self) -> Decimal:
        """Which percentage of the total is asked, in hundredths."""
        return amounts.share(self.asked_cents, self.total_cents)


def share_told(budget: Budget, most_percent: int | None) -> str:
    """ "U vraagt 45 %, dat mag (maximaal 50 %)": the share in a sentence, "" while nothing is asked."""
    if not budget.asked_cents or not budget.total_cents:
        return ""
    facts = {"share": f"{number_format(budget.share.normalize(), use_l10n=True)} %", "most": f"{most_percent} %"}
    if most_percent is None:
        return _("U vraagt %(share)s van het totaal.") % facts
    if amounts.is_within(budget.asked_cents, budget.total_cents, most_percent):
        return _("U vraagt %(share)s van het totaal. Dat mag (maximaal %(most)s).") % facts
    return _("U vraagt %(share)s van het totaal. Dat is meer dan %(most)s.") % facts


def gap_told(budget: Budget) -> str:
    """Whether costs and coverage are equal, in a sentence; "" while there are no costs."""
    if not budget.cost_cents:
        return ""
    if budget.gap_cents > 0:
        return _("U heeft nog %(gap)s te weinig om alles te betalen.") % {"gap": amounts.shown(budget.gap_cents)}
    if budget.gap_cents < 0:
        return _("U heeft %(gap)s meer dan het kost.") % {"gap": amounts.shown(-budget.gap_cents)}
    return _("Uw begroting klopt: kosten en dekking zijn gelijk.")


def costs(lines: Iterable[Line]) -> list[Line]:
    """The lines of what it costs."""
    return [line for line in lines if line.side == BudgetSide.COST]


def of_kind(lines: Iterable[Line], kind: CoverageKind) -> list[Line]:
    """The lines of one kind of coverage."""
    return [line for line in lines if line.kind == kind]
