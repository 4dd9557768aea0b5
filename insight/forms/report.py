"""Which days a report is about, and of which programme."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.inputs import PeriodForm
from insight.queries.report import Reach
from teams.models import Programme


class ReachForm(PeriodForm):
    """From which day to which, both included; all initiatives, or those of one programme."""

    programme = forms.ModelChoiceField(
        Programme.objects.order_by("-starts_on", "name", "pk"),
        label=_("Programma"),
        required=False,
        empty_label=_("Alle initiatieven"),
    )

    def reach(self, today: date) -> Reach:
        """What was asked; this year until today when that cannot be understood."""
        asked: dict[str, Any] = self.cleaned_data if self.is_valid() else {**self.of_year(today)}
        return Reach(asked["first"], asked["last"], asked.get("programme"))
