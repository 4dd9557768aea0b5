"""What colleagues write about the law and about outages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.inputs import DayInput
from core.text_fields import LineField
from stimulus_fund.law import Rule


class MomentInput(forms.DateTimeInput):
    """The browser's own calendar and clock."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class NumberForm(forms.Form):
    """Another number for a rule from a day on."""

    rule = forms.TypedChoiceField(label=_("Waarover?"), choices=Rule.choices, coerce=Rule)
    valid_from = forms.DateField(
        label=_("Geldt vanaf"),
        widget=DayInput,
        error_messages={"required": _("Kies een dag."), "invalid": _("Kies een dag.")},
    )
    amount = forms.IntegerField(
        label=_("Aantal"),
        help_text=_("In dezelfde eenheid als nu; bedragen in eurocent."),
        min_value=1,
        max_value=10_000_000,
        error_messages={"required": _("Vul een getal in."), "invalid": _("Vul een heel getal in.")},
    )
    article = LineField(
        label=_("Artikel of besluit"), max_length=160, missing=_("Schrijf op uit welk artikel of besluit dit komt.")
    )


class OutageForm(forms.Form):
    """When people could not send us something, and what did not work."""

    began_at = forms.DateTimeField(
        label=_("Begon op"),
        widget=MomentInput,
        input_formats=["%Y-%m-%dT%H:%M"],
        error_messages={"required": _("Kies een dag en een tijd."), "invalid": _("Kies een dag en een tijd.")},
    )
    ended_at = forms.DateTimeField(
        label=_("Voorbij op"),
        help_text=_("Leeg als de storing nog duurt."),
        widget=MomentInput,
        input_formats=["%Y-%m-%dT%H:%M"],
        required=False,
        error_messages={"invalid": _("Kies een dag en een tijd.")},
    )
    what = LineField(
        label=_("Wat werkte er niet?"),
        help_text=_("Iedereen leest dit."),
        max_length=300,
        missing=_("Schrijf op wat er niet werkte."),
    )
