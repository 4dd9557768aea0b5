"""What to tell whom about a case. Returns messages, sends nothing; the desk previews exactly these."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import override

from accounts.models import User
from core.links import absolute
from core.outbox import Message, compose
from initiatives.enums import PositionKind
from initiatives.models import GoalLink, Initiative, Invitation, Position, Promise
from initiatives.timeline import day_in_full

MAIL = "initiatives/mail"


Facts = Callable[[], dict[str, Any]]


def no_facts() -> dict[str, Any]:
    """For a message that says all it has to say by itself."""
    return {}


def to_initiators(
    initiative: Initiative, kind: str, facts: Facts = no_facts, *, besides: User | None = None
) -> list[Message]:
    """One message to each person on the initiator's side, but for the one who did it.

    `facts` is asked in the language of each reader, so that dates and labels are in it too.
    """
    people = User.objects.filter(
        memberships__initiative=initiative, memberships__left_at=None, is_active=True, erased_at=None
    ).order_by("pk")
    return [to_person(initiative, kind, person, facts, path=initiative_path) for person in people if person != besides]


def to_owner(initiative: Initiative, kind: str, facts: Facts = no_facts) -> list[Message]:
    """A message to the guide who owns the passage, if there is one."""
    guide = initiative.owner
    return [to_person(initiative, kind, guide, facts, path=desk_path)] if guide and guide.is_active else []


def initiative_path(initiative: Initiative) -> str:
    """The initiator's own page of the case, in the language in force."""
    return initiative.status_url


def desk_path(initiative: Initiative) -> str:
    """The case in the gidsteam's desk."""
    return reverse("admin:initiatives_initiative_change", args=[initiative.pk])


def to_person(
    initiative: Initiative, kind: str, person: User, facts: Facts, *, path: Callable[[Initiative], str]
) -> Message:
    """One message to one person in their language, with the guide as the one who helps."""
    guide = initiative.owner
    with override(person.language):
        context = {
            "name": person.display_name,
            "title": initiative.title,
            "guide_name": guide.display_name if guide else "",
            "guide_phone": guide.phone if guide else "",
            "link": absolute(path(initiative)),
            **facts(),
        }
    return compose(
        template=f"{MAIL}/{kind}.txt",
        to=person.email,
        kind=f"initiatives.{kind}",
        language=person.language,
        case_number=initiative.number,
        context=context,
    )


def taken_up(initiative: Initiative, *, position_due: date | None) -> list[Message]:
    """Somebody inside now owns the passage: the initiator hears who, and what comes next."""
    return to_initiators(
        initiative, "taken_up", lambda: {"position_due": day_in_full(position_due) if position_due else ""}
    )


def owner_changed(initiative: Initiative) -> list[Message]:
    """Another guide goes on with the case."""
    return to_initiators(initiative, "owner_changed")


def asked(initiative: Initiative, *, text: str, answer_by: date) -> list[Message]:
    """The municipality asks something, to be answered before a date."""
    return to_initiators(initiative, "asked", lambda: {"text": text, "answer_by": day_in_full(answer_by)})


def written(initiative: Initiative, *, text: str, by: User | None) -> list[Message]:
    """The municipality, or somebody else on the initiator's side, wrote a message."""
    return to_initiators(initiative, "written", lambda: {"text": text}, besides=by)


def answered(initiative: Initiative, *, text: str) -> list[Message]:
    """The guide hears that the initiator's side wrote."""
    return to_owner(initiative, "answered", lambda: {"text": text})


def position_taken(initiative: Initiative, position: Position, *, moved: Sequence[Promise] = ()) -> list[Message]:
    """The position with its reason, what may and may not be expected, and which promises moved by it."""
    told = to_initiators(
        initiative,
        "position",
        lambda: {
            "position": position.get_kind_display(),
            "meaning": PositionKind(position.kind).meaning,
            "reason": position.reason,
            "may_expect": position.may_expect,
            "may_not_expect": position.may_not_expect,
            "review_on": day_in_full(position.review_on),
        },
    )
    return [*told, *promises_moved(initiative, moved)]


def goal_judged(initiative: Initiative, link: GoalLink) -> list[Message]:
    """The municipality confirmed a goal, said that it does not fit, or looked back on it; with its words."""
    return to_initiators(
        initiative,
        "goal_judged",
        lambda: {
            "goal": link.goal.label,
            "stage": str(link.stage),
            "verdict": link.get_verdict_display() if link.verdict else "",
            "words": link.finding or link.remark,
        },
    )


def promised(initiative: Initiative, promise: Promise) -> list[Message]:
    """The municipality promised a next step before a date."""
    return to_initiators(initiative, "promised", lambda: promise_facts(promise))


