"""Events as calendars know them: one name for good, in the feed, in a file to keep and in every mail."""

from collections.abc import Iterable
from dataclasses import replace

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from community.models import Event, Registration
from core import ical
from core.links import absolute
from core.mail_message import sender


def appointment(event: Event, *, url: str = "", with_link: bool = False) -> ical.Appointment:
    """The event for a calendar; `with_link` for who has a seat: where to meet online is not for everyone."""
    online = _("Online meedoen: %(link)s") % {"link": event.link} if event.link and with_link else ""
    return ical.Appointment(
        uid=f"{event.uid}@{settings.MAIL_DOMAIN}",
        sequence=event.version - 1,
        changed_at=event.changed_at,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        title=event.title,
        text="\n\n".join(filter(None, [event.text, online])),
        place=event.place or _("Online"),
        url=url or absolute(event.get_absolute_url()),
        organiser=ical.Person(name="Initiatiefrijk Zwolle", email=sender()),
        category=event.kind.label,
        is_cancelled=event.is_cancelled,
    )


def feed(events: Iterable[Event]) -> bytes:
    """The calendar everyone can subscribe to."""
    return ical.folded(ical.feed(map(appointment, events), name=_("Agenda Initiatiefrijk Zwolle")))


def download(event: Event) -> bytes:
    """One event as a file to keep; what does not take place takes itself off."""
    method = ical.Method.CANCEL if event.is_cancelled else ical.Method.PUBLISH
    return ical.folded(ical.written(appointment(event), method=method))


def invitation(registration: Registration, *, url: str, method: ical.Method = ical.Method.REQUEST) -> str:
    """The event for one who comes, to go along with a mail; each change replaces what their calendar holds.

    Of two with the same number a calendar keeps the one that was made last (RFC 5546, 2.1.5): who cancels and comes
    after all has a later one than the mail that took it off.
    """
    guest = ical.Person(name=registration.name, email=registration.email)
    made = appointment(registration.event, url=url, with_link=method == ical.Method.REQUEST)
    moments = [made.changed_at, registration.seated_at, registration.cancelled_at]
    made = replace(made, changed_at=max(moment for moment in moments if moment))
    return ical.written(made, method=method, guest=guest)


def token_address(token: str) -> str:
    """The page of one registration, in the language of the moment."""
    return absolute(reverse("community:own_registration", args=[token]))
