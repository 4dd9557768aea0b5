"""Which answer may follow which in an EP-team: a flat, literal table. No database, no clock."""

from django.utils.translation import gettext_lazy as _

from core.refusal import IllegalTransition
from teams.enums import MemberState

TRANSITIONS: dict[MemberState, frozenset[MemberState]] = {
    MemberState.INVITED: frozenset(
        {MemberState.JOINED, MemberState.OBSERVING, MemberState.DECLINED, MemberState.LEFT},
    ),
    MemberState.JOINED: frozenset({MemberState.OBSERVING, MemberState.LEFT}),
    MemberState.OBSERVING: frozenset({MemberState.JOINED, MemberState.LEFT}),
    MemberState.DECLINED: frozenset(),
    MemberState.LEFT: frozenset(),
}


def allows(current: str, following: MemberState) -> bool:
    """True when `following` may come after `current`."""
    return following in TRANSITIONS[MemberState(current)]


def require(current: str, following: MemberState) -> None:
    """Raise IllegalTransition when `following` may not come after `current`."""
    if not allows(current, following):
        raise IllegalTransition(
            _("Dat kan niet meer: bij dit initiatief staat u op “%(current)s”.")
            % {"current": MemberState(current).label}
        )
