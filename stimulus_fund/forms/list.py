"""Which part of the list of applications somebody wants to see."""

from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from stimulus_fund.enums import State
from stimulus_fund.models import Scheme
from stimulus_fund.queries.desk import Choice

MOST_PAGES = 10_000
OPEN = "open"


class ListForm(forms.Form):
    """Filters over the list; whatever does not fit is left out, never an error."""

    stand = forms.ChoiceField(
        label=_("Stand"),
        choices=[(OPEN, _("wacht op een besluit")), *[(s.value, s.label) for s in State if s != State.DRAFT]],
        required=False,
    )
    regeling = forms.ModelChoiceField(
        label=_("Regeling"), queryset=Scheme.objects.none(), to_field_name="slug", required=False, empty_label=_("Alle")
    )
    mijn = forms.BooleanField(label=_("Alleen wat ik behandel"), required=False)

    def __init__(self, data: MultiValueDict[str, str], *, user: User) -> None:
        super().__init__(data or None, initial={"stand": OPEN})
        self.user, self.asked = user, data
        field: Any = self.fields["regeling"]
        field.queryset = Scheme.objects.worked_by(user)
        self.is_valid()

    def choice(self) -> Choice:
        """What was chosen: what is undecided when nothing else was."""
        data = getattr(self, "cleaned_data", {})
        stand = data.get("stand") or OPEN
        states = State.undecided() if stand == OPEN else frozenset({State(stand)})
        return Choice(states, data.get("regeling"), self.user if data.get("mijn") else None)

    def page(self) -> int:
        """Which page was asked for, from 1."""
        number = self.asked.get("pagina") or "1"
        return min(int(number), MOST_PAGES) if number.isdecimal() and int(number[:6]) else 1

    def url(self, page: int) -> str:
        """The address of another page of the same list."""
        kept = {name: str(self.asked[name]) for name in self.fields if self.asked.get(name)}
        return f"?{urlencode(kept | {'pagina': str(page)})}"
