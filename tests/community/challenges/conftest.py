import pytest

from accounts.models import User
from community.actions.challenge_defaults import load_challenge_settings
from community.actions.challenge_due import begin_agreements
from community.models import Challenge
from initiatives.models import Initiative
from tests.community import challenging
from tests.community.challenging import Desk


@pytest.fixture
def right(town: None) -> None:
    """The terms, criteria and text the right to challenge begins with."""
    assert load_challenge_settings() is None  # again: nothing is added


@pytest.fixture
def desk(right: None) -> Desk:
    """An assessor, who performs the task, and a decider."""
    return challenging.desk()


@pytest.fixture
def sent(desk: Desk, initiative: Initiative, initiator: User) -> Challenge:
    """A challenge that came in on Monday 2 March 2026."""
    return challenging.sent(initiative, initiator)


@pytest.fixture
def advised(sent: Challenge, desk: Desk) -> Challenge:
    """A challenge that waits for the decision."""
    return challenging.advised(challenging.assessing_now(sent, desk), desk)


@pytest.fixture
def running(advised: Challenge, desk: Desk, initiator: User) -> Challenge:
    """A challenge with an agreement that began."""
    challenging.decided(advised, desk)
    made = challenging.agreed(advised, desk, initiator)
    begin_agreements(at=challenging.AT.replace(month=9, day=1))
    return challenging.fresh(made)
