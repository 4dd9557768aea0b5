"""What to tell writers, reporters and moderators. Returns messages, sends nothing."""

from typing import Any

from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from accounts.queries import holders
from community.models import Flag, Takedown
from community.notices.following import MAIL, NO_GUIDE
from community.notices.help_offers import to_helper
from community.permissions import Permission
from core.links import absolute
from core.outbox import Message, compose
from initiatives.timeline import day_in_full
from teams.queries.people import initiators


def flagged(flag: Flag) -> list[Message]:
    """The guide of the initiative, who may read it, hears of a report; the queue shows it to every moderator."""
    guide = flag.initiative.owner
    if guide is None or not guide.is_active or not guide.has_perm(Permission.MODERATE):
        return []
    return [_to_colleague(guide, "flagged", flag.initiative.number, flag=flag, path=("flag", flag.pk))]


def flag_answered(flag: Flag) -> list[Message]:
    """Whoever left an address reads what was done."""
    if not flag.email:
        return []
    context = {**NO_GUIDE, "flag": flag, "title": flag.initiative.title}
    message = compose(
        template=f"{MAIL}/flag_answered.txt",
        to=flag.email,
        kind="community.flag_answered",
        language=flag.language,
        case_number=flag.case_number,
        context=context,
    )
    return [message]


def taken_down(takedown: Takedown) -> list[Message]:
    """The writer reads what was taken down and why, and how to ask to look again."""
    return _to_writer(takedown, "taken_down")


def decided(takedown: Takedown) -> list[Message]:
    """The writer reads what somebody else decided, and why."""
    return _to_writer(takedown, "takedown_decided")


def appealed(takedown: Takedown) -> list[Message]:
    """The moderators who may decide hear that somebody asks to look again."""
    others = [person for person in holders(Permission.MODERATE) if person.pk != takedown.taken_by_id]
    return [
        _to_colleague(person, "appealed", takedown.case_number, takedown=takedown, path=("takedown", takedown.pk))
        for person in others
    ]


def _to_writer(takedown: Takedown, kind: str) -> list[Message]:
    """To the helper for an offer, else to the initiator's side."""
    if takedown.offer:
        return [to_helper(takedown.offer, kind, takedown=takedown)]
    return [_to_initiator(person, takedown, kind) for person in initiators(takedown.initiative)]


def _to_initiator(person: User, takedown: Takedown, kind: str) -> Message:
    with override(person.language):
        link = absolute(reverse("community:own_takedown", args=[takedown.case_number, takedown.pk]))
        context = {**NO_GUIDE, "takedown": takedown, "title": takedown.initiative.title, "link": link}
        context["name"] = person.display_name
    return compose(
        template=f"{MAIL}/{kind}.txt",
        to=person.email,
        kind=f"community.{kind}",
        language=person.language,
        case_number=takedown.case_number,
        context=context,
    )


def _to_colleague(person: User, kind: str, number: str, *, path: tuple[str, int], **facts: Any) -> Message:
    subject = facts.get("flag") or facts.get("takedown")
    with override(person.language):
        due_on = day_in_full(subject.due_on) if subject and subject.due_on else ""
        link = absolute(reverse(f"community_work:{path[0]}", args=[path[1]]))
        title = subject.initiative.title if subject else ""
        context = {**NO_GUIDE, **facts, "title": title, "due_on": due_on, "link": link, "name": person.display_name}
    return compose(
        template=f"{MAIL}/{kind}.txt",
        to=person.email,
        kind=f"community.{kind}",
        language=person.language,
        case_number=number,
        context=context,
    )
