"""The learning report as values: figures and sentences, each with a key by which a line is chosen. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from insight.enums import Section, Unit

FEWEST = 5  # below this a figure may tell who it is about


@dataclass(frozen=True)
class Figure:
    """A number under a name; `of` is how many cases, talks or lessons it rests on."""

    section: Section
    code: str
    name: str
    value: Decimal
    of: int
    unit: Unit = Unit.COUNT

    @property
    def key(self) -> str:
        """By which the line is chosen."""
        return f"{self.section}.{self.code}"

    @property
    def is_small(self) -> bool:
        """True when it rests on so few that it is not published."""
        return 0 < self.of < FEWEST


@dataclass(frozen=True)
class Words:
    """A lesson, a rule that was loosened, or a quote; `said_by` is empty when its speaker shows no name.

    `source` is the row it was taken from; `about` says what a lesson is about, `part` which answer a quote is from.
    """

    section: Section
    source: int
    text: str
    about: str = ""
    said_by: str = ""
    role: str = ""
    part: str = ""

    @property
    def key(self) -> str:
        """By which the line is chosen."""
        return f"{self.section}.{self.source}{self.part}"


@dataclass(frozen=True)
class Report:
    """What was done and learnt from `first` to `last`, both included, as it stood at `made_at`."""

    first: date
    last: date
    made_at: datetime
    figures: Sequence[Figure]
    words: Sequence[Words] = field(default_factory=list)

    @property
    def lines(self) -> list[Figure | Words]:
        """Everything that can be chosen, in the order of the report."""
        return [*self.figures, *self.words]

    def figures_of(self, section: Section) -> list[Figure]:
        """The figures of one part."""
        return [figure for figure in self.figures if figure.section == section]

    def words_of(self, section: Section) -> list[Words]:
        """The sentences of one part."""
        return [words for words in self.words if words.section == section]


def mean(total: int, cases: int) -> Decimal:
    """The mean with one decimal; 0 without cases."""
    return (Decimal(total) / cases).quantize(Decimal("0.1")) if cases else Decimal(0)


def in_hours(minutes: int) -> Decimal:
    """Minutes as hours with two decimals."""
    return (Decimal(minutes) / 60).quantize(Decimal("0.01"))
