"""What visitors ask of the council's page and of the search. What does not fit is said, and the page still shows."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from city.models import Theme, Wijk
from core.inputs import DayInput
from core.search import LONGEST_QUERY
from insight.enums import SearchKind
from insight.queries.council import Wanted

FOUR_WEEKS = timedelta(weeks=4)
LONGEST = timedelta(days=2 * 366)
MOST_PAGES = 80


class SearchForm:
    """A few words, and which kind of thing. An unknown kind is every kind: an old link still shows something."""

    def __init__(self, data: Mapping[str, str]) -> None:
        self.data = data

    @property
    def words(self) -> str:
        """What was typed, as far as it may be searched for."""
        return str(self.data.get("zoek", "")).strip()[:LONGEST_QUERY]

    @property
    def kind(self) -> SearchKind | None:
        """The one kind that was asked for; None for all."""
        asked = self.data.get("soort", "")
        return SearchKind(asked) if asked in SearchKind.values else None

    @property
    def page(self) -> int:
        """Which page, from 1."""
        asked = str(self.data.get("pagina", ""))
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 4 else 1
        return min(max(1, number), MOST_PAGES)

    def query(self, *, kind: str = "", page: int = 1) -> str:
        """The question mark and what comes behind it, for another kind or page of the same words."""
        asked = {"zoek": self.words, "soort": kind, "pagina": str(page) if page > 1 else ""}
        return f"?{urlencode({name: value for name, value in asked.items() if value})}"


class ThemeField(forms.ModelChoiceField):
    """The themes in the language of the page."""

    def label_from_instance(self, obj: Theme) -> str:
        """The name of a theme."""
        return obj.label


class CouncilForm(forms.Form):
    """Since which day, in which wijk, on which theme."""

    sinds = forms.DateField(label=_("Sinds"), widget=DayInput)
    wijk = forms.ModelChoiceField(
        label=_("Wijk"),
        queryset=Wijk.objects.defer("boundary"),
        to_field_name="slug",
        required=False,
        empty_label=_("Alle wijken"),
    )
    thema = ThemeField(
        label=_("Thema"),
        queryset=Theme.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=_("Alle thema's"),
    )

    def __init__(self, data: Any, *, today: date) -> None:
        self.today = today
        asked = {name: data[name] for name in self.base_fields if data.get(name)}
        super().__init__({"sinds": (today - FOUR_WEEKS).isoformat()} | asked)

    def clean_sinds(self) -> date:
        """A day that has been, at most two years ago."""
        since: date = self.cleaned_data["sinds"]
        if since > self.today:
            raise forms.ValidationError(_("Kies een dag die al geweest is."))
        if self.today - since > LONGEST:
            raise forms.ValidationError(_("Kies een dag van ten hoogste twee jaar geleden."))
        return since

    def wanted(self) -> Wanted:
        """What was asked for; what did not fit is left out."""
        self.is_valid()
        data = self.cleaned_data
        since = data.get("sinds") or self.today - FOUR_WEEKS
        return Wanted(since=since, today=self.today, wijk=data.get("wijk"), theme=data.get("thema"))
