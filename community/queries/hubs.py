"""The directory of hubs as everyone reads it: who helps with what."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise as LazyText
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from city.models import Theme, Wijk
from community.enums.hubs import ReferralState
from community.models import Hub, Referral

Text = str | LazyText

PAGE_SIZE = 12
LAST_PAGE = 100
LEAST_TOLD = 5  # below it nothing is counted in public: a number could point to somebody


@dataclass(frozen=True)
class HubCard:
    """A hub in the list."""

    hub: Hub
    help: Sequence[str]
    themes: Sequence[str]
    where: Sequence[Text]


@dataclass(frozen=True)
class HubResults:
    """One page of the directory."""

    cards: Sequence[HubCard]
    count: int
    number: int

    @property
    def has_next(self) -> bool:
        """True when there is a following page that we show."""
        return self.number * PAGE_SIZE < self.count and self.number < LAST_PAGE


@dataclass(frozen=True)
class ThemeCount:
    """How many questions about a theme went to a hub."""

    theme: str
    count: int


@dataclass(frozen=True)
class HubTotals:
    """What everyone may know of the questions to a hub; zero where there are too few to tell."""

    asked: int
    helped: int
    themes: Sequence[ThemeCount]


def hub_results(rows: QuerySet[Hub], number: int) -> HubResults:
    """Page `number` of these hubs, by name. Five queries at most, however many hubs there are."""
    number = min(max(number, 1), LAST_PAGE)
    start = (number - 1) * PAGE_SIZE
    found = rows.order_by("name", "pk").prefetch_related("help_given", "themes", "wijken")
    return HubResults([hub_card(hub) for hub in found[start : start + PAGE_SIZE]], rows.count(), number)


def hub_card(hub: Hub) -> HubCard:
    """A hub with its lists in words; the caller fetched them along."""
    wijken: list[Text] = [wijk.name for wijk in hub.wijken.all()]
    return HubCard(
        hub,
        help=[row.get_kind_display() for row in hub.help_given.all()],
        themes=[theme.label for theme in hub.themes.all()],
        where=wijken or [_("Hele stad")],
    )


def hub_totals(hub: Hub) -> HubTotals:
    """The questions that reached a hub, counted only from five on: all, those it helped with, and by theme."""
    rows = Referral.objects.outside().filter(hub=hub)
    name = "initiative__theme__name_en" if get_language() == "en" else "initiative__theme__name"
    found = list(rows.order_by("pk").values_list("state", name))
    helped = sum(state in ReferralState.helped() for state, _theme in found)
    themes = Counter(theme for _state, theme in found if theme)
    return HubTotals(
        asked=told(len(found)),
        helped=told(helped),
        themes=[ThemeCount(theme, count) for theme, count in themes.most_common() if told(count)],
    )


def told(count: int) -> int:
    """The count when it may be told, else zero."""
    return count if count >= LEAST_TOLD else 0


def theme_choices() -> list[tuple[str, str]]:
    """(slug, name) of the themes, in the language of the page."""
    return [(theme.slug, theme.label) for theme in Theme.objects.all()]


def wijk_choices() -> list[tuple[str, str]]:
    """(slug, name) of the wijken."""
    return list(Wijk.objects.values_list("slug", "name"))
