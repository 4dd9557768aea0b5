"""Objections and complaints: what the applicant fills in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.text_fields import TextField
from stimulus_fund.models.application import ANSWER_LENGTH


class ObjectionForm(forms.Form):
    """Why somebody objects. Sending it here, logged in, is signing (Awb 6:5)."""

    text = TextField(
        label=_("Waarom bent u het niet eens met het besluit?"),
        help_text=_("Schrijf ook op wat er volgens u anders moet."),
        max_length=ANSWER_LENGTH,
        missing=_("Schrijf op waarom u het niet eens bent met het besluit."),
        rows=8,
    )


class ComplaintForm(forms.Form):
    """What somebody complains about."""

    text = TextField(
        label=_("Waarover gaat uw klacht?"),
        help_text=_("Wat gebeurde er, wanneer, en wat had u verwacht?"),
        max_length=ANSWER_LENGTH,
        missing=_("Schrijf op waarover uw klacht gaat."),
        rows=8,
    )
