"""A planned session, and a gathering of a programme, as calendars know them."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from core import ical
from core.links import absolute
from core.mail_message import sender
from teams.models import Gathering, PlannedSession


def appointment(planned: PlannedSession, *, url: str, told: bool = True) -> ical.Appointment:
    """The appointment, with the page of whoever reads it; unless `told` without place and subject, for who leaves."""
    initiative = planned.team.initiative
    return ical.Appointment(
        uid=f"{planned.uid}@{settings.MAIL_DOMAIN}",
        sequence=planned.sequence,
        changed_at=planned.changed_at,
        starts_at=planned.starts_at,
        ends_at=planned.ends_at,
        title=_("%(kind)s: %(title)s") % {"kind": planned.get_kind_display().capitalize(), "title": initiative.title},
        text=planned.about if told else "",
        place=(planned.place or planned.get_channel_display()) if told else "",
        url=url,
        organiser=ical.Person(name="Initiatiefrijk Zwolle", email=sender()),
    )


def page_for_colleagues(planned: PlannedSession) -> str:
    """Where a colleague finds it."""
    return absolute(reverse("teams:case", args=[planned.case_number]))


def page_for_initiators(planned: PlannedSession) -> str:
    """Where the initiator's side finds it."""
    return absolute(planned.team.initiative.status_url)


def invitation(planned: PlannedSession, reader: User, *, url: str, method: ical.Method, told: bool) -> str:
    """The appointment for one reader, to go along with a mail; `told` as in `appointment`."""
    guest = ical.Person(name=reader.display_name, email=reader.email)
    return ical.written(appointment(planned, url=url, told=told), method=method, guest=guest)


def download(planned: PlannedSession, *, url: str) -> bytes:
    """The appointment as a file to keep; a cancelled one takes itself off."""
    method = ical.Method.CANCEL if planned.cancelled_at else ical.Method.PUBLISH
    return ical.folded(ical.written(appointment(planned, url=url), method=method))


def gathering_invitation(
    gathering: Gathering, reader: User, *, url: str, method: ical.Method = ical.Method.REQUEST
) -> str:
    """A gathering for one participant, to go along with a mail; each change replaces what their calendar holds."""
    title = {"kind": gathering.get_kind_display().capitalize(), "title": gathering.programme.name}
    appointment = ical.Appointment(
        uid=f"bijeenkomst-{gathering.pk}@{settings.MAIL_DOMAIN}",
        sequence=gathering.version - 1,
        changed_at=gathering.changed_at,
        starts_at=gathering.starts_at,
        ends_at=gathering.ends_at,
        title=_("%(kind)s: %(title)s") % title,
        text="" if method == ical.Method.CANCEL else gathering.agenda,
        place=gathering.place,
        url=url,
        organiser=ical.Person(name="Initiatiefrijk Zwolle", email=sender()),
    )
    guest = ical.Person(name=reader.display_name, email=reader.email)
    return ical.written(appointment, method=method, guest=guest)
