"""What may follow what with an event and with a registration: flat, literal tables. No database, no clock."""

from django.utils.translation import gettext_lazy as _

from community.enums.agenda import EventState, RegistrationState
from core.refusal import IllegalTransition

EVENTS: dict[EventState, frozenset[EventState]] = {
    EventState.DRAFT: frozenset({EventState.PUBLISHED}),
    EventState.PUBLISHED: frozenset({EventState.CANCELLED}),
    EventState.CANCELLED: frozenset(),
}
REGISTRATIONS: dict[RegistrationState, frozenset[RegistrationState]] = {
    RegistrationState.WAITING: frozenset({RegistrationState.SEATED, RegistrationState.CANCELLED}),
    RegistrationState.SEATED: frozenset({RegistrationState.CANCELLED}),
    RegistrationState.CANCELLED: frozenset(),
}


def require_event(current: str, following: EventState) -> None:
    """Raise IllegalTransition when an event may not go from `current` to `following`."""
    if following not in EVENTS[EventState(current)]:
        state = EventState(current).label
        raise IllegalTransition(_("Dat kan niet: deze bijeenkomst staat op “%(state)s”.") % {"state": state})


def require_registration(current: str, following: RegistrationState) -> None:
    """Raise IllegalTransition when a registration may not go from `current` to `following`."""
    if following not in REGISTRATIONS[RegistrationState(current)]:
        raise IllegalTransition(_("U bent al afgemeld voor deze bijeenkomst."))
