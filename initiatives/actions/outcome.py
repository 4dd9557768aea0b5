"""How an initiative fares, in the words of real life; closing and reopening the passage."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, outbox
from core.refusal import Refusal
from initiatives import notices
from initiatives.actions import case
from initiatives.actions.ownership import require_owner
from initiatives.enums import Audience, Outcome, Party, PromiseKind, State
from initiatives.models import Initiative


@transaction.atomic
def record_outcome(
    *,
    initiative: Initiative,
    outcome: Outcome,
    note: str,
    closes: bool,
    by: User,
    at: datetime,
    seen: datetime | None = None,
    tell: bool = True,
) -> Initiative:
    """Record how it fares, with a sentence everyone may read; `closes` ends the passage through the municipality.

    Raises Refusal without a sentence, IllegalTransition when the case is closed already.
    """
    initiative = case.lock(initiative, seen=seen)
    require_owner(initiative)
    if not note.strip():
        raise Refusal(_("Vertel in een zin hoe het gaat."), field="note")
    before = initiative.outcome
    _set_outcome(initiative, outcome, note, at=at)
    case.story(initiative, event="outcome", audience=Audience.PUBLIC, at=at, by=by, outcome=outcome)
    if closes:
        close(initiative, reason=str(_("Het traject is klaar.")), by=by, at=at)
    case.save(initiative, at=at)
    audit.record(
        verb="initiative.outcome",
        subject=initiative,
        by=by,
        at=at,
        before={"outcome": before},
        after={"outcome": outcome, "closed": closes},
    )
    if tell:
        outbox.enqueue(*notices.outcome_recorded(initiative, closes=closes), at=at)
    return initiative


def close(initiative: Initiative, *, reason: str, by: User | None, at: datetime) -> None:
    """End the passage of a locked case: nobody has the ball, open promises are withdrawn."""
    case.enter(initiative, State.CLOSED)
    case.keep(initiative, PromiseKind.FIRST_ANSWER, at=at)
    case.drop_promises(initiative, reason=reason, at=at)
    case.pass_ball(initiative, to=None, at=at)
    initiative.paused_at, initiative.closed_at = None, at
    case.story(initiative, event="closed", audience=Audience.PUBLIC, at=at, by=by)


@transaction.atomic
def reopen(*, initiative: Initiative, reason: str, by: User, at: datetime, tell: bool = True) -> Initiative:
    """Go on with a closed case; the municipality has the ball, and who had stopped goes on.

    Raises Refusal without a reason.
    """
    initiative = case.lock(initiative)
    if initiative.is_open:
        raise Refusal(_("Dit initiatief is niet afgesloten."))
    if initiative.wiped_at:
        raise Refusal(_("De bewaartermijn is voorbij en het dossier is vernietigd. Het kan niet meer open."))
    if not reason.strip():
        raise Refusal(_("Zeg waarom het traject weer opengaat."), field="reason")
    case.enter(initiative, State.CONVERSING if initiative.owner_id else State.SUBMITTED)
    initiative.closed_at = None
    if initiative.outcome == Outcome.STOPPED:
        forget_outcome(initiative)
    case.pass_ball(initiative, to=Party.MUNICIPALITY, at=at)
    case.story(initiative, event="reopened", audience=Audience.PUBLIC, at=at, by=by)
    case.save(initiative, at=at)
    audit.record(verb="initiative.reopened", subject=initiative, by=by, at=at)
    if tell:
        outbox.enqueue(*notices.reopened(initiative, reason=reason), at=at)
    return initiative


def forget_outcome(initiative: Initiative) -> None:
    """It is not known any more how a locked case fares."""
    initiative.outcome, initiative.outcome_note, initiative.outcome_on = "", "", None


def _set_outcome(initiative: Initiative, outcome: Outcome, note: str, *, at: datetime) -> None:
    initiative.outcome = outcome
    initiative.outcome_note = note.strip()
    initiative.outcome_on = localdate(at)
