"""Somebody's data, wherever they are: each app says what it holds, what must stay and why, and erases the rest.

Parts stand in `settings.PERSONAL_DATA` as dotted paths, upper apps first: what they forget hangs on what lies below.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Field, Model, QuerySet
from django.db.models.fields.files import FieldFile, FileField
from django.utils.formats import date_format
from django.utils.functional import Promise as LazyText
from django.utils.module_loading import import_string
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

Row = dict[str, str]


@dataclass(frozen=True)
class Section:
    """Rows of one kind, as people read them: the name of a field and its value. `files` go along as they are."""

    name: str | LazyText
    rows: list[Row]
    files: list[tuple[str, FieldFile]] = field(default_factory=list)


@dataclass(frozen=True)
class Part:
    """What one app holds of a person.

    `collect(user, internal=…, at=…)` gives sections; with `internal` also what the municipality wrote for itself.
    `obstacles(user, on)` gives sentences why nothing may be erased yet, `stays(user, on)` what an erasure leaves, with
    the reason and until when. `erase(user=…, by=…, at=…)` empties the rest, in the caller's transaction.
    `needed(at)` gives the keys of accounts that something still hangs on, however long they were not used.
    """

    collect: Callable[..., Iterable[Section]]
    obstacles: Callable[[Any, date], Iterable[str]]
    stays: Callable[[Any, date], Iterable[str]]
    erase: Callable[..., None]
    needed: Callable[[datetime], QuerySet]


def parts() -> list[Part]:
    """The parts of this portal, upper apps first."""
    return [import_string(path) for path in settings.PERSONAL_DATA]


def collect(user: Model, *, internal: bool, at: datetime) -> list[Section]:
    """Everything the portal holds of this person, without empty sections; the lower apps first."""
    sections = [section for part in reversed(parts()) for section in part.collect(user, internal=internal, at=at)]
    return [section for section in sections if section.rows]


def obstacles(user: Model, *, on: date) -> list[str]:
    """Why this person's data may not be erased yet, in sentences; empty when they may."""
    return [sentence for part in parts() for sentence in part.obstacles(user, on)]


def stays(user: Model, *, on: date) -> list[str]:
    """What an erasure leaves, why and until when, in sentences."""
    return [sentence for part in parts() for sentence in part.stays(user, on)]


def section(name: str | LazyText, rows: QuerySet, *names: str) -> Section:
    """A section with these fields of these rows; files are named in it and go along."""
    fields = [rows.model._meta.get_field(each) for each in names]
    found = list(rows)
    files = [
        (str(getattr(row, "name", "") or row.pk), getattr(row, each.name))
        for row in found
        for each in fields
        if isinstance(each, FileField) and getattr(row, each.name)
    ]
    return Section(name, [dict(_cells(row, fields)) for row in found], files)


def _cells(row: Model, fields: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for each in fields:
        if not isinstance(each, FileField):
            yield str(each.verbose_name), shown(row, each)


def moment(value: datetime) -> str:
    """Day and time, as people in Zwolle read them."""
    return date_format(localtime(value), "j F Y H:i")


def shown(row: Model, each: Field) -> str:
    """A value as people read it."""
    if each.choices:
        return str(getattr(row, f"get_{each.name}_display")())
    value = getattr(row, each.name)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, dict):
        return "\n".join(f"{name}: {held}" for name, held in value.items())
    return "" if value is None else str(value)
