"""Appointments as calendars read them (RFC 5545 and 5546), in the time of Amsterdam: one event, or a feed of many.

`written` gives one property a line, which is how an appointment is kept; `folded` makes of it the bytes that leave.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from core.outbox import one_line, printable
from core.text import LINE_ENDS

ZONE = "Europe/Amsterdam"
LONGEST_LINE = 75  # octets, without the end of the line: RFC 5545, 3.1
MIME_TYPE = "text/calendar"
# The rules of summer time in the European Union, as every calendar of this zone tells them.
ZONE_RULES = f"""BEGIN:VTIMEZONE
TZID:{ZONE}
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
END:VTIMEZONE"""

# How often a calendar looks again: in the words of RFC 7986, and in those that older calendars read.
LOOK_AGAIN = ("REFRESH-INTERVAL;VALUE=DURATION:PT6H", "X-PUBLISHED-TTL:PT6H")


class Method(StrEnum):
    """What a calendar is to do with it: ask the guest, just keep it, or take it off."""

    REQUEST = "REQUEST"
    PUBLISH = "PUBLISH"
    CANCEL = "CANCEL"


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody as a calendar names them."""

    name: str
    email: str


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """One event. `uid` is its name for good, `sequence` counts its changes, `changed_at` is the moment of the last.

    `is_cancelled` is for a feed, where what does not take place stays and says so; `category` is a kind of event.
    """

    uid: str
    sequence: int
    changed_at: datetime
    starts_at: datetime
    ends_at: datetime
    title: str
    text: str
    place: str
    url: str
    organiser: Person
    category: str = ""
    is_cancelled: bool = False


def written(appointment: Appointment, *, method: Method, guest: Person | None = None) -> str:
    """The appointment, one property a line. It names one `guest`: nobody learns from it who else comes."""
    cancelled = method == Method.CANCEL or appointment.is_cancelled
    return _calendar(method, _event(appointment, cancelled=cancelled, guest=guest))


def feed(appointments: Iterable[Appointment], *, name: str) -> str:
    """A calendar to subscribe to, one property a line; what was cancelled stays in it as CANCELLED."""
    events = (line for each in appointments for line in _event(each, cancelled=each.is_cancelled, guest=None))
    title = _escaped(one_line(name))
    return _calendar(Method.PUBLISH, events, [f"NAME:{title}", f"X-WR-CALNAME:{title}", *LOOK_AGAIN])


def folded(text: str) -> bytes:
    """The same with the line ends of the standard, and no line longer than 75 octets; letters stay whole."""
    return b"".join(part + b"\r\n" for line in text.rstrip("\n").split("\n") for part in _fold(line))


def method_of(text: str) -> Method:
    """What a calendar is to do with a written appointment."""
    found = (line.removeprefix("METHOD:") for line in text.splitlines() if line.startswith("METHOD:"))
    return Method(next(found, Method.PUBLISH))


def _calendar(method: Method, events: Iterable[str], about: Iterable[str] = ()) -> str:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Initiatiefrijk Zwolle//NL",
        "CALSCALE:GREGORIAN",
        f"METHOD:{method}",
        *about,
        *ZONE_RULES.splitlines(),
        *events,
        "END:VCALENDAR",
    ]
    return "".join(f"{line}\n" for line in lines)


def _event(appointment: Appointment, *, cancelled: bool, guest: Person | None) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{appointment.uid}"
    yield f"SEQUENCE:{appointment.sequence}"
    yield f"DTSTAMP:{appointment.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    for name, moment in (("DTSTART", appointment.starts_at), ("DTEND", appointment.ends_at)):
        yield f"{name};TZID={ZONE}:{moment.astimezone(ZoneInfo(ZONE)):%Y%m%dT%H%M%S}"
    yield f"SUMMARY:{_escaped(one_line(appointment.title))}"
    for name, text in (("LOCATION", one_line(appointment.place)), ("DESCRIPTION", printable(appointment.text))):
        if text:
            yield f"{name}:{_escaped(text)}"
    if appointment.category:
        yield f"CATEGORIES:{_escaped(one_line(appointment.category))}"
    yield f"URL:{appointment.url}"
    yield f"ORGANIZER{_common_name(appointment.organiser)}:mailto:{appointment.organiser.email}"
    if guest:
        wishes = "ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE"
        yield f"ATTENDEE{_common_name(guest)};{wishes}:mailto:{guest.email}"
    yield "STATUS:CANCELLED" if cancelled else "STATUS:CONFIRMED"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    """The text as one value: whatever any reader takes for the end of a line is written as such."""
    text = LINE_ENDS.sub("\n", text)
    for sign, instead in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(sign, instead)
    return text


def _common_name(person: Person) -> str:
    name = one_line(person.name).replace('"', "'")
    return f';CN="{name}"' if name else ""


def _fold(line: str) -> Iterator[bytes]:
    """The line in pieces; each after the first begins with a space, which counts."""
    piece = b""
    for letter in line:
        octets = letter.encode()
        if len(piece) + len(octets) > LONGEST_LINE:
            yield piece
            piece = b" "
        piece += octets
    yield piece
