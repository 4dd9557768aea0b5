"""Filters of the case list. Each takes only values it offered itself; anything else counts as no filter."""

from collections.abc import Iterator
from typing import Any

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.contrib.admin.views.main import ChangeList
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.queries import person
from city.models import Theme, Wijk
from initiatives.enums import Party, PositionKind, State
from initiatives.models import Initiative, Label
from initiatives.queries.desk import guides

NONE = "geen"
Choices = list[tuple[str, Any]]
Cases = QuerySet[Initiative]


class ChoiceFilter(SimpleListFilter):
    """A filter whose choices are all it accepts; it shows itself opened where it is in use."""

    template = "initiatives/desk/filter.html"
    always_open = False

    @property
    def is_open(self) -> bool:
        """True when its choices should be in sight at once."""
        return self.always_open or bool(self.chosen())

    def chosen(self) -> str:
        """The value of the address, or nothing when it is none of the choices."""
        value = str(self.value() or "")
        return value if value in {str(key) for key, _label in self.lookup_choices} else ""


class StateFilter(ChoiceFilter):
    """What stands in the list at all; without a choice the open cases."""

    title = _("staat")
    always_open = True
    parameter_name = "staat"
    EVERYTHING = "alles"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> Choices:
        """The states residents know, paused, and everything."""
        return [*State.choices, ("pauze", _("Gepauzeerd")), (self.EVERYTHING, _("Alles"))]

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """The choices, with "open" in the place of Django's "all"."""
        every, *others = super().choices(changelist)
        yield {**every, "display": _("Open")}
        yield from others

    def queryset(self, request: HttpRequest, queryset: Cases) -> Cases:
        """Open cases unless asked otherwise."""
        chosen = self.chosen()
        if chosen == self.EVERYTHING:
            return queryset
        if chosen == "pauze":
            return queryset.filter(paused_at__isnull=False)
        return (
            queryset.filter(state=chosen) if chosen else queryset.exclude(state=State.CLOSED).filter(merged_into=None)
        )


class PromiseFilter(ChoiceFilter):
    """How our promise stands, while we have the ball."""

    title = _("belofte")
    always_open = True
    parameter_name = "belofte"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> Choices:
        """The three words of the desk, and cases where we promised nothing."""
        return [("op-tijd", _("Op tijd")), ("bijna", _("Bijna te laat")), ("te-laat", _("Te laat")), (NONE, _("Geen"))]

    def queryset(self, request: HttpRequest, queryset: Cases) -> Cases:
        """By the oldest open promise; the list knows its date (`queue.with_dates`)."""
        late = Q(due_on__lt=localdate())
        wanted = {
            "op-tijd": Q(due_on__isnull=False, is_close=False) & ~late,
            "bijna": Q(is_close=True) & ~late,
            "te-laat": late,
            NONE: Q(due_on=None),
        }
        chosen = self.chosen()
        return queryset.filter(wanted[chosen], ball=Party.MUNICIPALITY, paused_at=None) if chosen else queryset


class GuideFilter(ChoiceFilter):
    """Whose case it is inside the municipality."""

    title = _("gids")
    always_open = True
    parameter_name = "gids"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> Choices:
        """Me, nobody, and the gidsteam."""
        return [("ik", _("Ik")), (NONE, _("Nog geen gids")), *((str(guide.pk), str(guide)) for guide in guides())]

    def queryset(self, request: HttpRequest, queryset: Cases) -> Cases:
        """By owner."""
        chosen = self.chosen()
        if chosen == NONE:
            return queryset.filter(owner=None)
        key = person(request).pk if chosen == "ik" else int(chosen or 0)
        return queryset.filter(owner=key) if key else queryset


class WijkFilter(ChoiceFilter):
    """Where it is."""

    title = _("wijk")
    parameter_name = "wijk"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> Choices:
        """The wijken and the whole town."""
        return [*Wijk.objects.values_list("slug", "name"), ("stad", _("Hele stad"))]

    def queryset(self, request: HttpRequest, queryset: Cases) -> Cases:
        """By wijk."""
        chosen = self.chosen()
        if chosen == "stad":
            return queryset.filter(wijk=None)
        return queryset.filter(wijk__slug=chosen) if chosen else queryset


class ThemeFilter(ChoiceFilter):
    """What it is about."""

    title = _("thema")
    parameter_name = "thema"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> Choices:
        """The themes, and cases without one."""
        return [*Theme.objects.values_list("slug", "name"), (NONE, _("Zonder thema"))]

    def queryset(self, request: HttpRequest, queryset: Cases) -> Cases:
        """By theme."""
        chosen = self.chosen()
        if chosen == NONE:
            return queryset.filter(theme=None)
        return queryset.filter(theme__slug=chosen) if chosen else queryset


class PositionFilter(ChoiceFilter):
    """Which position the municipality takes."""

    title = _("positie")
    parameter_name = "positie"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> Choices:
        """The four positions, and none yet."""
        return [*PositionKind.choices, (NONE, _("Nog geen"))]

    def queryset(self, request: HttpRequest, queryset: Cases) -> Cases:
        """By the current position."""
        chosen = self.chosen()
        return queryset.filter(position_kind="" if chosen == NONE else chosen) if chosen else queryset


class LabelFilter(ChoiceFilter):
    """Which word the gidsteam hung on it."""

    title = _("label")
    parameter_name = "label"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> Choices:
        """The labels."""
        return [(str(key), name) for key, name in Label.objects.values_list("pk", "name")]

    def queryset(self, request: HttpRequest, queryset: Cases) -> Cases:
        """By label."""
        chosen = self.chosen()
        return queryset.filter(labels=int(chosen)) if chosen else queryset


CASE_FILTERS = (StateFilter, PromiseFilter, GuideFilter, PositionFilter, WijkFilter, ThemeFilter, LabelFilter)
