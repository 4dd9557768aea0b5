"""What a dataset of open data is: its fields, what each is made of, and which rows everyone may read.

A dataset is declared once. From that come what is fetched, what is answered (JSON, GeoJSON, CSV), the OpenAPI
document, the catalogue and the page for people. Fetched are only columns that their model declares open
(`class Privacy`), so what is not declared open cannot be served by mistake.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils.functional import Promise as LazyText
from django.utils.timezone import make_aware

Text = str | LazyText
Row = dict[str, Any]
Geometry = dict[str, Any]
Rows = QuerySet[Any, Any] | Sequence[Row]
CHUNK = 500
Model = type[models.Model]


class Kind(StrEnum):
    """What stands in a field."""

    TEXT = "text"
    COUNT = "count"
    NUMBER = "number"
    DATE = "date"
    MOMENT = "moment"
    LINK = "link"
    WORDS = "words"
    FLAG = "flag"


@dataclass(frozen=True)
class Field:
    """One field: its name as programs know it, what it means, and what it is made of.

    `columns` are the columns it is made of, seen from the dataset's model or from `of`; each hop must be declared
    open there. `chosen` are columns that are open only for rows that say so, as their model declares. `counted` names a
    count that the rows carry. `made` makes the value of a row (the first column as it is, when there is none);
    `words` are the only values it can have.
    """

    name: str
    kind: Kind
    meaning: Text
    columns: tuple[str, ...] = ()
    made: Callable[[Row], Any] | None = None
    may_lack: bool = False
    words: tuple[str, ...] = ()
    of: Model | None = None
    chosen: tuple[str, ...] = ()
    counted: str = ""
    example: Any = None

    def of_row(self, row: Row) -> Any:
        """The value for one row; nothing instead of an empty text."""
        value = self.made(row) if self.made else row[self.columns[0] if self.columns else self.counted]
        return None if value == "" and self.may_lack else value


@dataclass(frozen=True)
class Filter:
    """A part of the rows to ask for. `values` are the words it knows, by what the rows are narrowed with.

    Without `values` it takes a day (`is_day`), or a text that looks like `pattern`.
    """

    name: str
    meaning: Text
    narrow: Callable[[Any, Any], Any]
    values: Callable[[], Mapping[str, Any]] | None = None
    is_day: bool = False
    pattern: str = ""
    example: str = ""


@dataclass(frozen=True)
class Key:
    """By which field one thing is asked for: its name, how it looks, and how it is found."""

    field: str
    pattern: str
    find: Callable[[Any, str], Any]
    example: str


@dataclass(frozen=True)
class Dataset:
    """One collection. `rows` are those everyone may read, in an order that stays; `model` is where columns start.

    `beside` adds to a page of rows what no column of theirs says, in a constant number of queries; `read` turns
    fetched rows into plain ones where they are no columns; `news` is the column whose latest value dates the list;
    `places` gives for a row where it lies.
    """

    name: str
    one: str
    title: Text
    about: Text
    limits: Text
    fields: tuple[Field, ...]
    rows: Callable[[], Any]
    model: Model | None = None
    filters: tuple[Filter, ...] = ()
    key: Key | None = None
    beside: Callable[[list[Row]], None] | None = None
    read: Callable[[Any], Iterator[Row]] | None = None
    news: str = ""
    places: Callable[[], Callable[[Row], Geometry | None]] | None = None
    place_columns: tuple[str, ...] = ()
    place_of: Model | None = None
    page: Callable[[], str] | None = None

    @property
    def columns(self) -> list[str]:
        """Every column that is fetched, once."""
        own = [name for field in self.fields if field.of is None for name in field.columns]
        counts = [field.counted for field in self.fields if field.counted]
        places = list(self.place_columns) if self.place_of is None else []
        return list(dict.fromkeys([*own, *counts, *places]))


class NotOpen(Exception):
    """A dataset names a column that its model does not declare open: a mistake in the code, never in a question."""


def closed_columns(dataset: Dataset) -> list[str]:
    """The columns a dataset is made of that are not declared open, as "Model.column"; empty as it should be."""
    found = [
        f"{model.__name__}.{column}"
        for field in dataset.fields
        for model in [field.of or dataset.model]
        if model is not None
        for column in field.columns
        if not is_open(model, column)
    ]
    if dataset.model is not None:
        made_of = ((field, field.columns or field.chosen or field.counted) for field in dataset.fields)
        found += [f"{dataset.name}.{field.name} (made of nothing)" for field, parts in made_of if not parts]
    chosen = [name for field in dataset.fields for name in field.chosen if not is_chosen(dataset.model, name)]
    start = dataset.place_of or dataset.model
    places = [name for name in dataset.place_columns if start is None or not is_open(start, name)]
    return [*found, *(f"{dataset.name}.{name}" for name in (*chosen, *places))]


def is_open(model: Model, path: str) -> bool:
    """True when every hop of the path ("initiative__wijk__slug") is declared open by the model it belongs to."""
    here: Any = model
    for part in path.split("__"):
        if here is None or part not in declared(here, "open"):
            return False
        here = here._meta.get_field(part).related_model
    return True


def is_chosen(model: Model | None, path: str) -> bool:
    """True for a column that its model declares open for rows that say so; the way to it is open."""
    way, _hop, last = path.rpartition("__")
    here: Any = model
    for part in filter(None, way.split("__")):
        if here is None or part not in declared(here, "open"):
            return False
        here = here._meta.get_field(part).related_model
    return here is not None and last in declared(here, "by_choice")


def declared(model: Model, kind: str) -> Iterable[str]:
    """What the declaration of a model says is of this kind."""
    return getattr(getattr(model, "Privacy", None), kind, ())


def values(dataset: Dataset, rows: Any) -> Iterator[Row]:
    """The rows as the API answers them."""
    for row in plain(dataset, rows):
        yield {field.name: field.of_row(row) for field in dataset.fields}


def plain(dataset: Dataset, rows: Any) -> Iterator[Row]:
    """The rows with what they are made of, from columns declared open alone. Raises NotOpen."""
    if closed := closed_columns(dataset):
        raise NotOpen(", ".join(closed))
    fetched = dataset.read(rows) if dataset.read else _fetched(dataset, rows)
    if dataset.beside is None:
        yield from fetched
        return
    chunk: list[Row] = []
    for row in fetched:
        chunk.append(row)
        if len(chunk) == CHUNK:
            dataset.beside(chunk)
            yield from chunk
            chunk = []
    dataset.beside(chunk)
    yield from chunk


def _fetched(dataset: Dataset, rows: Any) -> Iterator[Row]:
    if not isinstance(rows, QuerySet):
        yield from rows
        return
    names = [*dataset.columns, *(["pk"] if dataset.beside else [])]
    found = rows.values(*names)
    yield from found if rows.query.is_sliced else found.iterator(chunk_size=CHUNK)


def last_news(dataset: Dataset, rows: Any) -> datetime | None:
    """When something in these rows was last told; None when the dataset does not say. At most one query."""
    if not dataset.news or not isinstance(rows, QuerySet):
        return None
    latest = rows.order_by(f"-{dataset.news}").values_list(dataset.news, flat=True).first()
    return latest if isinstance(latest, datetime) else None


def day_begins(day: date) -> datetime:
    """The first moment of a day in the town."""
    return make_aware(datetime.combine(day, time.min))
