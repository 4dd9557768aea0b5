"""Every address of the portal with the access declared for it, and who may do what on the admin's own pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.permissions import Permission as Accounts
from city.permissions import Permission as City
from community.permissions import Permission as Community
from core.access import Access, declared
from core.permissions import Permission as Core
from initiatives.permissions import Permission as Initiatives
from insight.permissions import Permission as Insight
from stimulus_fund.permissions import Permission as Fund
from teams.permissions import Permission as Teams

WORDS: tuple[StrEnum, ...] = tuple(chain(Accounts, City, Community, Core, Fund, Initiatives, Insight, Teams))
STOCK_PAGES = ("", "add/", *(f"<path:object_id>/{page}" for page in ("", "change/", "delete/", "history/")))


class Pages(NamedTuple):
    """Which words open the admin's pages of a model, besides entry to the desk; "" means nobody."""

    see: str = ""
    add: str = ""
    change: str = ""
    delete: str = ""


@dataclass(frozen=True)
class Address:
    """A route as it stands in the urlconf, its pattern, and who may use it; None when nobody declared it."""

    route: str
    pattern: URLPattern
    access: Access | None

    @property
    def declaration(self) -> str:
        """As it stands in the access table."""
        return str(self.access) if self.access else "closed"


@dataclass(frozen=True)
class Holder:
    """Somebody who holds one permission word."""

    word: str

    def has_perm(self, word: str, subject: object | None = None) -> bool:
        return word == self.word


def readable(route: str) -> str:
    """The route with a regular expression's groups by their name only: "beheer/<app_label>/"."""
    return re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route).replace("^", "").replace("$", "")


def addresses(
    patterns: list[URLPattern | URLResolver] | None = None, route: str = "", namespaces: tuple[str, ...] = ()
) -> Iterator[Address]:
    """Walk the urlconf."""
    for item in get_resolver().url_patterns if patterns is None else patterns:
        here = route + str(item.pattern)
        if isinstance(item, URLResolver):
            inside = (*namespaces, item.namespace) if item.namespace else namespaces
            yield from addresses(item.url_patterns, here, inside)
        else:
            yield Address(readable(here), item, declared(item.callback, list(namespaces), item.name))


def stock_routes() -> set[str]:
    """The addresses the admin makes for every model; who may use them stands per model."""
    models = (model._meta for model in admin.site._registry)
    return {f"beheer/{model.app_label}/{model.model_name}/{page}" for model in models for page in STOCK_PAGES}


def opened_by(page: ModelAdmin, permission: str) -> str:
    """The words of which each alone gives this permission on a page of the admin."""
    request = HttpRequest()
    enough = []
    for word in WORDS:
        request.user = Holder(word)  # type: ignore[assignment]
        if getattr(page, f"has_{permission}_permission")(request):
            enough.append(word.value)
    return ", ".join(enough)


def admin_pages() -> dict[str, Pages]:
    """For every model in the admin, which words open which of its pages."""
    return {
        model._meta.label: Pages(*(opened_by(page, name) for name in ("view", "add", "change", "delete")))
        for model, page in admin.site._registry.items()
    }
