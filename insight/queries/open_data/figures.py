"""Figures as open data: those of /cijfers/, number by number, and no number that the page does not tell."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst, slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from insight.enums import Topic
from insight.models import KeptFigures
from insight.open_figures import OpenFigure
from insight.periods import periods
from insight.queries.figures import Told, first_day, told
from insight.queries.open_data.declared import Dataset, Field, Filter, Key, Kind, Row

SLUG = "^[a-z0-9]+(-[a-z0-9]+)*$"


def rows(code: str = "") -> list[Row]:
    """The figures of a period, as they were kept last. One query, or a constant number when none were kept."""
    found = told(code, at=timezone.now())
    return [row for figure in found.figures for row in _of_figure(figure, found)]


def _of_figure(figure: OpenFigure, found: Told) -> Iterator[Row]:
    first, last = found.period.days
    for line in figure.rows:
        for column, cell in zip(list(figure.columns)[1:], line.cells, strict=True):
            yield {
                "key": slugify(f"{figure.topic} {line.name} {column}"),
                "topic": figure.topic.value,
                "line": capfirst(str(line.name)),
                "column": str(column),
                "value": cell.size,
                "said": str(cell.said),
                "meaning": str(figure.definition),
                "first": first,
                "last": last,
                "counted_at": found.counted_at,
            }


def period_values() -> dict[str, str]:
    """The periods that can be asked for, by their code."""
    today = localdate()
    return {each.code: each.code for each in periods(today, first_day(today)) if each.code}


def part(name: str, kind: Kind, meaning: Any, key: str, **more: Any) -> Field:
    """A field that is this part of a kept figure."""
    return Field(name, kind, meaning, ("figures",), lambda row: row[key], of=KeptFigures, **more)


FIGURES = Dataset(
    name="cijfers",
    one="cijfer",
    title=_("Cijfers"),
    about=_(
        "Hoe snel de gemeente antwoordt, wat er loopt en wat zij geeft: dezelfde getallen als op de pagina Cijfers."
    ),
    limits=_(
        "Een getal dat naar mensen kan wijzen staat er niet, en ook geen getal waarmee u dat kunt uitrekenen. Dan is "
        "de waarde leeg en zegt de tekst waarom. De cijfers worden elke nacht opnieuw geteld."
    ),
    rows=rows,
    fields=(
        part("sleutel", Kind.TEXT, _("Het woord voor dit cijfer."), "key", example="wijken-assendorp-aantal"),
        part("onderwerp", Kind.TEXT, _("Waar het over gaat."), "topic", words=tuple(Topic.values)),
        part("regel", Kind.TEXT, _("Van wie of wat het getal is."), "line", example="Assendorp"),
        part("meting", Kind.TEXT, _("Wat er geteld is."), "column", example="Aantal"),
        part(
            "waarde", Kind.NUMBER, _("Het getal; leeg als het niet getoond wordt."), "value", may_lack=True, example=12
        ),
        part("tekst", Kind.TEXT, _("Het getal zoals mensen het lezen, of waarom het er niet staat."), "said"),
        part("toelichting", Kind.TEXT, _("Wat het getal betekent."), "meaning"),
        Field("van", Kind.DATE, _("De eerste dag die meetelt."), ("first",), lambda row: row["first"], of=KeptFigures),
        Field(
            "totEnMet", Kind.DATE, _("De laatste dag die meetelt."), ("last",), lambda row: row["last"], of=KeptFigures
        ),
        Field(
            "geteldOp",
            Kind.MOMENT,
            _("Wanneer er geteld is."),
            ("counted_at",),
            lambda row: row["counted_at"],
            of=KeptFigures,
        ),
    ),
    filters=(
        Filter(
            "periode",
            _("Een jaar of kwartaal; zonder dit het afgelopen jaar."),
            lambda _rows, code: rows(code),
            values=period_values,
            example="2026",
        ),
    ),
    key=Key(
        "sleutel",
        SLUG,
        lambda found, key: [row for row in found if row["key"] == key],
        "wijken-assendorp-aantal",
    ),
)
