"""A figure in the open: its definition, what it rests on, and its rows, the same for table, chart and file. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise as LazyText
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.amounts import shown as in_euros
from insight.charts import Bar, Chart, draw
from insight.disclosure import Count, Shown, protect
from insight.enums import Topic
from insight.report_shown import in_digits

Text = str | LazyText
DEFINITIONS: dict[Topic, Text] = {
    Topic.LEAD_TIMES: gettext_lazy(
        "Werkdagen tussen indienen en het eerste antwoord, de gids en de positie van de gemeente. De mediaan is het "
        "midden: de helft ging sneller, de andere helft langzamer. De dagen dat wij op een ander wachtten, tellen mee."
    ),
    Topic.WAITING: gettext_lazy(
        "Werkdagen die elke partij aan zet was, gemiddeld per initiatief. Zo ziet u waar de tijd zat."
    ),
    Topic.WIJKEN: gettext_lazy("Het aantal initiatieven dat in deze periode binnenkwam, per wijk."),
    Topic.THEMES: gettext_lazy("Het aantal initiatieven dat in deze periode binnenkwam, per thema."),
    Topic.POSITIONS: gettext_lazy("Wat de gemeente nu doet bij de initiatieven die in deze periode binnenkwamen."),
    Topic.OUTCOMES: gettext_lazy("Hoe initiatieven ervoor staan waarvan dat in deze periode bekend werd."),
    Topic.HOURS: gettext_lazy(
        "Uren die medewerkers in deze periode aan gesprekken gaven, met voorbereiding en reistijd, naar de positie "
        "die de gemeente nu inneemt."
    ),
    Topic.AWARDS: gettext_lazy("Geld dat in deze periode is toegekend en nog steeds geldt, per regeling en jaar."),
}
SOURCES: dict[Topic, Text] = {
    Topic.LEAD_TIMES: gettext_lazy(
        "Beloftes aan alle initiatieven, ook niet-openbare. Op tijd: op of voor de beloofde dag. Wat te laat is en "
        "nog openstaat, telt als niet op tijd. Wachten wij op een ander, dan schuift de beloofde dag op."
    ),
    Topic.WAITING: gettext_lazy("Alle initiatieven die in deze periode zijn afgerond, ook niet-openbare."),
    Topic.WIJKEN: gettext_lazy("Alle initiatieven, ook niet-openbare. Dubbele tellen een keer."),
    Topic.THEMES: gettext_lazy("Alle initiatieven, ook niet-openbare. Dubbele tellen een keer."),
    Topic.POSITIONS: gettext_lazy("Alle initiatieven, ook niet-openbare. Dubbele tellen een keer."),
    Topic.OUTCOMES: gettext_lazy("Alle initiatieven waarvan de uitkomst is vastgelegd, ook niet-openbare."),
    Topic.HOURS: gettext_lazy(
        "Wat EP-teams vastlegden, afgerond op tien uur. Het getal staat er alleen als ten minste vijf collega's bij "
        "ten minste vijf initiatieven hielpen, en niemand meer dan de helft gaf."
    ),
    Topic.AWARDS: gettext_lazy("Het register van toekenningen. Dat is openbaar, dus deze getallen zijn precies."),
}


@dataclass(frozen=True)
class Cell:
    """A number as people read it, and as a spreadsheet does; `size` is how long its bar is, None when it has none."""

    said: Text
    plain: Text
    size: float | None = None


@dataclass(frozen=True)
class Row:
    """One line: its name, its numbers, the address of what it is about ("" when there is none), what was promised."""

    name: Text
    cells: Sequence[Cell]
    url: str = ""
    mark: float | None = None


@dataclass(frozen=True)
class OpenFigure:
    """One figure of the page.

    `is_open` when its table shows at once; `has_withheld` when a number is not told to guard a smaller one.
    """

    topic: Topic
    columns: Sequence[Text]
    rows: Sequence[Row]
    is_open: bool = False
    has_withheld: bool = False

    @property
    def chart(self) -> Chart | None:
        """A bar for the first number of each row that has one; None when there is nothing to draw."""
        bars = [
            Bar(capfirst(str(row.name)), row.cells[0].said, [row.cells[0].size], row.mark)
            for row in self.rows
            if row.cells[0].size is not None
        ]
        if not any(bar.parts[0] for bar in bars):
            return None
        return draw(
            bars,
            key=self.topic.value,
            title=self.topic.label,
            description=_("Een balk per regel, met het getal erbij. Dezelfde getallen staan in de tabel hieronder."),
            mark_name=_("beloofd") if any(bar.mark is not None for bar in bars) else "",
        )

    @property
    def definition(self) -> Text:
        """What the number means."""
        return DEFINITIONS[self.topic]

    @property
    def source(self) -> Text:
        """What it is counted from."""
        return SOURCES[self.topic]


def number_cell(number: int | float | None) -> Cell:
    """A number that may be told; None when there were too few."""
    if number is None:
        return Cell(_("te weinig"), _("te weinig"))
    plain = f"{number:.1f}".removesuffix(".0")
    return Cell(in_digits(Decimal(plain)), plain, float(number))


def percent_cell(share: int | None) -> Cell:
    """A share in whole percents; None when there were too few."""
    return Cell(f"{share} %", str(share), share) if share is not None else number_cell(None)


def euro_cell(cents: int) -> Cell:
    """Euro cents as an amount; a file reads whole euros and cents with a comma, as the register does."""
    return Cell(in_euros(cents), f"{cents // 100},{cents % 100:02d}", cents / 100)


def count_cell(count: Count) -> Cell:
    """A count as `insight.disclosure` lets it be told."""
    if count.shown == Shown.NUMBER:
        return number_cell(count.number)
    said = _("minder dan 5") if count.shown == Shown.SMALL else _("niet getoond")
    return Cell(said, said)


def counted(topic: Topic, first: Text, rows: Iterable[tuple[Text, int, str]]) -> OpenFigure:
    """A table of counts, each protected: (name, how many, address) for each row; what is told comes first."""
    lines = list(rows)
    found = protect([count for _name, count, _url in lines]).counts
    shown = [Row(name, [count_cell(count)], url) for (name, _count, url), count in zip(lines, found, strict=True)]
    shown.sort(key=lambda row: -(row.cells[0].size or 0))
    return OpenFigure(
        topic=topic,
        columns=[first, _("Aantal")],
        rows=shown,
        has_withheld=any(count.shown == Shown.WITHHELD for count in found),
    )


def to_keep(figure: OpenFigure) -> dict[str, Any]:
    """A figure as it is kept, in the language that is active."""
    return {
        "topic": figure.topic.value,
        "columns": [str(column) for column in figure.columns],
        "rows": [
            {
                "name": str(row.name),
                "cells": [[str(cell.said), str(cell.plain), cell.size] for cell in row.cells],
                "url": row.url,
                "mark": row.mark,
            }
            for row in figure.rows
        ],
        "is_open": figure.is_open,
        "has_withheld": figure.has_withheld,
    }


def as_kept(kept: Mapping[str, Any]) -> OpenFigure:
    """The figure that was kept."""
    return OpenFigure(
        topic=Topic(kept["topic"]),
        columns=kept["columns"],
        rows=[
            Row(row["name"], [Cell(*cell) for cell in row["cells"]], row["url"], row["mark"]) for row in kept["rows"]
        ],
        is_open=kept["is_open"],
        has_withheld=kept["has_withheld"],
    )
