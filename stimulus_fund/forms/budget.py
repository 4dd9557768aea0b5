"""The budget: what it costs, where the money comes from, own hours beside it, and what is asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.euro_field import EuroField
from core.text_fields import LineField, TextField
from stimulus_fund.budget import Line, costs, of_kind
from stimulus_fund.enums import BudgetSide, CoverageKind
from stimulus_fund.forms.application import PartForm
from stimulus_fund.models.application import ANSWER_LENGTH, LINE_LENGTH
from stimulus_fund.questions import QUESTIONS

MOST_ROWS = 40
LEAST_CENTS = 1
MOST_HOURS = 20_000
SPARE_ROWS = 3


class CostRow(forms.Form):
    """One thing that costs money. An empty row is no row."""

    name = LineField(label=_("Wat?"), max_length=LINE_LENGTH, required=False)
    cents = EuroField(label=_("Bedrag in euro’s"), least=LEAST_CENTS, required=False)

    def clean(self) -> dict[str, Any]:
        """A name and an amount come together."""
        data = super().clean() or self.cleaned_data
        if data.get("cents") and not data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Schrijf op waar dit bedrag voor is."))
        if data.get("name") and data.get("cents") is None and "cents" not in self.errors:
            self.add_error("cents", _("Vul het bedrag in."))
        return data

    @property
    def is_filled(self) -> bool:
        """True when it holds an amount."""
        return bool(self.cleaned_data.get("cents"))


class FunderRow(CostRow):
    """Money of somebody else."""

    name = LineField(label=_("Van wie?"), max_length=LINE_LENGTH, required=False)
    is_certain = forms.BooleanField(label=_("Is al toegezegd"), required=False)


CostRows = forms.formset_factory(CostRow, extra=SPARE_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
FunderRows = forms.formset_factory(FunderRow, extra=1, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


class SumsForm(PartForm):
    """What is no row: own money, own hours, what is asked, and the municipality's own costs where they count."""

    own_money = EuroField(
        label=_("Eigen geld"), help_text=_("Wat u zelf betaalt of ophaalt. Bedrag in euro’s."), required=False
    )
    asked = EuroField(
        label=_("Wat u van dit fonds vraagt"), help_text=_("Bedrag in euro’s, bijvoorbeeld 1.250,50."), required=False
    )
    hours = forms.IntegerField(
        label=_("Eigen uren"),
        help_text=_("Hoeveel uur werken u en uw buren er samen aan, zonder loon?"),
        min_value=0,
        max_value=MOST_HOURS,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("Vul een heel aantal uren in."), "max_value": _("Vul ten hoogste 20.000 uur in.")},
    )
    rate = EuroField(
        label=_("Wat is een uur waard?"),
        help_text=_("Uw eigen schatting, in euro’s. Deze waarde telt niet mee in het totaal."),
        most=100_000,
        required=False,
    )
    municipal_cents = EuroField(
        label=QUESTIONS["municipal_cents"],
        help_text=_("Bijvoorbeeld voor grond of toezicht. Weet u het niet? Vraag het aan uw gids of laat het leeg."),
        required=False,
    )
    budget_note = TextField(label=QUESTIONS["budget_note"], max_length=ANSWER_LENGTH, rows=3, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not (self.rules and self.rules.counts_municipal_costs):
            del self.fields["municipal_cents"]
        self.fields["asked"].required = True

    def full_clean(self) -> None:
        """What is asked may be empty for now, yet is no matter of choice: the page does not call it optional."""
        self.fields["asked"].required = False
        super().full_clean()
        self.fields["asked"].required = True

    def clean(self) -> dict[str, Any]:
        """Hours and what an hour is worth come together."""
        data = super().clean() or self.cleaned_data
        if data.get("hours") and not data.get("rate") and "rate" not in self.errors:
            self.add_error("rate", _("Vul in wat een uur waard is."))
        return data


class BudgetForm:
    """The whole page: rows of costs, rows of other funders, and the sums beside them."""

    def __init__(self, data: Any = None, *, lines: list[Line], initial: dict[str, Any], **words: Any) -> None:
        self.costs = CostRows(data, prefix="cost", initial=[_row(row) for row in costs(lines)])
        others = of_kind(lines, CoverageKind.OTHER_FUND)
        self.funders = FunderRows(data, prefix="fund", initial=[_row(row) for row in others])
        self.sums = SumsForm(data, initial={**initial, **_sums(lines)}, **words)

    @property
    def forms(self) -> list[forms.Form]:
        """Every form on the page, for the summary of errors."""
        return [*self.costs.forms, *self.funders.forms, self.sums]

    def is_valid(self) -> bool:
        """True when every row and every sum is right."""
        return all([self.costs.is_valid(), self.funders.is_valid(), self.sums.is_valid()])

    def lines(self) -> list[Line]:
        """The lines of a valid budget."""
        sums = self.sums.cleaned_data
        made = [
            Line(BudgetSide.COST, row.cleaned_data["name"], row.cleaned_data["cents"]) for row in _filled(self.costs)
        ]
        made += [
            Line(
                BudgetSide.COVERAGE,
                row.cleaned_data["name"],
                row.cleaned_data["cents"],
                kind=CoverageKind.OTHER_FUND,
                is_certain=row.cleaned_data["is_certain"],
            )
            for row in _filled(self.funders)
        ]
        for name, kind in (("own_money", CoverageKind.OWN_MONEY), ("asked", CoverageKind.ASKED)):
            if sums[name]:
                made.append(Line(BudgetSide.COVERAGE, "", sums[name], kind=kind))
        if sums["hours"]:
            hours, rate = sums["hours"], sums["rate"]
            kind = CoverageKind.OWN_HOURS
            made.append(Line(BudgetSide.COVERAGE, "", hours * rate, kind=kind, hours=hours, rate_cents=rate))
        return made

    def kept(self) -> dict[str, Any]:
        """The plain answers beside the lines; the municipality's costs are 0 when left empty."""
        data = self.sums.cleaned_data
        kept: dict[str, Any] = {"budget_note": data["budget_note"]}
        if "municipal_cents" in data:
            kept["municipal_cents"] = data["municipal_cents"] or 0
        return kept


def _filled(rows: Any) -> list[CostRow]:
    return [row for row in rows.forms if row.is_filled]


def _row(row: Line) -> dict[str, Any]:
    return {"name": row.name, "cents": row.cents, "is_certain": row.is_certain}


def _sums(lines: list[Line]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in lines:
        if row.kind == CoverageKind.OWN_MONEY:
            found["own_money"] = row.cents
        elif row.kind == CoverageKind.ASKED:
            found["asked"] = row.cents
        elif row.kind == CoverageKind.OWN_HOURS:
            found |= {"hours": row.hours, "rate": row.rate_cents}
    return found


def more_rows(data: Any, prefix: str) -> Any:
    """What was typed, with a few more empty rows of this kind on the page."""
    grown = data.copy()
    count = grown.get(f"{prefix}-TOTAL_FORMS", "")
    if count.isdecimal():
        grown[f"{prefix}-TOTAL_FORMS"] = str(min(int(count) + SPARE_ROWS, MOST_ROWS))
    return grown
