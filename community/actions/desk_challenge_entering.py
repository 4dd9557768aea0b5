"""How colleagues enter a challenge: locked, allowed and without interest; what is refused is recorded."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community import challenge_acts
from community.actions.challenge_case import lock
from community.challenge_acts import Act, NotAllowed
from community.models import Challenge
from community.queries.desk_challenges import is_partial
from core import audit

Deed = Callable[..., Any]


class Interested(NotAllowed):
    """This colleague has an interest, and does nothing with the challenge (Awb 2:4)."""


def entering(act: Act) -> Callable[[Deed], Deed]:
    """Let an action begin with the challenge locked.

    The action is called with keywords: `challenge`, `by`, `at` and its own facts. Raises NotAllowed for who may not,
    or not now, and writes down that it was tried.
    """

    def decorate(deed: Deed) -> Deed:
        @wraps(deed)
        def entered(*, challenge: Challenge, by: User, at: datetime, **facts: Any) -> Any:
            try:
                with transaction.atomic():
                    locked = lock(challenge)
                    require(act, locked, by)
                    return deed(challenge=locked, by=by, at=at, **facts)
            except NotAllowed:
                tried = {"act": act.value, "number": challenge.number or ""}
                audit.record(verb="challenge.refused", subject=challenge, by=by, at=at, after=tried)
                raise

        return entered

    return decorate


def require(act: Act, challenge: Challenge, by: User) -> None:
    """Raise NotAllowed when `by` may not do this with the challenge now."""
    challenge_acts.require(act, challenge.state, by)
    if is_partial(challenge, by):
        raise Interested(_("U heeft een belang bij deze uitdaging. Een collega neemt dit over."))


@transaction.atomic
def note_attempt(*, act: Act, challenge: Challenge, by: User, at: datetime) -> NotAllowed:
    """Write down that somebody tried what they may not do, or not now; returns why it was refused."""
    challenge = lock(challenge)
    tried = {"act": act.value, "number": challenge.number or ""}
    audit.record(verb="challenge.refused", subject=challenge, by=by, at=at, after=tried)
    try:
        require(act, challenge, by)
    except NotAllowed as refusal:
        return refusal
    return NotAllowed(_("Dit kunt u nu niet doen met deze uitdaging."))
