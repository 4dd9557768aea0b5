"""What a list would hand on without the one function that makes its cells harmless."""

import pytest

from core import exports


@pytest.mark.parametrize("formula", ["=1+1", "@SUM(1)", "＝1+1", "-1+cmd|' /C calc'!A0"])
def test_a_plain_writer_would_hand_the_formula_on(formula: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control of tests/core/test_exports.py."""
    assert "".join(exports.csv_lines([], [[formula]])).startswith(f"\ufeff\r\n\"'{formula}")
    monkeypatch.setattr(exports, "harmless", exports.plain)
    assert "".join(exports.csv_lines([], [[formula]])).startswith(f'\ufeff\r\n"{formula}')
