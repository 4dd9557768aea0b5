"""A period to look at."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from teams.forms.fields import DayInput

LONGEST = timedelta(days=5 * 366)


class PeriodForm(forms.Form):
    """From which day to which, both included."""

    first = forms.DateField(label=_("Van"), widget=DayInput)
    last = forms.DateField(label=_("Tot en met"), widget=DayInput)

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
