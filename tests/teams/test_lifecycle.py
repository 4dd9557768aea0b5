import pytest

from core.refusal import IllegalTransition
from teams import lifecycle
from teams.enums import MemberState

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
