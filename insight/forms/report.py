"""Which days a report is about, and of which programme."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from insight.queries.report import Reach
from teams.models import Programme

LONGEST = timedelta(days=5 * 366)


class DayInput(forms.DateInput):
    """The browser's own calendar, which wants its value as 2026-03-11 in every language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ReachForm(forms.Form):
    """From which day to which, both included; all initiatives, or those of one programme."""

    first = forms.DateField(label=_("Van"), widget=DayInput)
    last = forms.DateField(label=_("Tot en met"), widget=DayInput)
    programme = forms.ModelChoiceField(
        Programme.objects.order_by("-starts_on", "name", "pk"),
        label=_("Programma"),
        required=False,
        empty_label=_("Alle initiatieven"),
    )

    @classmethod
    def of_year(cls, today: date) -> dict[str, date]:
        """This year until today."""
        return {"first": today.replace(month=1, day=1), "last": today}

    def clean(self) -> dict[str, Any]:
        """The end lies not before the beginning, and at most five years after it."""
        data = super().clean() or self.cleaned_data
        first, last = data.get("first"), data.get("last")
        if first and last and first > last:
            raise ValidationError({"last": _("De laatste dag ligt niet voor de eerste.")})
        if first and last and last - first > LONGEST:
            raise ValidationError({"last": _("Kies een periode van ten hoogste vijf jaar.")})
        return data

    def reach(self, today: date) -> Reach:
        """What was asked; this year until today when that cannot be understood."""
        asked: dict[str, Any] = self.cleaned_data if self.is_valid() else {**self.of_year(today)}
        return Reach(asked["first"], asked["last"], asked.get("programme"))
