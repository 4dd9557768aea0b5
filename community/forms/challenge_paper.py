"""What a colleague types from a challenge on paper. Validates and normalises; never writes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.challenge_questions import OBLIGED, QUESTIONS
from community.forms.challenge import NO_DAY, CostForm, PartForm, PeriodForm, TaskForm, TogetherForm
from core.files_field import FilesField
from core.inputs import DayInput
from core.text import clean_line
from core.text_fields import LineField
from initiatives.models import Initiative
from initiatives.models.initiative import InitiativeQuerySet

ASKED = ("name", "task")  # without these there is nothing to take up; the rest can be asked for


class PaperForm(TaskForm, TogetherForm, CostForm, PeriodForm, PartForm):
    """The questions of a challenge on one page, with the day it arrived and the initiative it belongs to."""

    number = LineField(
        label=_("Nummer van het initiatief"),
        help_text=_("Zoals ZW-2026-0001. Staat het initiatief er nog niet in? Voer het dan eerst in."),
        max_length=20,
        missing=_("Vul het nummer van het initiatief in."),
    )
    arrived_on = forms.DateField(
        label=_("Op welke dag kwam de brief binnen?"),
        help_text=_("De termijn begint de dag erna."),
        widget=DayInput,
        error_messages={"invalid": NO_DAY, "required": _("Vul de dag in waarop de brief binnenkwam.")},
    )
    uploads = FilesField(
        label=_("De brief en de bijlagen, ingescand"),
        required=False,
        help_text=_("Foto’s tot 15 MB, documenten tot 20 MB. Alleen de initiatiefnemer en de gemeente zien ze."),
    )
    may_be_public = forms.BooleanField(
        label=_("In de brief staat dat iedereen de uitdaging mag lezen op deze site"), required=False
    )
    field_order = ("number", "arrived_on", *QUESTIONS, "uploads", "may_be_public")

    def __init__(self, *args: Any, cases: InitiativeQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cases, self.initiative = cases, Initiative()
        for name in OBLIGED.keys() - set(ASKED):
            self.fields[name].required = False

    def clean_number(self) -> str:
        """The number of an initiative this colleague may read."""
        number = clean_line(self.cleaned_data["number"]).upper()
        found = self.cases.filter(number=number).first()
        if found is None:
            raise ValidationError(_("Dit nummer kennen wij niet. Kijk het na, bijvoorbeeld ZW-2026-0001."))
        self.initiative = found
        return number

    def answers(self) -> dict[str, Any]:
        """What stands on the paper, by question."""
        return {name: self.cleaned_data[name] for name in QUESTIONS}
