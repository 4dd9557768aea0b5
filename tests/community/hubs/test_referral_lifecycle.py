"""The table of states, and its drawing."""

import re

import pytest

from community.enums.hubs import HubAnswer, ReferralOutcome, ReferralState
from community.lifecycle.referral import TRANSITIONS, allows, require
from core.refusal import IllegalTransition
from initiatives.timeline import SENTENCES
from tests.house.source import read

ARROW = re.compile(r"^    (\w+) --> (\w+)", re.MULTILINE)


def test_the_drawing_is_the_table():
    drawing = read("docs/lifecycle.md").split("# A question to a hub")[1].split("```")[1]
    drawn = {pair for pair in ARROW.findall(drawing) if "*" not in pair[0]}
    assert drawn == {(state.value, after.value) for state, following in TRANSITIONS.items() for after in following}


def test_nothing_reaches_a_hub_but_through_sent():
    into = {state for state, following in TRANSITIONS.items() if following & ReferralState.outside()}
    assert into == {
        ReferralState.ASKED,
        ReferralState.PROPOSED,
        ReferralState.SENT,
        ReferralState.QUESTIONED,
        ReferralState.LAPSED,
    }
    for state in (ReferralState.ASKED, ReferralState.PROPOSED):
        assert TRANSITIONS[state] & ReferralState.outside() == {ReferralState.SENT}


def test_what_ended_stays_ended():
    ended = {state for state, following in TRANSITIONS.items() if not following}
    assert ended == {ReferralState.REFUSED, ReferralState.DECLINED, ReferralState.WITHDRAWN}


def test_a_step_that_may_not_be_is_a_sentence():
    assert not allows("withdrawn", ReferralState.SENT)
    with pytest.raises(IllegalTransition, match="deze vraag staat op “Ingetrokken”"):
        require("withdrawn", ReferralState.SENT)


def test_each_answer_is_a_state_with_a_sentence_of_the_timeline():
    assert {one.value for one in HubAnswer} <= {one.value for one in ReferralState}
    events = {f"referral_{one}" for one in [*HubAnswer, *ReferralOutcome]}
    assert events - set(SENTENCES) == set()
