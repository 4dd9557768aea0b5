"""One's own registration, found by the link that was mailed or by the account."""

from accounts.models import User
from community.models import Event, Registration
from core.links import seal, unseal

PURPOSE = "event.registration"


def token_of(registration: Registration) -> str:
    """The word that opens one's own registration and nothing else; it ends with the event."""
    return seal(PURPOSE, str(registration.pk))


def by_token(token: str) -> Registration | None:
    """The registration this word belongs to; None for another word, or once it was wiped."""
    value = unseal(PURPOSE, token)
    found = Registration.objects.select_related("event__kind", "event__wijk")
    return found.filter(pk=value).first() if value and value.isdecimal() else None


def standing_of(user: User, event: Event) -> Registration | None:
    """The registration of this account for an event, if it was not cancelled."""
    return event.registrations.active().filter(email=user.email).first()
