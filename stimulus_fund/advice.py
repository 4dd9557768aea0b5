"""What assessors advise taken together, and whether a decision goes another way. Pure: no database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stimulus_fund.enums import Advice, DecisionKind

FEWEST_ASSESSORS = 2
FITS = {
    DecisionKind.GRANT: Advice.GRANT,
    DecisionKind.PARTIAL: Advice.PARTIAL,
    DecisionKind.REJECTION: Advice.REJECT,
}


@dataclass(frozen=True)
class Opinion:
    """The advice of one assessor; `cents` is None with an advice to reject."""

    advice: Advice
    cents: int | None


@dataclass(frozen=True)
class Mark:
    """The points of one assessor on one criterion, with the weight of that criterion."""

    points: int
    weight: int


def deviates(kind: DecisionKind, cents: int, opinions: Sequence[Opinion]) -> bool:
    """True when nobody advised this, or the amount lies outside what was advised (Awb 3:50)."""
    if kind not in FITS or not opinions:
        return False
    if FITS[kind] not in {opinion.advice for opinion in opinions}:
        return True
    advised = [opinion.cents for opinion in opinions if opinion.cents is not None]
    return bool(cents) and bool(advised) and not min(advised) <= cents <= max(advised)


def share_of_points(marks: Iterable[Mark], most: int) -> int | None:
    """The weighted points as a whole percentage of what could be had, rounded down; None without any points.

    Whole numbers only, so that a ranking made of them is the same wherever it is computed.
    """
    marks = list(marks)
    could = sum(mark.weight * most for mark in marks)
    return sum(mark.weight * mark.points for mark in marks) * 100 // could if could else None
