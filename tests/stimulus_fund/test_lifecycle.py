"""The table of states, pair by pair, and its drawing in the documents."""

import re

import pytest

from core.refusal import IllegalTransition
from stimulus_fund.enums import DecisionState, RulesetState, State
from stimulus_fund.lifecycle import DECISION, TRANSITIONS, allows, require, require_decision, require_ruleset
from tests.house.source import read

DRAWN = re.compile(r"^    (\w+) --> (\w+)(?:: [\w, ]+)?$", flags=re.MULTILINE)


def drawn(heading: str) -> set[tuple[str, str]]:
    """The pairs drawn under a heading."""
    return set(DRAWN.findall(read("docs/lifecycle.md").partition(f"# {heading}\n")[2].partition("\n# ")[0]))


@pytest.mark.parametrize(
    ("heading", "table"), [("An application for money", TRANSITIONS), ("A decision on an application", DECISION)]
)
def test_the_drawing_is_the_table(heading, table):
    assert drawn(heading) == {(str(one), str(two)) for one, following in table.items() for two in following}


@pytest.mark.parametrize("current", State)
@pytest.mark.parametrize("following", State)
def test_each_pair_is_allowed_or_refused(current, following):
    if allows(current, following):
        assert require(current, following) is None
    else:
        with pytest.raises(IllegalTransition, match=f"“{current.label}”"):
            require(current, following)


def test_where_an_application_ends():
    assert {state for state in State if not TRANSITIONS[state]} == {State.WITHDRAWN}
    assert State.undecided().isdisjoint(State.awarded())


def test_rules_and_decisions_go_through_a_second_person():
    with pytest.raises(IllegalTransition, match="“Concept”"):
        require_ruleset(RulesetState.DRAFT, RulesetState.APPROVED)
    with pytest.raises(IllegalTransition, match="“Voorbereid”"):
        require_decision(DecisionState.PREPARED, DecisionState.TAKEN)
    assert require_decision(DecisionState.CHECKED, DecisionState.TAKEN) is None
