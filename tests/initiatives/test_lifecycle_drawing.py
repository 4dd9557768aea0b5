import re
from pathlib import Path

from initiatives.lifecycle import GOAL_STAGES, TRANSITIONS

DRAWING = Path(__file__).parents[2] / "docs" / "lifecycle.md"


def test_the_drawing_shows_exactly_the_table() -> None:
    drawn = set(
        re.findall(
            r"^\s+(\w+) --> (\w+):", DRAWING.read_text(encoding="utf-8").partition("\n# ")[0], flags=re.MULTILINE
        )
    )
    assert drawn == {(current.value, after.value) for current, following in TRANSITIONS.items() for after in following}


def test_the_drawing_of_goals_shows_exactly_the_table() -> None:
    part = DRAWING.read_text(encoding="utf-8").partition("# The life of a goal with an initiative")[2]
    drawn = set(re.findall(r"^\s+(\[\*\]|\w+) --> (\w+):", part.partition("\n# ")[0], flags=re.MULTILINE))
    assert drawn == {
        (getattr(current, "value", current) or "[*]", after.value)
        for current, following in GOAL_STAGES.items()
        for after in following
    }
