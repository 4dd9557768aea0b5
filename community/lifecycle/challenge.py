"""Which state of a challenge may follow which: a flat, literal table. No database, no clock."""

from django.utils.translation import gettext_lazy as _

from community.enums.challenge import ChallengeState as State
from core.refusal import IllegalTransition

TRANSITIONS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SUBMITTED}),
    State.SUBMITTED: frozenset({State.INCOMPLETE, State.ASSESSING, State.WITHDRAWN}),
    State.INCOMPLETE: frozenset({State.SUBMITTED, State.ASSESSING, State.WITHDRAWN}),
    State.ASSESSING: frozenset({State.ADVISED, State.WITHDRAWN}),
    State.ADVISED: frozenset({State.DECIDED, State.WITHDRAWN}),
    State.DECIDED: frozenset({State.DECIDED, State.AGREED, State.WITHDRAWN}),  # a correction is a new decision
    State.AGREED: frozenset({State.RUNNING, State.ENDED}),
    State.RUNNING: frozenset({State.ENDED, State.EVALUATED}),
    State.ENDED: frozenset({State.EVALUATED}),
    State.EVALUATED: frozenset(),
    State.WITHDRAWN: frozenset(),
}


def allows(current: str, following: State) -> bool:
    """True when `following` may come after `current`."""
    return following in TRANSITIONS[State(current)]


def require(current: str, following: State) -> None:
    """Raise IllegalTransition when a challenge may not go from `current` to `following`."""
    if not allows(current, following):
        raise IllegalTransition(
            _("Dat kan niet: de uitdaging staat op “%(current)s”.") % {"current": State(current).label}
        )
