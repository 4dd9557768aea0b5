"""How votes are counted and money is divided by them. Pure: the published lists go in, the result comes out.

Anyone can do it again with the lists on the page of the vote and this rule: the plan with most votes is first; equal
plans go in the order of a draw that follows from the ballots themselves; from first to last, each plan that still
fits in the money gets it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True)
class Plan:
    """A plan people could vote for: its number on the ballot, and what it asks in euro cents."""

    number: int
    cents: int


@dataclass(frozen=True)
class Cast:
    """A ballot as it is published: its mark, which only the voter knows to be theirs, and the numbers chosen."""

    mark: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Place:
    """Where a plan ended, from 1; `left_cents` is what was left in the pot when it was its turn."""

    plan: Plan
    place: int
    votes: int
    left_cents: int
    wins: bool


def count(plans: Iterable[Plan], ballots: Sequence[Cast], available_cents: int) -> list[Place]:
    """The result, first place first. A plan nobody chose gets nothing."""
    chosen = Counter(number for ballot in ballots for number in set(ballot.numbers))
    seed = seed_of(ballots)
    ordered = sorted(plans, key=lambda plan: (-chosen[plan.number], draw(seed, plan.number)))
    left, places = available_cents, []
    for place, plan in enumerate(ordered, start=1):
        wins = bool(chosen[plan.number]) and plan.cents <= left
        places.append(Place(plan, place, chosen[plan.number], left, wins))
        left -= plan.cents if wins else 0
    return places


def seed_of(ballots: Iterable[Cast]) -> str:
    """What the draw follows from: SHA-256 of the marks in order. Nobody knows it before the last ballot."""
    return sha256("\n".join(sorted(ballot.mark for ballot in ballots)).encode()).hexdigest()


def draw(seed: str, number: int) -> str:
    """The lot of a plan: SHA-256 of the seed and its number; the lowest goes first."""
    return sha256(f"{seed}\n{number}".encode()).hexdigest()
