"""Which state may follow which: a flat, literal table. No database, no clock."""

from django.utils.translation import gettext_lazy as _

from core.refusal import IllegalTransition
from initiatives.enums import State

TRANSITIONS: dict[State, frozenset[State]] = {
    State.SUBMITTED: frozenset({State.OWNED, State.CLOSED}),
    State.OWNED: frozenset({State.CONVERSING, State.ADVISED, State.CLOSED}),
    State.CONVERSING: frozenset({State.ADVISED, State.CLOSED}),
    State.ADVISED: frozenset({State.CONVERSING, State.CLOSED}),
    State.CLOSED: frozenset({State.SUBMITTED, State.CONVERSING}),
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
