"""The table of states of a challenge: literal, whole, drawn, and every pair that is not in it refused."""

import re
from itertools import product
from pathlib import Path

import pytest

from community.challenge_acts import RULES, Act
from community.enums.challenge import ChallengeState as State
from community.lifecycle.challenge import TRANSITIONS, allows, require
from core.refusal import IllegalTransition

DRAWING = Path(__file__).parents[3] / "docs" / "lifecycle.md"
LEGAL = {
    ("draft", "submitted"),
    ("submitted", "incomplete"),
    ("submitted", "assessing"),
    ("submitted", "withdrawn"),
    ("incomplete", "submitted"),
    ("incomplete", "assessing"),
    ("incomplete", "withdrawn"),
    ("assessing", "advised"),
    ("assessing", "withdrawn"),
    ("advised", "decided"),
    ("advised", "withdrawn"),
    ("decided", "decided"),
    ("decided", "agreed"),
    ("decided", "withdrawn"),
    ("agreed", "running"),
    ("agreed", "ended"),
    ("running", "ended"),
    ("running", "evaluated"),
    ("ended", "evaluated"),
}
ILLEGAL = sorted(set(product(State.values, State.values)) - LEGAL)


def test_the_table_holds_exactly_these_pairs():
    assert {(now.value, then.value) for now, after in TRANSITIONS.items() for then in after} == LEGAL
    assert len(ILLEGAL) == 11 * 11 - 19


@pytest.mark.parametrize(("now", "then"), ILLEGAL)
def test_every_other_pair_is_refused(now, then):
    assert not allows(now, State(then))
    with pytest.raises(IllegalTransition, match="Dat kan niet: de uitdaging staat op"):
        require(now, State(then))


@pytest.mark.parametrize(("now", "then"), sorted(LEGAL))
def test_every_pair_of_the_table_passes(now, then):
    require(now, State(then))


def test_the_drawing_shows_exactly_the_table():
    part = DRAWING.read_text(encoding="utf-8").partition("# The life of a challenge")[2].partition("\n# ")[0]
    assert set(re.findall(r"^\s+(\w+) --> (\w+):", part, flags=re.MULTILINE)) == LEGAL


def test_nothing_can_be_done_with_a_draft_or_with_what_is_over():
    for act in Act:
        assert not RULES[act].states & {State.DRAFT, State.EVALUATED, State.WITHDRAWN}, act
