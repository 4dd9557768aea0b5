"""The seats of an event: who holds its lock gives them out, in the order in which registrations came in.

Lock, then read, then write: `lock` comes before anything is known of the event. That no more seats are given than there
are, the database holds too (`event_seats_within_capacity`).
"""

from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from community.enums.agenda import EventState, RegistrationState
from community.lifecycle.agenda import require_registration
from community.models import Event, Registration
from core import audit
from core.refusal import Refusal


def lock(event: Event) -> Event:
    """The event as it stands now, kept from others until the transaction ends."""
    return Event.objects.select_for_update(of=("self",)).select_related("kind").get(pk=event.pk)


def fill(event: Event, *, at: datetime) -> list[Registration]:
    """Give free seats of a locked event to who waits longest, and return them.

    Whoever is first keeps that place: a small group does not overtake a larger one. A group larger than all seats
    together holds up nobody. Nobody moves once the event began.
    """
    if event.state != EventState.PUBLISHED or event.starts_at <= at:
        return []
    moved = []
    for registration in event.registrations.waiting():
        if event.capacity is not None and registration.people > event.capacity:
            continue
        if event.free is not None and registration.people > event.free:
            break
        _seat(registration, event, at=at)
        moved.append(registration)
    if moved:
        event.save(update_fields=["seats_taken"])
    return moved


def require_room(event: Event, people: int) -> None:
    """Raise Refusal for a group that is larger than all seats together."""
    if event.capacity is not None and people > event.capacity:
        told = ngettext("Er is maar %(seats)d plaats.", "Er zijn maar %(seats)d plaatsen.", event.capacity)
        raise Refusal(told % {"seats": event.capacity}, field="people")


def resize(registration: Registration, event: Event, people: int) -> None:
    """Let a registration of a locked event be of so many people; the caller saves it, and fills what came free.

    Raises Refusal for a group that never fits, and for more seats than are free for it: who waits goes first.
    """
    require_room(event, people)
    more = people - registration.people
    if registration.is_seated:
        if more > 0 and event.free is not None and (more > event.free or _somebody_waits(event)):
            raise Refusal(_("Daar is geen plek meer voor. Uw plek houdt u zoals u was aangemeld."), field="people")
        event.seats_taken += more
        event.save(update_fields=["seats_taken"])
    registration.people = people


def _somebody_waits(event: Event) -> bool:
    return event.registrations.waiting().filter(people__lte=event.capacity or 0).exists()


def release(registration: Registration, event: Event, *, at: datetime) -> None:
    """Cancel a registration of a locked event; its seats are free. What was needed to take part is wiped at once."""
    require_registration(registration.state, RegistrationState.CANCELLED)
    if registration.is_seated:
        event.seats_taken -= registration.people
        event.save(update_fields=["seats_taken"])
    registration.state, registration.cancelled_at, registration.access_needs = RegistrationState.CANCELLED, at, ""
    registration.save(update_fields=["state", "cancelled_at", "access_needs"])


def _seat(registration: Registration, event: Event, *, at: datetime) -> None:
    require_registration(registration.state, RegistrationState.SEATED)
    registration.state, registration.seated_at, registration.event = RegistrationState.SEATED, at, event
    registration.save(update_fields=["state", "seated_at"])
    event.seats_taken += registration.people
    after = {"number": registration.number, "people": registration.people}
    audit.record(verb="event.seated", subject=event, by=None, at=at, after=after)
