"""What to tell whom about events of the agenda, with the appointment for their calendar. Sends nothing."""

from collections.abc import Collection, Iterable
from typing import Any

from django.utils.translation import override

from community.appointments import invitation, token_address
from community.models import Event, Registration
from community.queries.registration import token_of
from core.ical import Method
from core.outbox import Message, compose

MAIL = "community/mail"
KIND = "community.event_"


def seated(registrations: Iterable[Registration], *, from_list: bool) -> list[Message]:
    """These have a seat: at once, or because one came free (`from_list`)."""
    kind = "moved" if from_list else "seated"
    return [_message(each, kind, method=Method.REQUEST) for each in registrations]


def waiting(registration: Registration) -> list[Message]:
    """There is no seat now; who waits hears when there is."""
    return [_message(registration, "waiting")]


def adjusted(registration: Registration) -> list[Message]:
    """They come with another number of people; the appointment in their calendar stays."""
    return [_message(registration, "adjusted")]


def withdrawn(registration: Registration, *, by_organiser: bool) -> list[Message]:
    """They do not come after all, by their own word or the organiser's; their calendar loses it."""
    method = Method.CANCEL if registration.seated_at else None
    return [_message(registration, "withdrawn", method=method, by_organiser=by_organiser)]


def changed(event: Event, *, besides: Collection[Registration]) -> list[Message]:
    """Who comes or waits reads what is different, but not `besides`: those have another mail about it."""
    told = {each.pk for each in besides}
    return [
        _message(each, "changed", method=Method.REQUEST if each.is_seated else None)
        for each in _active(event)
        if each.pk not in told
    ]


def cancelled(event: Event) -> list[Message]:
    """Who would come or waited reads that it does not take place, and why; calendars lose it."""
    return [_message(each, "cancelled", method=Method.CANCEL if each.is_seated else None) for each in _active(event)]


def reminder(registration: Registration) -> list[Message]:
    """It is tomorrow."""
    return [_message(registration, "reminder")]


def _active(event: Event) -> list[Registration]:
    found = list(event.registrations.active().order_by("number"))
    for registration in found:
        registration.event = event
    return found


def _message(registration: Registration, kind: str, *, method: Method | None = None, **facts: Any) -> Message:
    with override(registration.language):
        link = token_address(token_of(registration))
        calendar = invitation(registration, url=link, method=method) if method else ""
    return compose(
        template=f"{MAIL}/event_{kind}.txt",
        to=registration.email,
        kind=f"{KIND}{kind}",
        language=registration.language,
        calendar=calendar,
        context={
            "name": registration.name,
            "guide_name": "",
            "guide_phone": "",
            "link": link,
            "event": registration.event,
            "visit": registration,
            **facts,
        },
    )
