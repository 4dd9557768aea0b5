"""Which initiatives another site shows; an unknown value is ignored, so that an old page still shows something."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _


class ListForm(forms.Form):
    """A wijk and a theme."""

    wijk = forms.ChoiceField(label=_("Waar"), required=False)
    thema = forms.ChoiceField(label=_("Thema"), required=False)

    def __init__(
        self, data: Any, *, wijken: Iterable[tuple[str, str]], themes: Iterable[tuple[str, str]], city: str
    ) -> None:
        super().__init__(data)
        choices: dict[str, list[tuple[str, Any]]] = {
            "wijk": [("", _("Overal")), (city, _("Voor de hele stad")), *wijken],
            "thema": [("", _("Alle thema's")), *themes],
        }
        for name, known in choices.items():
            field: Any = self.fields[name]
            field.choices = known
        self.is_valid()

    @property
    def chosen(self) -> dict[str, str]:
        """What was chosen, without what is for everything."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def query(self) -> str:
        """The same as the part of an address behind the path, with its question mark."""
        return f"?{urlencode(self.chosen)}" if self.chosen else ""
