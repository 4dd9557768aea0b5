"""Which state may follow which: flat, literal tables. No database, no clock."""

from django.utils.translation import gettext_lazy as _

from core.refusal import IllegalTransition
from initiatives.enums import GoalStage, State

TRANSITIONS: dict[State, frozenset[State]] = {
    State.SUBMITTED: frozenset({State.OWNED, State.CLOSED}),
    State.OWNED: frozenset({State.CONVERSING, State.ADVISED, State.CLOSED}),
    State.CONVERSING: frozenset({State.ADVISED, State.CLOSED}),
    State.ADVISED: frozenset({State.CONVERSING, State.CLOSED}),
    State.CLOSED: frozenset({State.SUBMITTED, State.CONVERSING}),
}

# A goal with an initiative. An initiator names it or takes it back; all else is said by the municipality.
GOAL_STAGES: dict[str, frozenset[GoalStage]] = {
    "": frozenset({GoalStage.CLAIMED, GoalStage.CONFIRMED, GoalStage.REJECTED}),
    GoalStage.CLAIMED: frozenset(GoalStage),
    GoalStage.CONFIRMED: frozenset({GoalStage.CONFIRMED, GoalStage.REVISITED, GoalStage.REJECTED}),
    GoalStage.REVISITED: frozenset({GoalStage.REVISITED, GoalStage.CONFIRMED}),
    GoalStage.REJECTED: frozenset({GoalStage.REJECTED, GoalStage.CONFIRMED}),
}


def allows(current: str, following: State) -> bool:
    """True when `following` may come after `current`."""
    return following in TRANSITIONS[State(current)]


def require(current: str, following: State) -> None:
    """Raise IllegalTransition when `following` may not come after `current`."""
    if not allows(current, following):
        raise IllegalTransition(
            _("Dat kan niet: het initiatief staat op “%(current)s”.") % {"current": State(current).label}
        )


def require_goal_stage(current: str, following: GoalStage) -> None:
    """Raise IllegalTransition when a goal cannot go from `current` (empty when it is not linked) to `following`."""
    if following not in GOAL_STAGES[current]:
        word = GoalStage(current).label if current else _("nog niet genoemd")
        raise IllegalTransition(_("Dat kan niet: dit doel staat op “%(current)s”.") % {"current": word}, field="stage")
