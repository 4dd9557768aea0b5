"""One session on a page: for colleagues with everything, for the initiator's side with what is shared."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from initiatives.enums import Audience
from initiatives.models import Attachment, Initiative
from teams.enums import Seat
from teams.models import ActionPoint, Attendee, Lesson, Session, SessionFile, SessionHours, SummaryAnswer
from teams.queries.access import readable_cases, writable_cases


@dataclass(frozen=True)
class SessionPage:
    """Everything a colleague sees of one session."""

    session: Session
    may_write: bool
    attendees: Sequence[Attendee]
    hours: Sequence[SessionHours]
    points: Sequence[ActionPoint]
    lessons: Sequence[Lesson]
    files: Sequence[SessionFile]
    answers: Sequence[SummaryAnswer]


@dataclass(frozen=True)
class SummaryPage:
    """What the initiator's side sees of one shared session; `guests` are partners by organisation alone."""

    session: Session
    attendees: Sequence[str]
    points: Sequence[ActionPoint]
    files: Sequence[Attachment]
    answers: Sequence[SummaryAnswer]


def readable_sessions(user: User) -> QuerySet[Session]:
    """Sessions this civil servant may read."""
    return Session.objects.filter(team__initiative__in=readable_cases(user))


def sessions_for_initiator(user: User) -> QuerySet[Session]:
    """Shared sessions of the cases on whose initiator's side this person is."""
    return Session.objects.shared().filter(team__initiative__in=Initiative.objects.of_initiator(user))


def session_page(session: Session, user: User) -> SessionPage:
    """The page of a session of `readable_sessions`; a constant number of queries."""
    initiative = session.team.initiative
    return SessionPage(
        session=session,
        may_write=writable_cases(user).filter(pk=initiative.pk).exists(),
        attendees=list(session.attendees.select_related("user").order_by("pk")),
        hours=list(session.hours.select_related("user").order_by("user__display_name", "pk")),
        points=list(session.action_points.select_related("owner").order_by("due_on", "pk")),
        lessons=list(session.lessons.select_related("learnt_by").order_by("pk")),
        files=list(session.files.filter(attachment__removed_at=None).select_related("attachment").order_by("pk")),
        answers=list(session.summary_answers.select_related("by", "replied_by").order_by("-pk")),
    )


def summary_page(session: Session) -> SummaryPage:
    """The page of a session of `sessions_for_initiator`; a constant number of queries."""
    files = session.files.filter(attachment__removed_at=None).exclude(attachment__audience=Audience.INTERNAL)
    return SummaryPage(
        session=session,
        attendees=[shown_to_initiator(row) for row in session.attendees.select_related("user").order_by("pk")],
        points=list(session.action_points.shared().select_related("owner").order_by("due_on", "pk")),
        files=[file.attachment for file in files.select_related("attachment").order_by("pk")],
        answers=list(session.summary_answers.select_related("by", "replied_by").order_by("-pk")),
    )


def shown_to_initiator(attendee: Attendee) -> str:
    """Somebody who was there as the other side reads it: a partner by organisation alone."""
    return attendee.organisation if attendee.seat == Seat.PARTNER else str(attendee)


def session_people(session: Session) -> dict[str, list[User]]:
    """The accounts a session names, by side: who was there, and who gave time."""
    named: dict[str, list[User]] = defaultdict(list)
    for attendee in session.attendees.select_related("user").order_by("pk"):
        if attendee.user:
            named[attendee.seat].append(attendee.user)
    for hours in session.hours.select_related("user").order_by("pk"):
        if hours.user not in named[Seat.INSIDE]:
            named[Seat.INSIDE].append(hours.user)
    return named


def with_hours(rows: QuerySet[Session]) -> QuerySet[Session]:
    """The sessions with who gave which time."""
    hours = Prefetch("hours", SessionHours.objects.select_related("user").order_by("user__display_name", "pk"))
    return rows.prefetch_related(hours)
