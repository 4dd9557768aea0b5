"""What to tell whom about teams, sessions and action points. Returns messages, sends nothing.

Whatever goes to the initiator's side is built from shared sessions and shared points alone.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, override

from accounts.models import User
from core.links import absolute
from core.outbox import Message, compose
from initiatives.enums import Side
from initiatives.models import Initiative, Note
from teams.enums import RuleState, SummaryState
from teams.hours import in_words
from teams.models import ActionPoint, Lesson, Rule, Session, SummaryAnswer, TeamMember
from teams.queries.access import readable_cases
from teams.queries.people import initiators
from teams.room import Room

MAIL = "teams/mail"


def invited(member: TeamMember) -> list[Message]:
    """A colleague is asked to take part: why them, and one link per answer."""
    initiative = member.team.initiative
    answer = absolute(reverse("teams:answer", args=[initiative.number]))
    return to_colleague(
        member.user,
        "invited",
        initiative,
        why=member.why,
        from_whom=member.takes_over.user.display_name if member.takes_over else "",
        invited_by=member.invited_by.display_name,
        place=initiative.place,
        question=initiative.question,
        yes_link=f"{answer}?keuze=joined",
        look_link=f"{answer}?keuze=observing",
        no_link=f"{answer}?keuze=declined",
    )


def declined(member: TeamMember) -> list[Message]:
    """Whoever invited hears that the colleague does not take part now, and why."""
    initiative = member.team.initiative
    link = absolute(reverse("teams:propose", args=[initiative.number]))
    facts: dict[str, Any] = {"who": member.user.display_name, "reason": member.reason, "propose_link": link}
    return to_colleague(member.invited_by, "declined", initiative, **facts)


def left(member: TeamMember, *, by: User) -> list[Message]:
    """The guide hears who stopped, why and what was still to be done; the colleague too, when somebody else did it."""
    initiative = member.team.initiative
    points = member.team.action_points.open().filter(owner=member.user).select_related("owner")
    open_points = list(points.order_by("due_on", "pk"))
    guide = initiative.owner or member.invited_by
    readers = {person.pk: person for person in (guide, member.user) if person != by}
    messages = []
    for person in readers.values():
        lines = [_line(point, person) for point in open_points]
        facts: dict[str, Any] = {"who": member.user.display_name, "reason": member.reason, "points": lines}
        messages += to_colleague(person, "left", initiative, **facts)
    return messages


def joined(member: TeamMember, *, department: str) -> list[Message]:
    """The initiator's side hears who thinks along."""
    who = member.user.display_name
    return _to_initiators(member.team.initiative, "joined", who=who, department=department)


def left_for_initiators(member: TeamMember) -> list[Message]:
    """The initiator's side hears that somebody no longer thinks along."""
    return _to_initiators(member.team.initiative, "left_for_initiators", who=member.user.display_name)


def session_shared(session: Session) -> list[Message]:
    """The initiator's side reads what was agreed, and who does what before when."""
    return _about_session(session, "session_shared")


def session_changed(session: Session) -> list[Message]:
    """The initiator's side reads the corrected agreements."""
    return _about_session(session, "session_changed")


def summary_answered(answer: SummaryAnswer) -> list[Message]:
    """Who logged the session and the guide read what the initiator's side says of the summary; so do the others there.

    Who logged it but may no longer read the case hears nothing.
    """
    session = answer.session
    initiative = session.team.initiative
    facts: dict[str, Any] = {
        "held_on": session.held_on,
        "who": answer.by.display_name,
        "corrected": answer.answer == SummaryState.CORRECTED,
        "words": answer.words,
    }
    page = absolute(reverse("teams:session", args=[initiative.number, session.pk]))
    still_reads = readable_cases(session.logged_by).filter(pk=initiative.pk).exists()
    readers = {person.pk: person for person in (initiative.owner, session.logged_by if still_reads else None) if person}
    told = [
        note
        for person in readers.values()
        for note in to_colleague(person, "summary_answered", initiative, page=page, **facts)
    ]
    return [*told, *_to_initiators(initiative, "summary_answered_there", besides=answer.by, **facts)]


def summary_replied(answer: SummaryAnswer) -> list[Message]:
    """The initiator's side reads what a colleague says to their words about a summary."""
    session = answer.session
    facts: dict[str, Any] = {
        "held_on": session.held_on,
        "who": str(answer.replied_by),
        "words": answer.words,
        "reply": answer.reply,
    }
    return _to_initiators(session.team.initiative, "summary_replied", **facts)


def room_exceeded(session: Session, room: Room, *, over: int, reason: str, by: User) -> list[Message]:
    """The guide hears that a session took more than the room of the initiative had left, and why."""
    initiative = session.team.initiative
    guide = initiative.owner if initiative.owner != by else None
    reserved = in_words(room.reserved or 0)
    facts: dict[str, Any] = {"who": by.display_name, "over": in_words(over), "reserved": reserved, "reason": reason}
    return to_colleague(guide, "room_exceeded", initiative, **facts)


def lesson_followed_up(lesson: Lesson) -> list[Message]:
    """Who wrote a lesson hears what was done with it."""
    if lesson.learnt_by_id == lesson.followed_up_by_id:
        return []
    link = absolute(reverse("teams:lesson", args=[lesson.pk]))
    facts: dict[str, Any] = {"lesson": lesson.text, "follow_up": lesson.follow_up, "who": str(lesson.followed_up_by)}
    return to_colleague(lesson.learnt_by, "lesson_followed_up", lesson.team.initiative, lesson_link=link, **facts)


