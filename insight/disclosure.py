"""Which counts may be published so that no small one can be worked out. Pure.

Counts are rounded to fives and what is below five is not told apart. What is left to whoever reads everything that is
published, total included, is computed by `possible`; `protect` holds back more until nothing small can be narrowed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from insight.report import FEWEST

STEP = 5
NOBODY_KNOWS = 1_000_000_000  # more than there will ever be
Reach = tuple[int, int]


class Shown(StrEnum):
    """How a count is published: as a number, as "fewer than five", or not at all, to guard another."""

    NUMBER = "number"
    SMALL = "small"
    WITHHELD = "withheld"


@dataclass(frozen=True)
class Count:
    """One count as it is published; `number` is a multiple of five, and 0 unless it is shown."""

    shown: Shown
    number: int = 0

    @property
    def reach(self) -> Reach:
        """What it can be, for whoever sees only this."""
        if self.shown == Shown.SMALL:
            return 0, FEWEST - 1
        if self.shown == Shown.WITHHELD:
            return 0, NOBODY_KNOWS
        return max(FEWEST, self.number - STEP // 2), self.number + STEP // 2


@dataclass(frozen=True)
class Protected:
    """The counts of one table in their order, and their total."""

    counts: Sequence[Count]
    total: Count


def rounded(count: int) -> Count:
    """A count by itself."""
    if count < FEWEST:
        return Count(Shown.SMALL)
    return Count(Shown.NUMBER, (count + STEP // 2) // STEP * STEP)


def protect(counts: Sequence[int]) -> Protected:
    """The counts as they may be published together with their total.

    The total may be known from another table about the same initiatives, so it is never what is held back.
    """
    total = rounded(sum(counts))
    found = [rounded(count) for count in counts]
    while _is_narrowed(found, total):
        shown = [place for place, count in enumerate(found) if count.shown == Shown.NUMBER]
        if not shown:
            return Protected([replace(count, shown=Shown.WITHHELD) for count in found], total)
        least = min(shown, key=lambda place: counts[place])
        found[least] = Count(Shown.WITHHELD)
    return Protected(found, total)


def possible(counts: Sequence[Count], total: Count) -> list[Reach]:
    """For each count the least and the most it can be, for whoever sees all of them and the total."""
    reaches = [count.reach for count in counts]
    least, most = sum(low for low, _high in reaches), sum(high for _low, high in reaches)
    lowest, highest = total.reach
    return [(max(low, lowest - (most - high)), min(high, highest - (least - low))) for low, high in reaches]


def _is_narrowed(counts: Sequence[Count], total: Count) -> bool:
    """True when the rest of the table says more about a small count than that it is small."""
    small = (0, FEWEST - 1)
    return any(
        count.shown == Shown.SMALL and reach != small
        for count, reach in zip(counts, possible(counts, total), strict=True)
    )
