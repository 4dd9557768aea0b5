"""Bar charts as shapes. Pure: numbers in, places out, in percents of the width so that they fit any screen.

A part differs from the next by its pattern and not by colour alone, and each bar says its number in words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise as LazyText

Text = str | LazyText

ROW = 58  # px a bar takes with its words above it
BAR = 18  # px of the bar itself
WORDS = 16  # px from the top of a row to the foot of its words
BAR_FROM = 26
LOOKS = 5
WIDEST = 100.0


@dataclass(frozen=True)
class Bar:
    """One row: its name, what it amounts to in words, its parts from left to right, and a mark to compare with."""

    name: Text
    said: Text
    parts: Sequence[float]
    mark: float | None = None


@dataclass(frozen=True)
class Part:
    """A piece of a bar, in percents of the width; `look` chooses its pattern."""

    x: str
    width: str
    look: int


@dataclass(frozen=True)
class Row:
    """A bar on the sheet: `words_y` is the foot of its words, `y` its top, `mark` the place of the mark in percents."""

    name: Text
    said: Text
    words_y: int
    y: int
    parts: list[Part]
    mark: str
    mark_from: int
    mark_to: int


@dataclass(frozen=True)
class Legend:
    """What a pattern stands for."""

    name: Text
    look: int


@dataclass(frozen=True)
class Chart:
    """A drawn chart: `key` sets it apart on its page, `height` is in px, `mark_name` empty when there are no marks."""

    key: str
    title: Text
    description: Text
    height: int
    bar: int
    rows: list[Row]
    legend: list[Legend]
    mark_name: Text


def draw(
    bars: Iterable[Bar],
    *,
    key: str,
    title: Text,
    description: Text,
    legend: Sequence[Text] = (),
    mark_name: Text = "",
) -> Chart:
    """Draw bars under each other on one scale: the longest bar or farthest mark is as wide as the sheet."""
    given = list(bars)
    reach = [value for bar in given for value in (sum(bar.parts), bar.mark or 0)]
    widest = max(reach, default=0) or 1
    return Chart(
        key=key,
        title=title,
        description=description,
        height=ROW * len(given),
        bar=BAR,
        rows=[_row(place, bar, widest) for place, bar in enumerate(given)],
        legend=[Legend(name, look % LOOKS) for look, name in enumerate(legend)],
        mark_name=mark_name,
    )


def _row(place: int, bar: Bar, widest: float) -> Row:
    top = ROW * place
    return Row(
        name=bar.name,
        said=bar.said,
        words_y=top + WORDS,
        y=top + BAR_FROM,
        parts=list(_parts(bar.parts, widest)),
        mark=_percent(bar.mark, widest) if bar.mark is not None else "",
        mark_from=top + BAR_FROM - 4,
        mark_to=top + BAR_FROM + BAR + 4,
    )


def _parts(values: Sequence[float], widest: float) -> Iterable[Part]:
    passed = 0.0
    for look, value in enumerate(values):
        if value > 0:
            yield Part(_percent(passed, widest), _percent(value, widest), look % LOOKS)
        passed += value


def _percent(value: float, widest: float) -> str:
    """A length as SVG reads it, whatever the language of the page: "41.67%"."""
    return f"{WIDEST * value / widest:.2f}%"
