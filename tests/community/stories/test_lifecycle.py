import re
from pathlib import Path

import pytest

from community.enums.story import StoryState
from community.lifecycle import story as lifecycle
from core.refusal import IllegalTransition

DRAWING = Path(__file__).parents[3] / "docs" / "lifecycle.md"
ALLOWED = {
    ("draft", "asked"),
    ("draft", "ready"),
    ("draft", "withdrawn"),
    ("asked", "draft"),
    ("asked", "ready"),
    ("asked", "withdrawn"),
    ("ready", "draft"),
    ("ready", "published"),
    ("ready", "withdrawn"),
    ("published", "replaced"),
    ("published", "withdrawn"),
}


@pytest.mark.parametrize("following", list(StoryState))
@pytest.mark.parametrize("current", list(StoryState))
def test_every_pair(current: StoryState, following: StoryState) -> None:
    assert lifecycle.allows(current, following) is ((current, following) in ALLOWED)


def test_a_refusal_says_where_the_story_stands() -> None:
    with pytest.raises(IllegalTransition) as refused:
        lifecycle.require("withdrawn", StoryState.PUBLISHED)
    assert str(refused.value) == "Dat kan nu niet: de status van dit verhaal is “ingetrokken”."


def test_the_drawing_shows_the_table() -> None:
    drawing = DRAWING.read_text(encoding="utf-8").partition("# A version of a story")[2].partition("\n# ")[0]
    assert set(re.findall(r"^\s+(\w+) --> (\w+):", drawing, flags=re.MULTILINE)) == ALLOWED
