"""Which state of a referral may follow which: a flat, literal table. No database, no clock."""

from django.utils.translation import gettext_lazy as _

from community.enums.hubs import ReferralState
from core.refusal import IllegalTransition

TRANSITIONS: dict[ReferralState, frozenset[ReferralState]] = {
    ReferralState.ASKED: frozenset({ReferralState.SENT, ReferralState.REFUSED, ReferralState.WITHDRAWN}),
    ReferralState.PROPOSED: frozenset({ReferralState.SENT, ReferralState.REFUSED, ReferralState.WITHDRAWN}),
    ReferralState.SENT: frozenset(
        {
            ReferralState.QUESTIONED,
            ReferralState.TAKEN_UP,
            ReferralState.TALKED,
            ReferralState.DECLINED,
            ReferralState.LAPSED,
            ReferralState.WITHDRAWN,
        }
    ),
    ReferralState.QUESTIONED: frozenset({ReferralState.SENT, ReferralState.WITHDRAWN}),
    # Who did not answer by mail may still say it on the telephone; a colleague writes it down.
    ReferralState.LAPSED: frozenset(
        {ReferralState.TAKEN_UP, ReferralState.TALKED, ReferralState.DECLINED, ReferralState.WITHDRAWN}
    ),
    # Consent can be taken back as long as the hub may still do something with it.
    ReferralState.TAKEN_UP: frozenset({ReferralState.WITHDRAWN}),
    ReferralState.TALKED: frozenset({ReferralState.WITHDRAWN}),
    ReferralState.REFUSED: frozenset(),
    ReferralState.DECLINED: frozenset(),
    ReferralState.WITHDRAWN: frozenset(),
}


def allows(current: str, following: ReferralState) -> bool:
    """True when `following` may come after `current`."""
    return following in TRANSITIONS[ReferralState(current)]


def require(current: str, following: ReferralState) -> None:
    """Raise IllegalTransition when `following` may not come after `current`."""
    if not allows(current, following):
        raise IllegalTransition(
            _("Dat kan niet meer: deze vraag staat op “%(current)s”.") % {"current": ReferralState(current).label}
        )
