"""The filters of the gallery. An unknown value of a filter is ignored, so that an old link still shows something."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet

from core import search
from initiatives.enums import HelpKind, PlaceKind, PositionKind, State
from initiatives.models import Initiative
from initiatives.queries.public import CITY_WIDE

Text = str | LazyText


@dataclass(frozen=True)
class Select:
    """One filter as the page draws it; `options` are (value, label, is chosen)."""

    name: str
    label: Text
    empty: Text
    options: list[tuple[str, Text, bool]]


class GalleryFilter(FilterSet):
    """Search and five filters, all in the address, so that a selection can be shared."""

    zoek = CharFilter(method="find")
    thema = ChoiceFilter(label=_("Thema"), empty_label=_("Alle thema's"), field_name="theme__slug")
    wijk = ChoiceFilter(label=_("Waar"), empty_label=_("Overal"), method="at")
    status = ChoiceFilter(label=_("Status"), empty_label=_("Elke status"), field_name="state", choices=State.choices)
    positie = ChoiceFilter(
        label=_("Positie van de gemeente"),
        empty_label=_("Elke positie"),
        field_name="position_kind",
        choices=PositionKind.choices,
    )
    hulp = ChoiceFilter(
        label=_("Gevraagde hulp"), empty_label=_("Alle hulp"), field_name="help_asked__kind", choices=HelpKind.choices
    )

    class Meta:
        model = Initiative
        fields: list[str] = []

    def __init__(
        self,
        data: Mapping[str, str],
        queryset: QuerySet[Initiative],
        *,
        themes: Iterable[tuple[str, str]],
        wijken: Iterable[tuple[str, str]],
    ) -> None:
        super().__init__(data, queryset)
        self.filters["thema"].extra["choices"] = list(themes)
        self.filters["wijk"].extra["choices"] = [(CITY_WIDE, _("Voor de hele stad")), *wijken]

    def find(self, rows: QuerySet[Initiative], name: str, value: str) -> QuerySet[Initiative]:
        """Every word of the query, anywhere in title or text."""
        return search.matching(rows, value)

    def at(self, rows: QuerySet[Initiative], name: str, value: str) -> QuerySet[Initiative]:
        """One wijk, or what is for the whole city."""
        if value == CITY_WIDE:
            return rows.filter(place_kind=PlaceKind.CITY)
        return rows.filter(~Q(place_kind=PlaceKind.CITY), wijk__slug=value)

    def first(self) -> Q:
        """What comes before the rest: the words of the query in the title."""
        return search.in_title(self.data.get("zoek", ""))

    def selects(self) -> list[Select]:
        """The five filters with what was chosen."""
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
        """True when at least one of the five filters is set."""
        return any(self.data.get(name) for name, one in self.filters.items() if isinstance(one, ChoiceFilter))
