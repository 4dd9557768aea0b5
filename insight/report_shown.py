"""A part of a report as a chart with its table. Pure: figures in, shapes and lines out; for live and frozen alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from insight.charts import Bar, Chart, draw
from insight.enums import Section, Unit
from insight.report import FEWEST


@dataclass(frozen=True)
class Line:
    """One figure in words; `value` is None when it is too small to publish."""

    name: str
    value: Decimal | None
    unit: Unit

    @property
    def said(self) -> str:
        """The number as people read it."""
        return _("minder dan 5") if self.value is None else in_digits(self.value)

    @property
    def in_short(self) -> str:
        """The number beside its bar, where a telephone has little room."""
        return f"< {FEWEST}" if self.value is None else in_digits(self.value)


@dataclass(frozen=True)
class Part:
    """One part of the report: what the number is, the lines, and the chart, None when there is nothing to draw."""

    section: Section
    unit: Unit
    lines: Sequence[Line]
    chart: Chart | None


def part(section: Section, lines: Iterable[Line]) -> Part:
    """Show one part."""
    found = list(lines)
    unit = found[0].unit if found else Unit.COUNT
    drawn = [line for line in found if line.value]
    chart = draw(
        [Bar(capfirst(line.name), line.in_short, [float(line.value or 0)]) for line in found],
        key=section.value,
        title=section.label,
        description=_("Een balk per regel, met het getal erbij. Dezelfde getallen staan in de tabel hieronder."),
    )
    return Part(section, unit, found, chart if drawn else None)


def in_digits(value: Decimal) -> str:
    """A number without needless zeros, the way this language writes it."""
    text = f"{value:f}"
    return number_format(text.rstrip("0").rstrip(".") if "." in text else text, force_grouping=True)
