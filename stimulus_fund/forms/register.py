"""Which part of the register of awards somebody looks for."""

from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from stimulus_fund.models import Scheme
from stimulus_fund.queries.register import Wanted, years

MOST_PAGES = 10_000


class RegisterForm(forms.Form):
    """Words, scheme and year; what does not fit is left out, never an error."""

    q = forms.CharField(label=_("Zoek"), max_length=100, required=False)
    regeling = forms.ModelChoiceField(
        label=_("Regeling"), queryset=Scheme.objects.all(), to_field_name="slug", required=False, empty_label=_("Alle")
    )
    jaar = forms.TypedChoiceField(label=_("Jaar"), coerce=int, empty_value=None, required=False)

    def __init__(self, data: MultiValueDict[str, str]) -> None:
        super().__init__(data)
        self.asked = data
        field: Any = self.fields["jaar"]
        field.choices = [("", _("Alle")), *[(year, str(year)) for year in years()]]
        self.is_valid()

    def wanted(self) -> Wanted:
        """What was asked for."""
        data = self.cleaned_data
        return Wanted(data.get("q") or "", data.get("regeling"), data.get("jaar"))

    def page(self) -> int:
        """Which page, from 1."""
        number = self.asked.get("pagina") or "1"
        return min(int(number), MOST_PAGES) if number.isdecimal() and int(number[:6]) else 1

    def query(self, **more: int) -> str:
        """The question mark and what comes behind it, for another page or form of the same list."""
        kept = {name: str(self.asked[name]) for name in self.fields if self.asked.get(name)}
        words = urlencode(kept | {name: str(value) for name, value in more.items()})
        return f"?{words}" if words else ""
