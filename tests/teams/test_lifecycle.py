import re
from pathlib import Path

import pytest

from core.refusal import IllegalTransition
from teams import lifecycle
from teams.enums import MemberState, SummaryState

DRAWING = Path(__file__).parents[2] / "docs" / "lifecycle.md"

ALLOWED = {
    ("invited", "joined"),
    ("invited", "observing"),
    ("invited", "declined"),
    ("invited", "left"),
    ("joined", "observing"),
    ("joined", "left"),
    ("observing", "joined"),
    ("observing", "left"),
}


@pytest.mark.parametrize("following", list(MemberState))
@pytest.mark.parametrize("current", list(MemberState))
def test_every_pair(current: MemberState, following: MemberState) -> None:
    assert lifecycle.allows(current, following) is ((current, following) in ALLOWED)


def test_a_refused_answer_says_where_somebody_stands() -> None:
    with pytest.raises(IllegalTransition) as refused:
        lifecycle.require("declined", MemberState.JOINED)
    assert str(refused.value) == "Dat kan niet meer: bij dit initiatief staat u op “nu niet”."


SUMMARIES = {
    ("internal", "shared"),
    ("shared", "shared"),
    ("shared", "confirmed"),
    ("shared", "corrected"),
    ("confirmed", "shared"),
    ("confirmed", "confirmed"),
    ("confirmed", "corrected"),
    ("corrected", "shared"),
    ("corrected", "confirmed"),
    ("corrected", "corrected"),
}


@pytest.mark.parametrize("following", list(SummaryState))
@pytest.mark.parametrize("current", list(SummaryState))
def test_every_pair_of_a_summary(current: SummaryState, following: SummaryState) -> None:
    if (current, following) in SUMMARIES:
        lifecycle.require_summary(current, following)
    else:
        with pytest.raises(IllegalTransition):
            lifecycle.require_summary(current, following)


def test_the_drawing_shows_the_summaries_that_move() -> None:
    drawing = DRAWING.read_text(encoding="utf-8").partition("# The summary of a session")[2].partition("\n# ")[0]
    drawn = set(re.findall(r"^\s+(\w+) --> (\w+):", drawing, flags=re.MULTILINE))
    assert drawn == {(current, after) for current, after in SUMMARIES if current != after}
