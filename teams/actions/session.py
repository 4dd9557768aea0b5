"""Advice sessions: logged once, corrected without overwriting a colleague, shared only when somebody says so."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, outbox
from core.refusal import Conflict, Refusal
from initiatives.actions import case
from initiatives.enums import Audience, PromiseKind, State
from initiatives.models import Initiative
from teams import lifecycle, notices
from teams.actions.action_point import check_point, write_point
from teams.actions.lesson import write_lesson
from teams.actions.planned import hold
from teams.actions.presence import write_presence
from teams.actions.team import open_team
from teams.enums import SummaryState
from teams.hours import in_words
from teams.models import Overrun, PlannedSession, Session, SessionDraft, SessionHours
from teams.queries.room import room_of
from teams.records import NewLesson, NewPoint, Presence, Talk

SHOWN = ("kind", "channel", "held_on", "minutes", "question", "answer", "agreed")
WRITTEN = (*SHOWN, "internal_note", "shared")


class RoomExceeded(Refusal):
    """The session takes more hours than the initiative has left; going on takes a reason."""

    field = "overrun"


class AlreadyLogged(Refusal):
    """The same form was sent before, with other words; nothing is overwritten."""


@transaction.atomic
def log_session(
    *,
    initiative: Initiative,
    key: UUID,
    talk: Talk,
    by: User,
    at: datetime,
    hours: Mapping[User, int] | None = None,
    points: Sequence[NewPoint] = (),
    lesson: NewLesson | None = None,
    presence: Presence | None = None,
    plan: PlannedSession | None = None,
    overrun: str = "",
) -> Session:
    """Log an advice session, with the minutes of each colleague, who were there, what is to be done and was learnt.

    The same `key` with the same talk gives the same session; `plan` is what it was planned as. An internal one leaves
    the municipality in no way: no mail, no timeline, no state. Raises AlreadyLogged; RoomExceeded when it takes more
    than the room left and `overrun` does not say why it goes on all the same; Refusal for what cannot be.
    """
    initiative = case.lock(initiative)
    _check(initiative, talk, points, at=at)
    team = open_team(initiative=initiative, at=at)
    session, made = Session.objects.get_or_create(
        idempotency_key=key,
        defaults={"team": team, "logged_by": by, "logged_at": at, "summary_state": _begin(talk), **_fields(talk)},
    )
    if not made:
        return _same(session, initiative, talk, by)
    session.team = team
    write_presence(session, presence or Presence(colleagues=[by]))
    if plan:
        hold(plan, session)
    _write_hours(session, hours or {by: talk.minutes}, overrun=overrun, by=by, at=at)
    given = [write_point(point, team=team, session=session, shared=talk.shared, by=by, at=at) for point in points]
    if lesson:
        write_lesson(lesson, team=team, session=session, by=by, at=at)
    SessionDraft.objects.filter(key=key).delete()
    after = {"shared": talk.shared, "minutes": talk.minutes}
    audit.record(verb="session.logged", subject=session, by=by, at=at, after=after)
    if talk.shared:
        _share(session, by=by, at=at)
    outbox.enqueue(*notices.points_given(given, by=by), at=at)
    return session


@transaction.atomic
def edit_session(
    *,
    session: Session,
    version: int,
    talk: Talk,
    by: User,
    at: datetime,
    hours: Mapping[User, int] | None = None,
    presence: Presence | None = None,
    overrun: str = "",
) -> Session:
    """Correct a session; `version` is the one on the screen. What was shared stays shared.

    Raises Conflict when somebody saved since, with what stands there now; RoomExceeded as `log_session` does, when the
    hours grow; Refusal for what cannot be.
    """
    initiative = case.lock(session.team.initiative)
    session = Session.objects.select_related("team").get(pk=session.pk)
    session.team.initiative = initiative
    if session.version != version:
        raise Conflict(
            _("Een collega heeft dit gesprek intussen aangepast. Hieronder ziet u beide teksten."), _theirs(session)
        )
    _check(initiative, talk, (), at=at)
    was_shared, before = session.shared, _fields(session)
    if was_shared and not talk.shared:
        raise Refusal(_("De initiatiefnemer heeft dit gesprek al gelezen. Het kan niet meer intern worden."), "shared")
    changed = _write(session, talk, before)
    if presence is not None:
        write_presence(session, presence)
    if hours is not None:
        before_in_all = sum(session.hours.values_list("minutes", flat=True))
        session.hours.all().delete()
        grows = sum(hours.values()) > before_in_all
        _write_hours(session, hours, overrun=overrun, by=by, at=at, bounded=grows)
    session.drafts.filter(user=by).delete()
    audit.record(verb="session.edited", subject=session, by=by, at=at, after={"changed": changed})
    if talk.shared and not was_shared:
        _share(session, by=by, at=at)
    elif talk.shared and set(changed) & set(SHOWN):
        _tell_changed(session, by=by, at=at)
    return session


def _fields(talk: Talk | Session) -> dict[str, object]:
    return {name: getattr(talk, name) for name in WRITTEN}


def _begin(talk: Talk) -> SummaryState:
    return SummaryState.SHARED if talk.shared else SummaryState.INTERNAL


def _write(session: Session, talk: Talk, before: Mapping[str, object]) -> list[str]:
    """Write the corrected talk; a summary that now reads otherwise is shared anew. Returns what changed."""
    for name, value in _fields(talk).items():
        setattr(session, name, value)
    changed = sorted(name for name, value in before.items() if value != getattr(session, name))
    if talk.shared and set(changed) & {*SHOWN, "shared"}:
        lifecycle.require_summary(session.summary_state, SummaryState.SHARED)
        session.summary_state = SummaryState.SHARED
    session.version += 1
    session.save()
    return changed


def _theirs(session: Session) -> dict[str, object]:
    return {**_fields(session), "version": session.version}


def _check(initiative: Initiative, talk: Talk, points: Sequence[NewPoint], *, at: datetime) -> None:
    if not talk.agreed.strip():
        raise Refusal(_("Schrijf op wat is afgesproken."), field="agreed")
    if talk.held_on > localdate(at):
        raise Refusal(_("Een gesprek dat nog komt, kunt u nog niet vastleggen."), field="held_on")
    if talk.shared and initiative.owner_id is None:
        raise Refusal(
            _("Dit initiatief heeft nog geen gids. Bewaar het gesprek intern; deel het als er een gids is."),
            field="shared",
        )
    for point in points:
        check_point(point, shared=talk.shared, at=at)


def _same(session: Session, initiative: Initiative, talk: Talk, by: User) -> Session:
    here = session.team.initiative_id == initiative.pk and session.logged_by_id == by.pk
    if not here or _fields(session) != _fields(talk):
        raise AlreadyLogged(
            _("Dit gesprek is al bewaard, met een andere tekst. Open het bewaarde gesprek om het aan te passen.")
        )
    return session


def _write_hours(
    session: Session, hours: Mapping[User, int], *, overrun: str, by: User, at: datetime, bounded: bool = True
) -> None:
    """The time of each colleague, within the room of the initiative unless a reason says why not."""
    if bounded:
        _hold_to_room(session, sum(hours.values()), overrun=overrun.strip(), by=by, at=at)
    SessionHours.objects.bulk_create(
        SessionHours(session=session, user=user, minutes=minutes) for user, minutes in hours.items() if minutes
    )


def _hold_to_room(session: Session, minutes: int, *, overrun: str, by: User, at: datetime) -> None:
    room = room_of(session.team.initiative, today=localdate(at))
    over = room.over_by(minutes)
    if not over:
        return
    if not overrun:
        raise RoomExceeded(
            _("Zo gaat dit initiatief %(over)s over de ruimte heen (%(words)s). Schrijf op waarom dat nodig is.")
            % {"over": in_words(over), "words": room.words}
        )
    Overrun.objects.update_or_create(
        session=session, defaults={"team": session.team, "minutes": over, "reason": overrun, "by": by, "at": at}
    )
    audit.record(verb="room.exceeded", subject=session, by=by, at=at, after={"minutes": over})
    outbox.enqueue(*notices.room_exceeded(session, room, over=over, reason=overrun, by=by), at=at)


def _share(session: Session, *, by: User, at: datetime) -> None:
    """The initiator may read it from now on: the points too, a sentence, a mail; the conversation has begun."""
    initiative = session.team.initiative
    session.action_points.update(shared=True)
    if initiative.state == State.OWNED:
        case.enter(initiative, State.CONVERSING)
    case.keep(initiative, PromiseKind.FIRST_ANSWER, at=at)
    case.story(
        initiative,
        event="session_shared",
        audience=Audience.PUBLIC,
        at=at,
        by=by,
        held_on=session.held_on.isoformat(),
    )
    case.save(initiative, at=at)
    outbox.enqueue(*notices.session_shared(session), at=at)


def _tell_changed(session: Session, *, by: User, at: datetime) -> None:
    case.story(
        session.team.initiative,
        event="session_changed",
        audience=Audience.INITIATOR,
        at=at,
        by=by,
        held_on=session.held_on.isoformat(),
    )
    outbox.enqueue(*notices.session_changed(session), at=at)
