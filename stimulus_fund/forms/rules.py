"""What the fund officer writes about a scheme: its rules in whole, and the money there is."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from city.models import Stadsdeel, Wijk
from core.euro_field import EuroField
from core.inputs import DayInput
from core.text_fields import LineField, TextField
from stimulus_fund.enums import Accountability, BudgetUnit, Division, LetterKind, Scale
from stimulus_fund.models import Ruleset
from stimulus_fund.models.scheme import LINE_LENGTH, TEXT_LENGTH
from stimulus_fund.queries.rules import RULES
from stimulus_fund.records import NewCriterion, NewFile, NewRules, NewSettling

MOST_ROWS = 20
MOST_WEEKS = 104
DAY = {"required": _("Kies een dag."), "invalid": _("Kies een dag.")}


def number(label: Any, most: int, **words: Any) -> forms.IntegerField:
    """A whole number from 1, or nothing."""
    return forms.IntegerField(label=label, min_value=1, max_value=most, required=False, **words)


class FactsForm(forms.Form):
    """The rules themselves. What the municipality has not published stays empty, and is not checked."""

    valid_from = forms.DateField(label=_("Geldt vanaf"), widget=DayInput, error_messages=DAY)
    summary = LineField(label=_("In één zin"), max_length=LINE_LENGTH, missing=_("Schrijf in één zin wat dit is."))
    for_whom = TextField(label=_("Voor wie?"), max_length=TEXT_LENGTH, missing=_("Schrijf op voor wie dit is."))
    conditions = TextField(label=_("Voorwaarden, een per regel"), max_length=TEXT_LENGTH, required=False)
    not_paid = TextField(label=_("Wat niet wordt betaald, een per regel"), max_length=TEXT_LENGTH, required=False)
    contact = LineField(label=_("Wie helpt de aanvrager?"), max_length=LINE_LENGTH, required=False)
    scale = forms.ChoiceField(label=_("Bedoeld voor plannen"), choices=Scale.choices)
    ceiling_cents = EuroField(label=_("Hoogste bedrag per aanvraag"), required=False)
    max_share_percent = number(_("Hoogste deel van het totaal, in procent"), 100)
    counts_municipal_costs = forms.BooleanField(label=_("Kosten van de gemeente tellen mee"), required=False)
    max_months = number(_("Hoogste looptijd in maanden"), 120)
    once_only = forms.BooleanField(label=_("Eén keer per initiatief"), required=False)
    needs_goal = forms.BooleanField(label=_("Moet een wijkopgave of doel dienen"), required=False)
    excluded_wijken = forms.ModelMultipleChoiceField(
        label=_("Niet voor deze wijken"),
        queryset=Wijk.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    excluded_places = LineField(label=_("Niet voor deze plekken"), max_length=LINE_LENGTH, required=False)
    budget_unit = forms.ChoiceField(label=_("Budget voor"), choices=BudgetUnit.choices)
    unit_budget_cents = EuroField(label=_("Budget per jaar en eenheid"), required=False)
    opens_on = forms.DateField(label=_("Open vanaf"), widget=DayInput, required=False, error_messages=DAY)
    closes_on = forms.DateField(label=_("Open tot en met"), widget=DayInput, required=False, error_messages=DAY)
    division = forms.ChoiceField(label=_("Hoe wordt het geld verdeeld?"), choices=Division.choices)
    decision_weeks = number(_("Beslistermijn in weken"), MOST_WEEKS, help_text=_("Leeg: acht weken (Awb 4:13)."))
    follows_terms_act = forms.BooleanField(label=_("Volgt de Algemene termijnenwet"), required=False)
    decider = LineField(label=_("Wie beslist?"), max_length=LINE_LENGTH, required=False)
    mandate = LineField(label=_("Mandaat"), max_length=LINE_LENGTH, required=False)
    legal_basis = LineField(label=_("Wettelijke grondslag"), max_length=LINE_LENGTH, required=False)
    source = LineField(label=_("Bron"), max_length=LINE_LENGTH, required=False)

    def __init__(self, data: Any = None, *, rules: Ruleset) -> None:
        initial: dict[str, Any] = {name: getattr(rules, name) for name in RULES}
        initial["excluded_wijken"] = list(rules.excluded_wijken.all())
        super().__init__(data, initial=initial)
        field: Any = self.fields["excluded_wijken"]
        field.queryset = Wijk.objects.order_by("name")

    def clean(self) -> dict[str, Any]:
        """The period ends after it begins."""
        data = super().clean() or self.cleaned_data
        if data.get("opens_on") and data.get("closes_on") and data["closes_on"] < data["opens_on"]:
            self.add_error("closes_on", _("De laatste dag ligt niet voor de eerste."))
        return data


class CriterionRow(forms.Form):
    """One criterion; an empty row is none."""

    name = LineField(label=_("Criterium"), max_length=120, required=False)
    explanation = LineField(label=_("Uitleg"), max_length=LINE_LENGTH, required=False)
    weight = forms.IntegerField(label=_("Gewicht"), min_value=1, max_value=100, required=False)


class FileRow(forms.Form):
    """One document people have to send along; an empty row is none."""

    name = LineField(label=_("Document"), max_length=120, required=False)
    explanation = LineField(label=_("Uitleg"), max_length=LINE_LENGTH, required=False)
    from_cents = EuroField(label=_("Vanaf dit gevraagde bedrag"), required=False)


class SettlingRow(forms.Form):
    """How a grant is accounted for from an amount on; an empty row is none."""

    form = forms.ChoiceField(
        label=_("Verantwoording"), choices=[("", _("Geen regel")), *Accountability.choices], required=False
    )
    from_cents = EuroField(label=_("Vanaf dit toegekende bedrag"), required=False)
    weeks = forms.IntegerField(
        label=_("Binnen zoveel weken na afloop"), min_value=1, max_value=MOST_WEEKS, required=False
    )


class TextRow(forms.Form):
    """The scheme's own paragraph in a kind of letter; an empty row is none."""

    kind = forms.ChoiceField(label=_("Brief"), choices=[("", _("Geen")), *LetterKind.choices], required=False)
    text = TextField(label=_("Tekst"), max_length=TEXT_LENGTH, required=False, rows=3)


