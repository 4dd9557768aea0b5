"""Sessions to come: planned with who is asked, changed, cancelled, and at last held. Calendars hear of each step."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, outbox
from core.outbox import Message
from core.refusal import Conflict, Refusal
from initiatives.actions import case
from initiatives.enums import Audience
from initiatives.models import Initiative
from teams.actions.team import NotAColleague, open_team
from teams.models import PlannedSession, Session
from teams.notices import planned as notices
from teams.queries.people import participants
from teams.records import Plan

FIELDS = ("kind", "channel", "starts_at", "minutes", "place", "about", "with_initiator")


class NotStanding(Refusal):
    """The plan was cancelled or held already."""


@transaction.atomic
def plan_session(*, initiative: Initiative, plan: Plan, by: User, at: datetime) -> PlannedSession:
    """Plan a session; whoever is asked to come gets it for their calendar.

    Raises NotAColleague for who has nothing to do with the case, Refusal for what cannot be.
    """
    initiative = case.lock(initiative)
    _check(initiative, plan, by=by, at=at)
    team = open_team(initiative=initiative, at=at)
    planned = team.planned_sessions.create(planned_by=by, planned_at=at, changed_at=at, **_fields(plan))
    planned.team = team
    planned.invited.set(plan.invited)
    after = {"starts_at": plan.starts_at.isoformat(), "with_initiator": plan.with_initiator}
    audit.record(verb="session.planned", subject=planned, by=by, at=at, after=after)
    _story(planned, "session_planned", by=by, at=at)
    outbox.enqueue(*notices.planned(planned, plan.invited, to_initiators=plan.with_initiator), at=at)
    return planned


@transaction.atomic
def change_plan(*, planned: PlannedSession, plan: Plan, sequence: int, by: User, at: datetime) -> PlannedSession:
    """Change a planned session; `sequence` is the one on the screen. Calendars of those who stay asked move along,
    those who are no longer asked lose it.

    Raises Conflict when somebody changed it since, NotStanding, and what `plan_session` raises.
    """
    planned = _lock(planned)
    if planned.sequence != sequence:
        said = _("Een collega heeft dit plan intussen aangepast. Kijk het na en bewaar opnieuw.")
        raise Conflict(said, {"sequence": planned.sequence})
    _check(planned.team.initiative, plan, by=by, at=at)
    before, asked_before = _fields(planned), set(planned.invited.all())
    asked = set(plan.invited)
    if before == _fields(plan) and asked == asked_before:
        return planned
    for name, value in _fields(plan).items():
        setattr(planned, name, value)
    planned.sequence, planned.changed_at = planned.sequence + 1, at
    planned.save()
    planned.invited.set(asked)
    changed = sorted(name for name, value in before.items() if value != getattr(planned, name))
    audit.record(verb="session.replanned", subject=planned, by=by, at=at, after={"changed": changed})
    _story(planned, "session_replanned", by=by, at=at)
    told = _tell_changed(planned, asked_before, asked, had_initiator=bool(before["with_initiator"]))
    outbox.enqueue(*told, at=at)
    return planned


@transaction.atomic
def cancel_plan(*, planned: PlannedSession, reason: str, by: User, at: datetime) -> PlannedSession:
    """Cancel a planned session with a reason; it leaves every calendar. Raises NotStanding, Refusal."""
    planned = _lock(planned)
    if not reason.strip():
        raise Refusal(_("Zeg waarom het gesprek niet doorgaat."), field="reason")
    planned.cancelled_at, planned.cancelled_reason = at, reason.strip()
    planned.sequence, planned.changed_at = planned.sequence + 1, at
    planned.save()
    audit.record(verb="session.cancelled", subject=planned, by=by, at=at)
    _story(planned, "session_cancelled", by=by, at=at)
    asked = list(planned.invited.all())
    outbox.enqueue(*notices.cancelled(planned, asked, to_initiators=planned.with_initiator), at=at)
    return planned


def hold(planned: PlannedSession, session: Session) -> None:
    """A planned session was held and is logged as `session`; called with the case locked. Raises NotStanding."""
    fresh = PlannedSession.objects.get(pk=planned.pk, team=session.team_id)
    _require_standing(fresh)
    fresh.session = session
    fresh.save(update_fields=["session"])


def _tell_changed(
    planned: PlannedSession, before: Collection[User], now: Collection[User], *, had_initiator: bool
) -> list[Message]:
    newly, stay, gone = set(now) - set(before), set(now) & set(before), set(before) - set(now)
    asks = planned.with_initiator
    return [
        *notices.planned(planned, newly, to_initiators=asks and not had_initiator),
        *notices.replanned(planned, stay, to_initiators=asks and had_initiator),
        *notices.uninvited(planned, gone, to_initiators=had_initiator and not asks),
    ]


def _lock(planned: PlannedSession) -> PlannedSession:
    initiative = case.lock(planned.team.initiative)
    fresh = PlannedSession.objects.select_related("team", "planned_by").get(pk=planned.pk)
    fresh.team.initiative = initiative
    _require_standing(fresh)
    return fresh


def _require_standing(planned: PlannedSession) -> None:
    if planned.cancelled_at:
        raise NotStanding(_("Dit gesprek is al afgezegd."))
    if planned.session_id:
        raise NotStanding(_("Dit gesprek is al vastgelegd."))


def _check(initiative: Initiative, plan: Plan, *, by: User, at: datetime) -> None:
    if not plan.about.strip():
        raise Refusal(_("Schrijf op waar het gesprek over gaat."), field="about")
    if plan.starts_at <= at:
        raise Refusal(_("Kies een moment dat nog komt."), field="starts_on")
    if plan.with_initiator and initiative.owner_id is None:
        raise Refusal(
            _("Dit initiatief heeft nog geen gids. Nodig de initiatiefnemer uit als er een gids is."),
            field="with_initiator",
        )
    if not set(plan.invited) <= set(participants(initiative, by)):
        raise NotAColleague(_("Kies alleen collega’s die meedoen, meekijken of gids zijn."), field="invited")


def _fields(plan: Plan | PlannedSession) -> dict[str, object]:
    return {name: getattr(plan, name) for name in FIELDS}


def _story(planned: PlannedSession, event: str, *, by: User, at: datetime) -> None:
    """The initiator's side reads of a session it is asked for; of the others it knows nothing."""
    if planned.with_initiator:
        day = localdate(planned.starts_at).isoformat()
        case.story(planned.team.initiative, event=event, audience=Audience.INITIATOR, at=at, by=by, planned_on=day)
