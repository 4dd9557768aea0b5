"""Rank applications by the points assessors gave, and divide the money from first to last. Pure: no database.

The rule that is announced: most weighted points first, between equals whoever was complete first; each gets what was
advised while that still fits in the pot (Awb 4:26).
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Scored:
    """An application with its weighted percentage and what was advised, in euro cents; 0 for an advice to reject."""

    key: int
    percentage: int
    cents: int
    complete_order: int


@dataclass(frozen=True)
class Rank:
    """Where it came, from 1, and whether there is money for it; `left_cents` is what there was at its turn."""

    scored: Scored
    place: int
    left_cents: int
    fits: bool


def rank(scored: Iterable[Scored], available_cents: int) -> list[Rank]:
    """The applications in order, first place first."""
    ordered = sorted(scored, key=lambda one: (-one.percentage, one.complete_order, one.key))
    left, ranks = available_cents, []
    for place, one in enumerate(ordered, start=1):
        fits = 0 < one.cents <= left
        ranks.append(Rank(one, place, left, fits))
        left -= one.cents if fits else 0
    return ranks