def rows_of(form: type[forms.Form], spare: int) -> Any:
    """Rows of this kind with a few empty ones."""
    return forms.formset_factory(form, extra=spare, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


class RulesForm:
    """The whole page: the facts, criteria, documents, accounts and texts of letters."""

    def __init__(self, data: Any = None, *, rules: Ruleset) -> None:
        self.facts = FactsForm(data, rules=rules)
        self.criteria = rows_of(CriterionRow, 2)(data, prefix="criterion", initial=_values(rules.criteria.all()))
        self.files = rows_of(FileRow, 1)(data, prefix="file", initial=_values(rules.required_files.all()))
        self.settling = rows_of(SettlingRow, 1)(data, prefix="settling", initial=_values(rules.settling.all()))
        self.texts = rows_of(TextRow, 1)(data, prefix="text", initial=_values(rules.letter_texts.all()))

    @property
    def groups(self) -> list[tuple[Any, Any]]:
        """The rows below the facts, each kind with its heading."""
        return [
            (_("Criteria"), self.criteria),
            (_("Verplichte bijlagen"), self.files),
            (_("Verantwoording"), self.settling),
            (_("Teksten in brieven"), self.texts),
        ]

    @property
    def forms(self) -> list[forms.Form]:
        """Every form on the page, for the summary of errors."""
        return [self.facts, *(row for _title, rows in self.groups for row in rows.forms)]

    def is_valid(self) -> bool:
        """True when every fact and every row is right."""
        return all([self.facts.is_valid(), *(rows.is_valid() for _title, rows in self.groups)])

    def new(self) -> NewRules:
        """What was written."""
        facts = dict(self.facts.cleaned_data)
        wijken = tuple(wijk.pk for wijk in facts.pop("excluded_wijken"))
        return NewRules(
            facts=facts,
            criteria=tuple(
                NewCriterion(one["name"], one["explanation"], one["weight"] or 1)
                for one in _filled(self.criteria, "name")
            ),
            files=tuple(
                NewFile(one["name"], one["explanation"], one["from_cents"] or 0) for one in _filled(self.files, "name")
            ),
            settling=tuple(
                NewSettling(one["form"], one["from_cents"] or 0, one["weeks"] or 13)
                for one in _filled(self.settling, "form")
            ),
            texts=tuple((one["kind"], one["text"]) for one in _filled(self.texts, "kind")),
            excluded_wijken=wijken,
        )


def _values(rows: Iterable[Any]) -> list[dict[str, Any]]:
    return [{field.name: getattr(row, field.attname) for field in row._meta.concrete_fields} for row in rows]


def _filled(rows: Any, name: str) -> list[dict[str, Any]]:
    return [row.cleaned_data for row in rows.forms if row.cleaned_data.get(name)]


class StartForm(forms.Form):
    """From which day new rules will hold."""

    valid_from = forms.DateField(label=_("Nieuwe regels vanaf"), widget=DayInput, error_messages=DAY)


class BudgetForm(forms.Form):
    """How much there is for a year and a part of town; nothing chosen is the whole town."""

    year = forms.TypedChoiceField(label=_("Jaar"), coerce=int)
    place = forms.ChoiceField(label=_("Voor"), required=False)
    cents = EuroField(label=_("Plafond"), error_messages={"required": _("Vul een bedrag in.")})
    reason = LineField(
        label=_("Waarom?"),
        help_text=_("Bijvoorbeeld: begroting 2027, of raadsbesluit van 3 maart."),
        max_length=LINE_LENGTH,
        missing=_("Schrijf op waarom."),
    )

    def __init__(self, data: Any = None, *, rules: Ruleset, year: int) -> None:
        super().__init__(data)
        field: Any = self.fields["year"]
        field.choices = [(one, str(one)) for one in (year, year + 1)]
        self.units: dict[str, Wijk | Stadsdeel] = {}
        if rules.budget_unit == BudgetUnit.WIJK:
            self.units = {str(one.pk): one for one in Wijk.objects.order_by("name")}
        elif rules.budget_unit == BudgetUnit.STADSDEEL:
            self.units = {str(one.pk): one for one in Stadsdeel.objects.order_by("name")}
        field = self.fields["place"]
        field.choices = [(key, str(one)) for key, one in self.units.items()]
        if not self.units:
            del self.fields["place"]

    def facts(self) -> dict[str, Any]:
        """What was filled in, as the action takes it."""
        data = dict(self.cleaned_data)
        unit = self.units.get(data.pop("place", ""))
        return {
            **data,
            "wijk": unit if isinstance(unit, Wijk) else None,
            "stadsdeel": unit if isinstance(unit, Stadsdeel) else None,
        }
