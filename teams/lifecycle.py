"""What may follow what in an EP-team and with the summary of a session: flat, literal tables. No database, no clock."""

from django.utils.translation import gettext_lazy as _

from core.refusal import IllegalTransition
from teams.enums import MemberState, SummaryState

TRANSITIONS: dict[MemberState, frozenset[MemberState]] = {
    MemberState.INVITED: frozenset(
        {MemberState.JOINED, MemberState.OBSERVING, MemberState.DECLINED, MemberState.LEFT},
    ),
    MemberState.JOINED: frozenset({MemberState.OBSERVING, MemberState.LEFT}),
    MemberState.OBSERVING: frozenset({MemberState.JOINED, MemberState.LEFT}),
    MemberState.DECLINED: frozenset(),
    MemberState.LEFT: frozenset(),
}

READ = frozenset({SummaryState.SHARED, SummaryState.CONFIRMED, SummaryState.CORRECTED})
# A shared summary that is changed is shared anew; who confirmed may still correct, and the other way round.
SUMMARIES: dict[SummaryState, frozenset[SummaryState]] = {
    SummaryState.INTERNAL: frozenset({SummaryState.SHARED}),
    SummaryState.SHARED: READ,
    SummaryState.CONFIRMED: READ,
    SummaryState.CORRECTED: READ,
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


def require_summary(current: str, following: SummaryState) -> None:
    """Raise IllegalTransition when a summary may not go from `current` to `following`."""
    if following not in SUMMARIES[SummaryState(current)]:
        raise IllegalTransition(_("Dit verslag is niet gedeeld. Er valt niets te bevestigen of te verbeteren."))
