"""What to tell whom about sessions to come, each with the appointment for the reader's calendar. Sends nothing."""

from collections.abc import Iterable

from django.utils.translation import override

from accounts.models import User
from core.ical import Method
from core.outbox import Message
from teams.appointments import invitation, page_for_colleagues, page_for_initiators
from teams.models import PlannedSession
from teams.notices import message, to_colleague
from teams.queries.people import initiators


def planned(plan: PlannedSession, colleagues: Iterable[User], *, to_initiators: bool) -> list[Message]:
    """These people are asked to come."""
    return _tell("session_planned", plan, colleagues, to_initiators=to_initiators, method=Method.REQUEST)


def replanned(plan: PlannedSession, colleagues: Iterable[User], *, to_initiators: bool) -> list[Message]:
    """These people were asked before; the session changed."""
    return _tell("session_replanned", plan, colleagues, to_initiators=to_initiators, method=Method.REQUEST)


def uninvited(plan: PlannedSession, colleagues: Iterable[User], *, to_initiators: bool) -> list[Message]:
    """These people need not come after all; their calendars lose it. Of what it is about now they hear nothing."""
    return _tell("session_uninvited", plan, colleagues, to_initiators=to_initiators, method=Method.CANCEL)


def cancelled(plan: PlannedSession, colleagues: Iterable[User], *, to_initiators: bool) -> list[Message]:
    """The session does not take place, and why."""
    return _tell("session_cancelled", plan, colleagues, to_initiators=to_initiators, method=Method.CANCEL)


def _tell(
    kind: str, plan: PlannedSession, colleagues: Iterable[User], *, to_initiators: bool, method: Method
) -> list[Message]:
    initiative = plan.team.initiative
    messages = []
    for person in sorted(colleagues, key=lambda user: user.pk):
        calendar = _calendar(plan, person, url=page_for_colleagues(plan), method=method)
        messages += to_colleague(person, kind, initiative, calendar=calendar, plan=plan)
    for person in initiators(initiative) if to_initiators else []:
        page = page_for_initiators(plan)
        calendar = _calendar(plan, person, url=page, method=method)
        messages.append(message(person, kind, initiative, calendar=calendar, link=page, plan=plan))
    return messages


def _calendar(plan: PlannedSession, reader: User, *, url: str, method: Method) -> str:
    with override(reader.language):
        return invitation(plan, reader, url=url, method=method, told=method == Method.REQUEST)
