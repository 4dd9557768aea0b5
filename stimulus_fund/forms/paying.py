"""What the financial system answered about a payment."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.inputs import DayInput
from core.text_fields import LineField
from stimulus_fund.models.application import LINE_LENGTH


class PaidForm(forms.Form):
    """On which day it was paid."""

    on = forms.DateField(
        label=_("Betaald op"),
        widget=DayInput,
        error_messages={"required": _("Kies een dag."), "invalid": _("Kies een dag.")},
    )


class ReceivedForm(forms.Form):
    """On which day money came back."""

    on = forms.DateField(
        label=_("Ontvangen op"),
        widget=DayInput,
        error_messages={"required": _("Kies een dag."), "invalid": _("Kies een dag.")},
    )


class FailureForm(forms.Form):
    """Why it came back."""

    reason = LineField(
        label=_("Waarom kwam het terug?"), max_length=LINE_LENGTH, missing=_("Schrijf op waarom het terugkwam.")
    )
