"""What to tell writers, reporters and moderators. Returns messages, sends nothing."""

from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from accounts.queries import holders
from community.models import Flag, Takedown
from community.notices.help_offers import to_helper
from community.notices.letter import MAIL, NO_GUIDE, to_person
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
    return [_to_colleague(guide, "flagged", flag, name="flag")]


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
    with_interest = {takedown.taken_by_id, *(person.pk for person in initiators(takedown.initiative))}
    others = [person for person in holders(Permission.MODERATE) if person.pk not in with_interest]
    return [_to_colleague(person, "appealed", takedown, name="takedown") for person in others]


def _to_writer(takedown: Takedown, kind: str) -> list[Message]:
    """To the helper for an offer, else to the initiator's side."""
    if takedown.offer:
        return [to_helper(takedown.offer, kind, takedown=takedown)]
    return [_to_initiator(person, takedown, kind) for person in initiators(takedown.initiative)]


def _to_initiator(person: User, takedown: Takedown, kind: str) -> Message:
    with override(person.language):
        link = absolute(reverse("community:own_takedown", args=[takedown.case_number, takedown.pk]))
    facts = {"takedown": takedown, "title": takedown.initiative.title}
    return to_person(person, kind, link=link, case_number=takedown.case_number, **facts)


def _to_colleague(person: User, kind: str, about: Flag | Takedown, *, name: str) -> Message:
    """What waits for a colleague; `name` is that of its page, and of it in the letter."""
    with override(person.language):
        due_on = day_in_full(about.due_on) if about.due_on else ""
        link = absolute(reverse(f"community_work:{name}", args=[about.pk]))
    told = {name: about, "title": about.initiative.title, "due_on": due_on}
    return to_person(person, kind, link=link, case_number=about.case_number, **told)
