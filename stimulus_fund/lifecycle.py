"""Which state of an application, a ruleset and a decision may follow which: flat, literal tables. No database."""

from django.utils.translation import gettext_lazy as _

from core.refusal import IllegalTransition
from stimulus_fund.enums import DecisionState, RulesetState, State

TRANSITIONS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SUBMITTED}),
    State.SUBMITTED: frozenset({State.INCOMPLETE, State.ASSESSING, State.WITHDRAWN}),
    State.INCOMPLETE: frozenset({State.SUBMITTED, State.ASSESSING, State.UNHANDLED, State.WITHDRAWN}),
    State.ASSESSING: frozenset({State.INCOMPLETE, State.DECIDING, State.WITHDRAWN}),
    State.DECIDING: frozenset({State.ASSESSING, State.GRANTED, State.REJECTED, State.WITHDRAWN}),
    State.GRANTED: frozenset({State.ACCOUNTED, State.SETTLED, State.REVOKED}),
    State.REJECTED: frozenset({State.GRANTED}),  # a new decision, on objection or of its own accord
    State.UNHANDLED: frozenset({State.GRANTED, State.REJECTED}),  # the same
    State.WITHDRAWN: frozenset(),
    State.ACCOUNTED: frozenset({State.GRANTED, State.SETTLED, State.REVOKED}),
    State.SETTLED: frozenset({State.REVOKED}),
    State.REVOKED: frozenset({State.SETTLED}),  # on objection
}
RULESET: dict[RulesetState, frozenset[RulesetState]] = {
    RulesetState.DRAFT: frozenset({RulesetState.OFFERED}),
    RulesetState.OFFERED: frozenset({RulesetState.DRAFT, RulesetState.APPROVED}),
    RulesetState.APPROVED: frozenset(),
}
DECISION: dict[DecisionState, frozenset[DecisionState]] = {
    DecisionState.PREPARED: frozenset({DecisionState.CHECKED}),
    DecisionState.CHECKED: frozenset({DecisionState.PREPARED, DecisionState.TAKEN}),
    DecisionState.TAKEN: frozenset({DecisionState.REPLACED}),
    DecisionState.REPLACED: frozenset(),
}


def allows(current: str, following: State) -> bool:
    """True when `following` may come after `current`."""
    return following in TRANSITIONS[State(current)]


def require(current: str, following: State) -> None:
    """Raise IllegalTransition when an application may not go from `current` to `following`."""
    if not allows(current, following):
        raise IllegalTransition(
            _("Dat kan niet: de aanvraag staat op “%(current)s”.") % {"current": State(current).label}
        )


def require_ruleset(current: str, following: RulesetState) -> None:
    """Raise IllegalTransition when rules may not go from `current` to `following`."""
    if following not in RULESET[RulesetState(current)]:
        raise IllegalTransition(
            _("Dat kan niet: deze regels staan op “%(current)s”.") % {"current": RulesetState(current).label}
        )


def require_decision(current: str, following: DecisionState) -> None:
    """Raise IllegalTransition when a decision may not go from `current` to `following`."""
    if following not in DECISION[DecisionState(current)]:
        raise IllegalTransition(
            _("Dat kan niet: dit besluit staat op “%(current)s”.") % {"current": DecisionState(current).label}
        )


def require_prepared(current: str) -> None:
    """Raise IllegalTransition when a decision is no longer with who prepares it."""
    if current != DecisionState.PREPARED:
        raise IllegalTransition(
            _("Dat kan niet: dit besluit staat op “%(current)s”.") % {"current": DecisionState(current).label}
        )
