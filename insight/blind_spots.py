"""What the municipality does not see: wijk by theme, in a table and in the same words. Pure: counts in, lines out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

Text = str | LazyText
Place = tuple[int | None, int | None]  # the keys of a wijk (None: the whole city) and of a theme (None: no theme)

MOST_PLACES = 5


class Lack(TextChoices):
    """What can be missing at a wijk and a theme. The values are the letters in the table."""

    NOTHING = "G", _("geen initiatief bekend")
    POSITION = "P", _("zonder positie van de gemeente")
    CONTACT = "C", _("lang geen contact")
    ONLY_KNOWN = "B", _("alleen bekend: de gemeente doet niet meer dan ervan weten")


@dataclass(frozen=True)
class Count:
    """How many living initiatives there are at a place, and at how many of them something is missing.

    `more` counts those to which the municipality took a position beyond being aware.
    """

    cases: int = 0
    unpositioned: int = 0
    silent: int = 0
    more: int = 0


@dataclass(frozen=True)
class Cell:
    """One wijk and one theme: what is there and what is missing. `url` leads to the list of its cases, if any."""

    theme: Text
    count: Count
    url: str = ""

    @property
    def lacks(self) -> list[tuple[Lack, int]]:
        """What is missing, with at how many initiatives; the letters of the table and the words beside them."""
        if not self.count.cases:
            return [(Lack.NOTHING, 0)]
        found = [(Lack.POSITION, self.count.unpositioned), (Lack.CONTACT, self.count.silent)]
        if not self.count.more:
            found.append((Lack.ONLY_KNOWN, self.count.cases))
        return [(lack, number) for lack, number in found if number]


@dataclass(frozen=True)
class Line:
    """One wijk, or the whole city, with its cells in the order of the themes; `slug` is empty for the whole city."""

    name: Text
    slug: str
    nearby: str
    cells: Sequence[Cell] = field(default=())

    @property
    def empty(self) -> int:
        """About how many themes nothing is known here."""
        return sum(not cell.count.cases for cell in self.cells)

    @property
    def sentences(self) -> list[tuple[Lack, list[tuple[Text, int]]]]:
        """The line in words: per thing that is missing the themes, with at how many initiatives."""
        return [
            (lack, [(cell.theme, number) for cell in self.cells for found, number in cell.lacks if found == lack])
            for lack in Lack
            if any(found == lack for cell in self.cells for found, _number in cell.lacks)
        ]


@dataclass(frozen=True)
class Row:
    """What a line is about, before it is counted: a wijk, or the whole city when `key` is None."""

    key: int | None
    name: Text
    slug: str
    nearby: str


@dataclass(frozen=True)
class Column:
    """What a column is about: a theme, or initiatives without one when `key` is None."""

    key: int | None
    name: Text
    slug: str


def lines(
    rows: Iterable[Row], columns: Sequence[Column], counts: Mapping[Place, Count], addresses: Mapping[Place, str]
) -> list[Line]:
    """The table: a line for each row, a cell for each column."""
    return [
        Line(
            row.name,
            row.slug,
            row.nearby,
            [
                Cell(column.name, counts.get((row.key, column.key), Count()), addresses.get((row.key, column.key), ""))
                for column in columns
            ],
        )
        for row in rows
    ]


def to_walk(found: Iterable[Line]) -> list[Line]:
    """The wijken about which least is known, most themes without an initiative first; at most five."""
    wijken = [line for line in found if line.slug and line.empty]
    return sorted(wijken, key=lambda line: (-line.empty, str(line.name)))[:MOST_PLACES]
