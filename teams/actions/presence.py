"""Who were at a session: colleagues, the initiator's side and partners."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from core.refusal import Refusal
from teams.enums import Seat
from teams.models import Attendee, Session
from teams.queries.people import initiators
from teams.records import Guest, Presence


class NotThere(Refusal):
    """Somebody cannot be put down as having been at this session."""

    field = "initiators"


def write_presence(session: Session, presence: Presence) -> None:
    """Write who were there, instead of what stood there; the caller locks and records.

    Raises NotThere for an account that has nothing to do with the initiator's side, Refusal for a guest of whom too
    little is known.
    """
    known = {attendee.user_id for attendee in session.attendees.all()}
    strangers = {user.pk for user in presence.initiators} - {user.pk for user in initiators(session.team.initiative)}
    if strangers - known:
        raise NotThere(_("Kies alleen mensen van de kant van de initiatiefnemer."))
    session.attendees.all().delete()
    Attendee.objects.bulk_create(_rows(session, presence))


def _rows(session: Session, presence: Presence) -> Iterator[Attendee]:
    facts = {"team": session.team, "session": session}
    for seat, users in ((Seat.INSIDE, presence.colleagues), (Seat.INITIATOR, presence.initiators)):
        for user in sorted(users, key=lambda person: person.pk):
            yield Attendee(seat=seat, user=user, **facts)
    for guest in presence.guests:
        yield Attendee(seat=_seat(guest), name=guest.name, role=guest.role, organisation=guest.organisation, **facts)


def _seat(guest: Guest) -> Seat:
    if guest.organisation:
        return Seat.PARTNER
    if not guest.name or not guest.role:
        raise Refusal(_("Zeg bij een naam ook de rol, bijvoorbeeld “buurvrouw” of “penningmeester”."), field="guest_1")
    return Seat.INITIATOR
