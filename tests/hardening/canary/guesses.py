"""Addresses that nobody is told: every public route with the keys of rows that no public page named."""

import re
from collections.abc import Iterator
from itertools import islice, product

from django.apps import apps
from django.db.models import Model

from tests.hardening.canary.crawl import Crawl, public_routes

PLACE = re.compile(r"<(?:\w+:)?(\w+)>")
# Where in the models the value for a place in a route comes from.
COLUMNS = {
    "slug": ("slug",),
    "number": ("number",),
    "code": ("code",),
    "token": ("token", "key"),
    "secret": ("secret_hash", "key"),
    "word": ("code_hash", "key"),
}
OTHERS = {
    "kind": ["initiatief", "wijk", "thema"],
    "pk": [1, 5],
    "year": [2025, 2026],
    "name": ["initiatieven", "toekenningen"],
    "suffix": ["csv", "geojson"],
    "key": ["ZW-2026-0003"],
    "provider_id": ["medewerkers"],
    "rest": ["v2"],
}
MOST_ROWS = 3  # of each model


def guesses(crawl: Crawl) -> Iterator[str]:
    """Every public route filled in with what the crawl did not come across, in all models that have such a key."""
    known = {part for address in crawl.seen for part in address.split("/")}
    values = {name: list(hidden(columns, known)) for name, columns in COLUMNS.items()} | OTHERS
    for route in sorted(public_routes()):
        names = PLACE.findall(route)
        for chosen in product(*(values[name] for name in names)):
            yield "/" + PLACE.sub("{}", route).format(*chosen)


def hidden(columns: tuple[str, ...], known: set[str]) -> Iterator[str]:
    """Keys in these columns that no address held, some of every model."""
    for model in apps.get_models():
        for column in {field.name for field in model._meta.concrete_fields} & set(columns):
            yield from islice((key for key in keys(model, column) if key not in known), MOST_ROWS)


def keys(model: type[Model], column: str) -> Iterator[str]:
    """The values of a column as they stand in addresses."""
    rows = model._base_manager.exclude(**{f"{column}__isnull": True}).order_by("pk")
    return (str(key) for key in rows.values_list(column, flat=True) if str(key) and "/" not in str(key))
