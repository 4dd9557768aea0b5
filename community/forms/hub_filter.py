"""The filters of the directory of hubs. An unknown value of a filter is ignored, so that an old link still works."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet

from community.models import Hub
from community.models.hub import HubQuerySet
from core import search
from initiatives.enums import HelpKind

Text = str | LazyText


@dataclass(frozen=True)
class Select:
    """One filter as the page draws it; `options` are (value, label, is chosen)."""

    name: str
    label: Text
    empty: Text
    options: list[tuple[str, Text, bool]]


class HubFilter(FilterSet):
    """Search and three filters, all in the address, so that a selection can be shared."""

    zoek = CharFilter(method="find")
    hulp = ChoiceFilter(
        label=_("Wat voor hulp"), empty_label=_("Alle hulp"), field_name="help_given__kind", choices=HelpKind.choices
    )
    thema = ChoiceFilter(label=_("Thema"), empty_label=_("Alle thema's"), field_name="themes__slug")
    wijk = ChoiceFilter(label=_("Waar"), empty_label=_("Overal"), method="at")

    class Meta:
        model = Hub
        fields: list[str] = []

    def __init__(
        self,
        data: Mapping[str, str],
        queryset: QuerySet[Hub],
        *,
        themes: Iterable[tuple[str, str]],
        wijken: Iterable[tuple[str, str]],
    ) -> None:
        super().__init__(data, queryset)
        self.filters["thema"].extra["choices"] = list(themes)
        self.filters["wijk"].extra["choices"] = list(wijken)

    def find(self, rows: HubQuerySet, name: str, value: str) -> HubQuerySet:
        """Every word of the query, in the name or in what it does."""
        return search.matching(rows, value)

    def at(self, rows: HubQuerySet, name: str, value: str) -> HubQuerySet:
        """Hubs that work in a wijk, or everywhere."""
        return rows.in_wijk(value)

    def selects(self) -> list[Select]:
        """The filters with what was chosen."""
        return [
            Select(
                name,
                one.label,
                one.extra["empty_label"],
                [(value, label, value == self.data.get(name)) for value, label in one.extra["choices"]],
            )
            for name, one in self.filters.items()
            if isinstance(one, ChoiceFilter)
        ]

    def is_narrowed(self) -> bool:
        """True when at least one of the filters is set."""
        return any(self.data.get(name) for name, one in self.filters.items() if isinstance(one, ChoiceFilter))
