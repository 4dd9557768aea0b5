"""The tables of taking part, and the drawing in docs/lifecycle.md that shows them."""

import re
from itertools import product

import pytest

from community.enums.following import FlagState, NewsState, OfferState, TakedownState
from community.lifecycle import following as lifecycle
from core.refusal import IllegalTransition
from tests.house.source import read

DRAWN = re.compile(r"^ +(\w+) --> (\w+)", re.MULTILINE)
TABLES = [
    ("An offer of help", lifecycle.OFFER, lifecycle.require_offer, OfferState),
    ("News of an initiator", lifecycle.NEWS, lifecycle.require_news, NewsState),
    ("Something that was taken down", lifecycle.TAKEDOWN, lifecycle.require_takedown, TakedownState),
    ("A report of something wrong", lifecycle.FLAG, lifecycle.require_flag, FlagState),
]


def drawn(heading: str) -> set[tuple[str, str]]:
    """The arrows between states under a heading of the drawing."""
    part = read("docs/lifecycle.md").partition(f"# {heading}\n")[2].partition("\n# ")[0]
    return set(DRAWN.findall(part))


@pytest.mark.parametrize(("heading", "table", "_require", "_states"), TABLES)
def test_the_drawing_shows_the_table(heading, table, _require, _states):
    assert drawn(heading) == {(before.value, after.value) for before in table for after in table[before]}


@pytest.mark.parametrize(("_heading", "table", "require", "states"), TABLES)
def test_every_pair_is_allowed_or_refused_as_the_table_says(_heading, table, require, states):
    refused = set()
    for before, after in product(states, states):
        try:
            require(before, after)
        except IllegalTransition:
            refused.add((before, after))
    assert refused == {(before, after) for before, after in product(states, states) if after not in table[before]}