def promise_withdrawn(initiative: Initiative, promise: Promise) -> list[Message]:
    """A promise will not be kept, with the reason."""
    return to_initiators(
        initiative, "promise_withdrawn", lambda: {**promise_facts(promise), "reason": promise.withdrawn_reason}
    )


def promise_kept(initiative: Initiative, promise: Promise) -> list[Message]:
    """What the municipality promised is done."""
    return to_initiators(initiative, "promise_kept", lambda: promise_facts(promise))


def promises_moved(initiative: Initiative, moved: Sequence[Promise]) -> list[Message]:
    """The days that the municipality promised move by the time it had to wait; nothing when none did."""
    return to_initiators(initiative, "promise_moved", lambda: {"moved": _lines(moved)}) if moved else []


def promise_late(initiative: Initiative, late: Sequence[Promise]) -> list[Message]:
    """Honest words to the initiator: what was promised did not come in time."""
    return to_initiators(initiative, "promise_late", lambda: {"late": _lines(late)})


def promise_almost_due(initiative: Initiative, close: Sequence[Promise]) -> list[Message]:
    """The guide is warned, once, shortly before a promise falls due."""
    return to_owner(initiative, "promise_almost_due", lambda: {"close": _lines(close)})


def promise_escalated(
    initiative: Initiative, late: Sequence[Promise], close: Sequence[Promise], guides: Iterable[User]
) -> list[Message]:
    """The whole gidsteam hears, once, that promises are late; and which others of this case are almost late."""
    return [
        to_person(
            initiative,
            "promise_escalated",
            guide,
            lambda: {"late": _lines(late), "close": _lines(close)},
            path=desk_path,
        )
        for guide in guides
    ]


def _lines(promises: Iterable[Promise]) -> list[dict[str, Any]]:
    return [promise_facts(promise) for promise in promises]


def promise_facts(promise: Promise) -> dict[str, Any]:
    """What was promised, and before which date."""
    return {"text": promise.text or promise.get_kind_display(), "due_on": day_in_full(promise.due_on)}


def published(initiative: Initiative) -> list[Message]:
    """The page is public from now on."""
    return to_initiators(initiative, "published", lambda: {"public_link": absolute(initiative.get_absolute_url())})


def unpublished(initiative: Initiative, *, reason: str) -> list[Message]:
    """The page is no longer public, with the reason."""
    return to_initiators(initiative, "unpublished", lambda: {"reason": reason})


def outcome_recorded(initiative: Initiative, *, closes: bool) -> list[Message]:
    """How the initiative fares now, and whether the passage through the municipality is done."""
    return to_initiators(
        initiative,
        "outcome",
        lambda: {
            "outcome": initiative.get_outcome_display(),
            "note": initiative.outcome_note,
            "closes": closes,
        },
    )


def reopened(initiative: Initiative, *, reason: str) -> list[Message]:
    """The passage goes on after it was closed."""
    return to_initiators(initiative, "reopened", lambda: {"reason": reason})


def pace_changed(initiative: Initiative, *, event: str, reason: str, by: User | None) -> list[Message]:
    """The initiator paused, resumed or stopped: the guide and the others on the initiator's side hear it."""
    facts = {"event": event, "reason": reason}
    return [
        *to_owner(initiative, "pace_for_guide", lambda: facts),
        *to_initiators(initiative, "pace", lambda: facts, besides=by),
    ]


def waiting_for(initiative: Initiative, *, reason: str) -> list[Message]:
    """Somebody else has the ball now."""
    return to_initiators(
        initiative,
        "waiting_for",
        lambda: {"party": initiative.third_party or initiative.get_ball_display(), "reason": reason},
    )


def merged(double: Initiative, into: Initiative) -> list[Message]:
    """The initiative goes on together with another one."""
    return to_initiators(double, "merged", lambda: {"other_title": into.title, "other_number": into.number})


def claim_invitation(initiative: Initiative, invitation: Invitation, *, secret: str, language: str) -> Message:
    """An initiative that the municipality entered is offered to the person whose it is."""
    guide = initiative.owner
    with override(language):
        context = {
            "name": "",
            "title": initiative.title,
            "guide_name": guide.display_name if guide else "",
            "guide_phone": guide.phone if guide else "",
            "expires_on": day_in_full(localdate(invitation.expires_at)),
            "link": absolute(reverse("initiatives:invitation", args=[secret])),
        }
    return compose(
        template=f"{MAIL}/claim.txt",
        to=invitation.email,
        kind="initiatives.claim",
        language=language,
        case_number=initiative.number,
        context=context,
    )
