"""The municipality takes a position towards an initiative, and explains it."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from city.models import Goal
from core import audit, outbox
from core.refusal import Refusal
from initiatives import notices
from initiatives.actions import case
from initiatives.actions.ownership import require_owner
from initiatives.enums import Audience, GoalStage, Party, PositionKind, PromiseKind, State
from initiatives.models import GoalLink, Initiative, Position


class PositionRefused(Refusal):
    """The position misses what it needs: a question, room, a goal or an explanation."""


@transaction.atomic
def take_position(
    *,
    initiative: Initiative,
    kind: PositionKind,
    reason: str,
    may_expect: str,
    may_not_expect: str,
    review_on: date,
    by: User,
    at: datetime,
    question: str = "",
    room_kind: str = "",
    room_amount: Decimal | None = None,
    goal: Goal | None = None,
    seen: datetime | None = None,
    tell: bool = True,
) -> Position:
    """Take a position and tell the initiator why; earlier positions stay as history.

    Positions 3 and 4 take a concrete question and reserved room (`room_amount` in hours or euros), position 4 a
    goal, which is then confirmed for this initiative. Raises PositionRefused, IllegalTransition, Conflict.
    """
    initiative = case.lock(initiative, seen=seen)
    require_owner(initiative)
    needs_room = PositionKind(kind).needs_room
    position = Position(
        initiative=initiative,
        kind=kind,
        reason=reason.strip(),
        may_expect=may_expect.strip(),
        may_not_expect=may_not_expect.strip(),
        question=(question or initiative.question).strip() if needs_room else "",
        room_kind=room_kind if needs_room else "",
        room_amount=room_amount if needs_room else None,
        goal=goal if PositionKind(kind).needs_goal else None,
        taken_on=localdate(at),
        taken_by=by,
        review_on=review_on,
    )
    require_complete(position)
    case.enter(initiative, State.ADVISED)
    position.save()
    before, initiative.position_kind = initiative.position_kind, kind
    case.keep(initiative, PromiseKind.FIRST_ANSWER, PromiseKind.POSITION, at=at)
    if position.goal:
        _confirm_goal(initiative, position.goal, by=by, at=at)
    moved = case.pass_ball(initiative, to=Party.MUNICIPALITY if needs_room else Party.INITIATOR, at=at)
    case.story(initiative, event="position_taken", audience=Audience.PUBLIC, at=at, by=by, position=kind)
    case.save(initiative, at=at)
    audit.record(
        verb="initiative.position_taken",
        subject=initiative,
        by=by,
        at=at,
        before={"position": before},
        after={"position": kind, "id": position.pk},
    )
    if tell:
        outbox.enqueue(*notices.position_taken(initiative, position, moved=moved), at=at)
    return position


def require_complete(position: Position) -> None:
    """Raise PositionRefused with the field and the sentence for what is missing first."""
    kind = PositionKind(position.kind)
    checks = [
        (bool(position.reason), "reason", _("Leg uit waarom de gemeente deze positie inneemt.")),
        (bool(position.may_expect), "may_expect", _("Schrijf op wat de initiatiefnemer mag verwachten.")),
        (bool(position.may_not_expect), "may_not_expect", _("Schrijf op wat de initiatiefnemer niet mag verwachten.")),
        (position.review_on > position.taken_on, "review_on", _("Kies een datum na vandaag.")),
        (
            not kind.needs_room or bool(position.question),
            "question",
            _("Deze positie kan alleen bij een concrete vraag van de initiatiefnemer."),
        ),
        (
            not kind.needs_room or bool(position.room_kind),
            "room_kind",
            _("Deze positie kan alleen als er ruimte is gereserveerd. Kies welke."),
        ),
        (
            not kind.needs_room or bool(position.room_amount and position.room_amount > 0),
            "room_amount",
            _("Vul in hoeveel ruimte er is gereserveerd."),
        ),
        (
            not kind.needs_goal or position.goal is not None,
            "goal",
            _("Meesamenwerken kan alleen bij een gemeentelijk doel. Kies welk doel."),
        ),
    ]
    for holds, field, message in checks:
        if not holds:
            raise PositionRefused(message, field=field)


def _confirm_goal(initiative: Initiative, goal: Goal, *, by: User, at: datetime) -> None:
    confirmed = {"stage": GoalStage.CONFIRMED, "set_by": by, "set_at": at, "verdict": "", "finding": ""}
    GoalLink.objects.update_or_create(initiative=initiative, goal=goal, defaults=confirmed)
