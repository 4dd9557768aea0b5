"""The moves every action on a challenge is made of. Called in the action's transaction, with the challenge locked."""

from datetime import datetime

from accounts.models import User
from community.enums.challenge import ChallengeState as State
from community.lifecycle import challenge as lifecycle
from community.models import Challenge
from community.queries.challenge_terms import clock_of
from core import audit
from initiatives.actions import case
from initiatives.enums import Audience


def lock(challenge: Challenge) -> Challenge:
    """The challenge as it stands now, locked until the transaction ends."""
    # No select_related: PostgreSQL would join whom the row pointed to before it waited for the lock.
    return Challenge.objects.select_for_update().get(pk=challenge.pk)


def enter(challenge: Challenge, state: State) -> None:
    """Move a locked challenge to a state, not saved yet. Raises IllegalTransition."""
    lifecycle.require(challenge.state, state)
    challenge.state = state


def wind(challenge: Challenge) -> None:
    """Set the last days as the clock gives them now, not saved yet."""
    clock = clock_of(challenge)
    if clock:
        challenge.assess_by, challenge.decide_by = clock.assess_by, clock.decide_by
        challenge.reminded_on = None


def record(
    challenge: Challenge, verb: str, *, by: User | None, at: datetime, story: str = "", **after: str | int
) -> None:
    """Record a verb about a challenge; with `story` the initiator's side reads of it with their initiative."""
    audit.record(
        verb=f"challenge.{verb}", subject=challenge, by=by, at=at, after={"number": challenge.number or "", **after}
    )
    if story:
        case.story(
            challenge.initiative, event=story, audience=Audience.INITIATOR, at=at, by=by, text=challenge.number or ""
        )
