"""What somebody will do before a date, on either side of the table."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, outbox
from core.refusal import Refusal
from initiatives.actions import case
from initiatives.enums import Audience, Side
from initiatives.models import Initiative
from teams import notices
from teams.actions.team import open_team
from teams.models import ActionPoint, Session, Team
from teams.records import NewPoint


class NotOpen(Refusal):
    """The point is done or has lapsed already."""


@transaction.atomic
def add_point(*, initiative: Initiative, point: NewPoint, shared: bool, by: User, at: datetime) -> ActionPoint:
    """Agree on something to be done; a point for the initiator's side is always shared.

    Raises Refusal without a text, with a date in the past, and for an initiator's point that is not shared.
    """
    initiative = case.lock(initiative)
    check_point(point, shared=shared, at=at)
    team = open_team(initiative=initiative, at=at)
    made = write_point(point, team=team, session=None, shared=shared, by=by, at=at)
    outbox.enqueue(*notices.points_given([made], by=by), *notices.points_asked(initiative, [made]), at=at)
    return made


def check_point(point: NewPoint, *, shared: bool, at: datetime) -> None:
    """Raise Refusal when this cannot be agreed on."""
    if not point.text.strip():
        raise Refusal(_("Schrijf op wat er gebeurt."), field="text")
    if point.due_on < localdate(at):
        raise Refusal(_("Kies een datum die nog komt."), field="due_on")
    if point.side == Side.INITIATOR and not shared:
        raise Refusal(
            _("Een actiepunt voor de initiatiefnemer moet de initiatiefnemer ook kunnen lezen. Maak het zichtbaar."),
            field="shared",
        )


def write_point(
    point: NewPoint, *, team: Team, session: Session | None, shared: bool, by: User, at: datetime
) -> ActionPoint:
    """Write a checked point and its proof; the caller locks and tells."""
    made = team.action_points.create(
        session=session,
        text=point.text.strip(),
        side=point.side,
        owner=point.owner,
        due_on=point.due_on,
        shared=shared,
        made_by=by,
        made_at=at,
    )
    made.team = team
    after = {"side": point.side, "due_on": point.due_on.isoformat(), "shared": shared}
    audit.record(verb="action_point.added", subject=made, by=by, at=at, after=after)
    return made


@transaction.atomic
def finish_point(*, point: ActionPoint, by: User, at: datetime) -> ActionPoint:
    """Mark a point as done; when it is shared the other side hears it. Raises NotOpen."""
    point = _lock_open(point)
    point.done_at, point.done_by = at, by
    point.save(update_fields=["done_at", "done_by"])
    audit.record(verb="action_point.done", subject=point, by=by, at=at)
    if point.shared:
        initiative = point.team.initiative
        case.story(initiative, event="point_done", audience=Audience.INITIATOR, at=at, by=by, text=point.text)
        outbox.enqueue(*notices.point_done(point, by=by), at=at)
    return point


@transaction.atomic
def drop_point(*, point: ActionPoint, reason: str, by: User, at: datetime) -> ActionPoint:
    """Let a point lapse with a reason; when it is shared the initiator reads it. Raises NotOpen, Refusal."""
    point = _lock_open(point)
    if not reason.strip():
        raise Refusal(_("Zeg waarom het actiepunt vervalt."), field="reason")
    point.dropped_at, point.dropped_reason = at, reason.strip()
    point.save(update_fields=["dropped_at", "dropped_reason"])
    audit.record(verb="action_point.dropped", subject=point, by=by, at=at)
    if point.shared:
        case.story(
            point.team.initiative,
            event="point_dropped",
            audience=Audience.INITIATOR,
            at=at,
            by=by,
            text=point.text,
            reason=point.dropped_reason,
        )
        outbox.enqueue(*notices.point_dropped(point, by=by), at=at)
    return point


def remind_of_points(*, at: datetime) -> int:
    """Remind once of each open point on the day it is due, never before; returns how many were reminded of.

    Points of a case that is closed or paused wait until it goes on.
    """
    due = ActionPoint.objects.open().filter(
        due_on__lte=localdate(at),
        reminded_at=None,
        team__initiative__in=Initiative.objects.open().filter(paused_at=None),
    )
    return sum(_remind(pk, at=at) for pk in due.order_by("due_on", "pk").values_list("pk", flat=True))


@transaction.atomic
def _remind(pk: int, *, at: datetime) -> int:
    point = (
        ActionPoint.objects.open()
        .select_for_update(of=("self",))
        .select_related("team__initiative__owner", "owner")
        .filter(pk=pk, reminded_at=None)
        .first()
    )
    if point is None:
        return 0
    point.reminded_at = at
    point.save(update_fields=["reminded_at"])
    audit.record(verb="action_point.reminded", subject=point, by=None, at=at)
    outbox.enqueue(*notices.point_due(point), at=at)
    return 1


def _lock_open(point: ActionPoint) -> ActionPoint:
    initiative = case.lock(point.team.initiative)
    fresh = ActionPoint.objects.select_related("team", "owner").get(pk=point.pk)
    fresh.team.initiative = initiative
    if not fresh.is_open:
        raise NotOpen(_("Dit actiepunt is al gedaan of vervallen."))
    return fresh
