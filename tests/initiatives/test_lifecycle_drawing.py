import re
from pathlib import Path

from initiatives.lifecycle import TRANSITIONS

DRAWING = Path(__file__).parents[2] / "docs" / "lifecycle.md"


def test_the_drawing_shows_exactly_the_table() -> None:
    drawn = set(
        re.findall(
            r"^\s+(\w+) --> (\w+):", DRAWING.read_text(encoding="utf-8").partition("\n# ")[0], flags=re.MULTILINE
        )
    )
    assert drawn == {(current.value, after.value) for current, following in TRANSITIONS.items() for after in following}
