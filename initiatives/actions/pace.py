"""The initiator's own pace (pause, resume, stop), and who has the ball."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, outbox
from core.refusal import IllegalTransition, Refusal
from initiatives import notices
from initiatives.actions import case
from initiatives.actions.outcome import close, forget_outcome
from initiatives.actions.ownership import require_owner
from initiatives.enums import Audience, Outcome, Party, State
from initiatives.models import Initiative


@transaction.atomic
def pause(*, initiative: Initiative, reason: str, by: User, at: datetime) -> Initiative:
    """Put the initiative on hold; the waiting is the initiator's. Raises IllegalTransition or Refusal."""
    initiative = case.lock(initiative)
    _require_reason(reason)
    if not initiative.is_open or initiative.paused_at:
        raise IllegalTransition(_("Alleen een lopend initiatief kan op pauze."))
    initiative.paused_at = at
    _tell_story(initiative, "paused", by=by, at=at)
    case.pass_ball(initiative, to=Party.INITIATOR, at=at)
    return _changed(initiative, "paused", reason=reason, by=by, at=at)


@transaction.atomic
def resume(*, initiative: Initiative, by: User, at: datetime) -> Initiative:
    """Go on after a pause, or after the initiator stopped; the municipality has the ball again."""
    initiative = case.lock(initiative)
    if initiative.paused_at is None and initiative.outcome != Outcome.STOPPED:
        raise IllegalTransition(_("Het initiatief staat niet op pauze."))
    if initiative.state == State.CLOSED:
        case.enter(initiative, State.CONVERSING if initiative.owner_id else State.SUBMITTED)
        initiative.closed_at = None
        forget_outcome(initiative)
    initiative.paused_at = None
    _tell_story(initiative, "resumed", by=by, at=at)
    moved = case.pass_ball(initiative, to=Party.MUNICIPALITY, at=at)
    _changed(initiative, "resumed", reason="", by=by, at=at)
    outbox.enqueue(*notices.promises_moved(initiative, moved), at=at)
    return initiative


@transaction.atomic
def stop(*, initiative: Initiative, reason: str, by: User, at: datetime) -> Initiative:
    """The initiator stops, with a reason for the municipality; the case closes and can be resumed."""
    initiative = case.lock(initiative)
    _require_reason(reason)
    if not initiative.is_open:
        raise IllegalTransition(_("Dit initiatief is al afgesloten."))
    initiative.outcome, initiative.outcome_on = Outcome.STOPPED, localdate(at)
    initiative.outcome_note = ""
    _tell_story(initiative, "stopped", by=by, at=at)
    close(initiative, reason=str(_("De initiatiefnemer is gestopt.")), by=by, at=at)
    return _changed(initiative, "stopped", reason=reason, by=by, at=at)


@transaction.atomic
def hand_ball(
    *,
    initiative: Initiative,
    to: Party,
    by: User,
    at: datetime,
    reason: str = "",
    third_party: str = "",
    tell: bool = True,
) -> Initiative:
    """Say who has the ball now. Raises Refusal when a third party has no name or the case is closed."""
    initiative = case.lock(initiative)
    require_owner(initiative)
    if not initiative.is_open:
        raise IllegalTransition(_("Dit initiatief is afgesloten."))
    if to == Party.THIRD_PARTY and not third_party.strip():
        raise Refusal(_("Noem de partij op wie het wachten is."), field="third_party")
    name = third_party.strip() if to == Party.THIRD_PARTY else ""
    moved = case.pass_ball(initiative, to=to, at=at, third_party=name)
    case.story(initiative, event="waiting_for", audience=Audience.INITIATOR, at=at, by=by, party=to)
    case.save(initiative, at=at)
    audit.record(verb="initiative.ball_passed", subject=initiative, by=by, at=at, after={"ball": to})
    if tell:
        told = [*notices.waiting_for(initiative, reason=reason), *notices.promises_moved(initiative, moved)]
        outbox.enqueue(*told, at=at)
    return initiative


def _tell_story(initiative: Initiative, event: str, *, by: User, at: datetime) -> None:
    """What somebody did stands in the timeline before what follows from it."""
    case.story(initiative, event=event, audience=Audience.PUBLIC, at=at, by=by)


def _changed(initiative: Initiative, event: str, *, reason: str, by: User, at: datetime) -> Initiative:
    """Record and tell a change of pace; the reason is for the municipality and the initiator's side."""
    if reason.strip():
        initiative.notes.create(author=by, text=_reason_note(event, reason), written_at=at)
    case.save(initiative, at=at)
    audit.record(verb=f"initiative.{event}", subject=initiative, by=by, at=at)
    outbox.enqueue(*notices.pace_changed(initiative, event=event, reason=reason, by=by), at=at)
    return initiative


def _reason_note(event: str, reason: str) -> str:
    heading = {"paused": _("Reden van de pauze"), "stopped": _("Reden om te stoppen")}[event]
    return f"{heading}: {reason.strip()}"


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Refusal(_("Schrijf kort op waarom."), field="reason")
