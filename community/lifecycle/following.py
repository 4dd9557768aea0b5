"""Which state of an offer of help, of news, of a report and of a removal may follow which: flat, literal tables."""

from django.utils.translation import gettext_lazy as _

from community.enums.following import FlagState, NewsState, OfferState, TakedownState
from core.refusal import IllegalTransition

OFFER: dict[OfferState, frozenset[OfferState]] = {
    OfferState.UNCONFIRMED: frozenset({OfferState.WAITING, OfferState.WITHDRAWN}),
    OfferState.WAITING: frozenset(
        {OfferState.ACCEPTED, OfferState.DECLINED, OfferState.WITHDRAWN, OfferState.TAKEN_DOWN}
    ),
    OfferState.ACCEPTED: frozenset({OfferState.WITHDRAWN}),
    OfferState.DECLINED: frozenset(),
    OfferState.WITHDRAWN: frozenset(),
    OfferState.TAKEN_DOWN: frozenset({OfferState.WAITING, OfferState.WITHDRAWN}),
}
NEWS: dict[NewsState, frozenset[NewsState]] = {
    NewsState.SHOWN: frozenset({NewsState.WITHDRAWN, NewsState.TAKEN_DOWN}),
    NewsState.WITHDRAWN: frozenset(),
    NewsState.TAKEN_DOWN: frozenset({NewsState.SHOWN}),
}
TAKEDOWN: dict[TakedownState, frozenset[TakedownState]] = {
    TakedownState.STANDING: frozenset({TakedownState.APPEALED}),
    TakedownState.APPEALED: frozenset({TakedownState.UPHELD, TakedownState.REVERSED}),
    TakedownState.UPHELD: frozenset(),
    TakedownState.REVERSED: frozenset(),
}
FLAG: dict[FlagState, frozenset[FlagState]] = {
    FlagState.OPEN: frozenset({FlagState.ANSWERED}),
    FlagState.ANSWERED: frozenset(),
}


def require_offer(current: str, following: OfferState) -> None:
    """Raise IllegalTransition when an offer may not go from `current` to `following`."""
    if following not in OFFER[OfferState(current)]:
        raise IllegalTransition(
            _("Dat kan niet meer. Dit aanbod: %(current)s.") % {"current": OfferState(current).label}
        )


def require_news(current: str, following: NewsState) -> None:
    """Raise IllegalTransition when news may not go from `current` to `following`."""
    if following not in NEWS[NewsState(current)]:
        raise IllegalTransition(
            _("Dat kan niet meer. Dit bericht: %(current)s.") % {"current": NewsState(current).label}
        )


def require_takedown(current: str, following: TakedownState) -> None:
    """Raise IllegalTransition when a removal may not go from `current` to `following`."""
    if following not in TAKEDOWN[TakedownState(current)]:
        raise IllegalTransition(_("Dat kan niet meer: %(current)s.") % {"current": TakedownState(current).label})


def require_flag(current: str, following: FlagState) -> None:
    """Raise IllegalTransition when a report may not go from `current` to `following`."""
    if following not in FLAG[FlagState(current)]:
        raise IllegalTransition(_("Een collega heeft deze melding al beantwoord."))