def rule_settled(rule: Rule, *, by: User) -> list[Message]:
    """Whoever wrote a lesson about a rule hears, once, that the question is answered and how."""
    lessons = rule.lessons.select_related("learnt_by", "team__initiative").order_by("pk")
    first = {lesson.learnt_by_id: lesson for lesson in reversed(lessons) if lesson.learnt_by_id != by.pk}
    link = absolute(reverse("teams:rule", args=[rule.pk]))
    messages = []
    for lesson in first.values():
        facts: dict[str, Any] = {
            "rule": rule.name,
            "changed": rule.changed,
            "loosened": rule.state == RuleState.LOOSENED,
        }
        messages += to_colleague(lesson.learnt_by, "rule_settled", lesson.team.initiative, rule_link=link, **facts)
    return messages


def points_given(points: Iterable[ActionPoint], *, by: User) -> list[Message]:
    """Each colleague who got points from somebody else reads them, in one message."""
    given: dict[User, list[ActionPoint]] = defaultdict(list)
    for point in sorted(points, key=lambda point: point.due_on):
        if point.owner and point.owner != by:
            given[point.owner].append(point)
    messages = []
    for owner, mine in given.items():
        lines = [_line(point, owner) for point in mine]
        facts: dict[str, Any] = {"points": lines, "count": len(lines), "by_name": by.display_name}
        messages += to_colleague(owner, "points_given", mine[0].team.initiative, **facts)
    return messages


def points_asked(initiative: Initiative, points: Iterable[ActionPoint]) -> list[Message]:
    """The initiator's side reads a shared point that was agreed on outside a session."""
    shared = [point for point in points if point.shared]
    return _to_initiators(initiative, "points_asked", shared=shared) if shared else []


def named_in_note(note: Note, named: Iterable[User]) -> list[Message]:
    """The colleagues an internal note names read it."""
    readers = sorted(set(named) - {note.author}, key=lambda person: person.pk)
    facts: dict[str, Any] = {"who": note.author.display_name, "text": note.text}
    return [told for person in readers for told in to_colleague(person, "named", note.initiative, **facts)]


def point_done(point: ActionPoint, *, by: User) -> list[Message]:
    """Whoever may see a shared point hears that it is done, but for who did it."""
    initiative = point.team.initiative
    if point.side != Side.INITIATOR:
        return _to_initiators(initiative, "point_done", text=point.text, who="")
    guide = initiative.owner if initiative.owner != by else None
    return [
        *to_colleague(guide, "point_done_for_guide", initiative, text=point.text),
        *_to_initiators(initiative, "point_done", besides=by, text=point.text, who=by.display_name),
    ]


def point_dropped(point: ActionPoint, *, by: User) -> list[Message]:
    """The initiator's side hears that something shared lapses, and why."""
    return _to_initiators(point.team.initiative, "point_dropped", text=point.text, reason=point.dropped_reason)


def point_due(point: ActionPoint) -> list[Message]:
    """Whoever would do it is reminded, on the day itself."""
    initiative = point.team.initiative
    if point.owner:
        return to_colleague(point.owner, "point_due", initiative, point=point)
    return _to_initiators(initiative, "point_due_for_initiators", point=point)


def _about_session(session: Session, kind: str) -> list[Message]:
    points = session.action_points.shared().select_related("owner").order_by("due_on", "pk")
    return _to_initiators(
        session.team.initiative,
        kind,
        held_on=session.held_on,
        minutes=session.minutes,
        question=session.question,
        answer=session.answer,
        agreed=session.agreed,
        answer_link=absolute(reverse("teams_initiator:summary", args=[session.case_number, session.pk])),
        shared=list(points.open()),
    )


def to_colleague(
    person: User | None, kind: str, initiative: Initiative, *, calendar: str = "", **context: Any
) -> list[Message]:
    """A message to a colleague with the way to the case, unless the account is closed."""
    if person is None or not person.is_active:
        return []
    link = absolute(reverse("teams:case", args=[initiative.number]))
    return [message(person, kind, initiative, calendar=calendar, link=link, **context)]


def _to_initiators(
    initiative: Initiative,
    kind: str,
    *,
    shared: Iterable[ActionPoint] = (),
    besides: User | None = None,
    **context: Any,
) -> list[Message]:
    messages = []
    for person in initiators(initiative):
        if person == besides:
            continue
        with override(person.language):
            lines = [_line(point, person) for point in shared]
            spoken = {"length": in_words(context["minutes"])} if "minutes" in context else {}
        link = absolute(initiative.status_url)
        messages.append(message(person, kind, initiative, link=link, points=lines, **spoken, **context))
    return messages


def _line(point: ActionPoint, reader: User) -> str:
    """One point as a line: who, what, before when. Without an owner it is for the initiator's side, who reads it."""
    who = gettext("u") if point.owner is None or point.owner == reader else str(point.owner)
    day = date_format(point.due_on, "j F Y")
    return gettext("%(who)s: %(what)s (uiterlijk %(day)s)") % {"who": who, "what": point.text, "day": day}


def message(person: User, kind: str, initiative: Initiative, *, calendar: str = "", **context: Any) -> Message:
    """A message to one person, in their language, with the guide to turn to."""
    guide = initiative.owner
    return compose(
        template=f"{MAIL}/{kind}.txt",
        to=person.email,
        kind=f"teams.{kind}",
        language=person.language,
        case_number=initiative.number,
        calendar=calendar,
        context={
            "name": person.display_name,
            "title": initiative.title,
            "guide_name": guide.display_name if guide else "",
            "guide_phone": guide.phone if guide else "",
            **context,
        },
    )
