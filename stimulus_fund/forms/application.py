"""The parts of an application. Nothing is obliged while it is written; what is missing is told by `queries.gaps`."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from city.models import Goal
from core.inputs import DayInput
from core.text_fields import LineField, TextField
from stimulus_fund.enums import RecipientKind
from stimulus_fund.forms.fields import IbanField, KvkField, PostcodeField
from stimulus_fund.models import Ruleset
from stimulus_fund.models.application import ANSWER_LENGTH, LINE_LENGTH
from stimulus_fund.questions import COOPERATION_MISSING, GOAL_MISSING, GOAL_REASON_MISSING, OBLIGED, QUESTIONS, Part

EMPTY: dict[str, Any] = {"starts_on": None, "ends_on": None, "goal": None}
NO_DAY = _("Vul een dag in zoals 11-03-2027.")


def long_text(name: str, rows: int = 5, **words: Any) -> TextField:
    """A text of several lines for one of the questions."""
    return TextField(label=QUESTIONS[name], max_length=ANSWER_LENGTH, rows=rows, required=False, **words)


def line(name: str, **words: Any) -> LineField:
    """One line for one of the questions."""
    return LineField(label=QUESTIONS[name], max_length=words.pop("max_length", LINE_LENGTH), required=False, **words)


class PartForm(forms.Form):
    """A part that is kept as it is typed: `concept` and `version` say what was shown, for who saves second.

    A question may be left empty for now: `kept` saves what is right, and the page says what is still missing.
    """

    concept = forms.CharField(widget=forms.HiddenInput, required=False)
    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, rules: Ruleset | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules = rules
        for name in OBLIGED.keys() & self.fields.keys():
            self.oblige(name, OBLIGED[name])

    def oblige(self, name: str, missing: Any) -> None:
        """Ask for an answer to this question."""
        self.fields[name].required = True
        self.fields[name].error_messages["required"] = missing

    def kept(self) -> dict[str, Any]:
        """The answers that are right or empty, by name: they are saved, whatever is wrong with the others."""
        self.full_clean()
        right = {name: value for name, value in self.cleaned_data.items() if name in QUESTIONS}
        empty = {name: EMPTY.get(name, "") for name in self.errors if name in QUESTIONS and self.is_left_empty(name)}
        return right | empty

    def is_left_empty(self, name: str) -> bool:
        """True when nothing is wrong with this question but that it has no answer yet."""
        return all(error.code == "required" for error in self.errors[name].as_data())

    @property
    def is_right(self) -> bool:
        """True when nothing that was typed is wrong."""
        return all(name in self.fields and self.is_left_empty(name) for name in self.errors)


class PlanForm(PartForm):
    """What will be done, what it brings, when, and to which goal it belongs."""

    activities = long_text("activities", help_text=_("Noem wat u doet, voor wie en waar."))
    result = long_text("result", help_text=_("Waaraan merken mensen in de stad dat uw plan gelukt is?"))
    starts_on = forms.DateField(
        label=QUESTIONS["starts_on"], widget=DayInput, required=False, error_messages={"invalid": NO_DAY}
    )
    ends_on = forms.DateField(
        label=QUESTIONS["ends_on"], widget=DayInput, required=False, error_messages={"invalid": NO_DAY}
    )
    goal = forms.ModelChoiceField(
        Goal.objects.all(), label=QUESTIONS["goal"], empty_label=_("Kies een doel"), required=False
    )
    goal_reason = long_text("goal_reason", rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.rules and self.rules.needs_goal:
            self.oblige("goal", GOAL_MISSING)
            self.oblige("goal_reason", GOAL_REASON_MISSING)
        if self.rules and self.rules.max_months:
            hint = _("Uw plan mag ten hoogste %(months)d maanden duren.") % {"months": self.rules.max_months}
            self.fields["ends_on"].help_text = hint


class CooperationForm(PartForm):
    """Who takes part, what they bring, and what people nearby think of it."""

    cooperation = long_text(
        "cooperation", help_text=_("Noem mensen en organisaties, en wat elk van hen doet of geeft.")
    )
    works_alone = forms.BooleanField(label=_("Ik doe het alleen"), required=False)
    support = long_text("support", help_text=_("Met wie sprak u erover, en wat zeiden zij? Ook als zij twijfelen."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not (self.is_bound and self["works_alone"].data):
            self.oblige("cooperation", COOPERATION_MISSING)


class RecipientForm(PartForm):
    """Who receives the money, and where letters go."""

    recipient_kind = forms.ChoiceField(
        label=QUESTIONS["recipient_kind"], choices=RecipientKind, widget=forms.RadioSelect, required=False
    )
    recipient_name = line(
        "recipient_name", help_text=_("Uw eigen naam, of de naam van de organisatie zoals die bij de KvK staat.")
    )
    kvk_number = KvkField(label=QUESTIONS["kvk_number"], help_text=_("Alleen voor een organisatie. Acht cijfers."))
    street = line("street", widget=forms.TextInput(attrs={"autocomplete": "street-address"}))
    postcode = PostcodeField(label=QUESTIONS["postcode"])
    town = line("town", max_length=80, widget=forms.TextInput(attrs={"autocomplete": "address-level2"}))
    iban = IbanField(label=QUESTIONS["iban"], help_text=_("Een rekening van de ontvanger."))
    account_holder = line("account_holder")
    name_public = forms.BooleanField(
        label=_("Ja, mijn naam mag in het register"),
        help_text=_(
            "Iedereen kan zien welk plan geld kreeg. De naam van een persoon staat er alleen bij als u dat wilt."
        ),
        required=False,
    )


PART_FORMS: dict[Part, type[PartForm]] = {
    Part.PLAN: PlanForm,
    Part.COOPERATION: CooperationForm,
    Part.RECIPIENT: RecipientForm,
}
