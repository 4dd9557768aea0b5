from itertools import product

import pytest

from core.refusal import IllegalTransition
from initiatives import lifecycle
from initiatives.enums import State

LEGAL = {
    ("submitted", "owned"),
    ("submitted", "closed"),
    ("owned", "conversing"),
    ("owned", "advised"),
    ("owned", "closed"),
    ("conversing", "advised"),
    ("conversing", "closed"),
    ("advised", "conversing"),
    ("advised", "closed"),
    ("closed", "submitted"),
    ("closed", "conversing"),
}


@pytest.mark.parametrize(("current", "following"), list(product(State.values, State.values)))
def test_only_these_moves_are_legal(current: str, following: str) -> None:
    assert lifecycle.allows(current, State(following)) == ((current, following) in LEGAL)


def test_an_illegal_move_is_a_sentence() -> None:
    with pytest.raises(IllegalTransition) as refusal:
        lifecycle.require("submitted", State.ADVISED)
    assert str(refusal.value) == "Dat kan niet: het initiatief staat op “Ingediend”."
