"""What follows from a decision: money in the pot, payments, a closed objection, and what everyone may know."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import amounts
from core.refusal import Refusal
from initiatives.actions import case
from initiatives.enums import Audience
from stimulus_fund import ceiling, letters
from stimulus_fund.actions.letters import send_letter
from stimulus_fund.actions.paying import plan_payment, plan_reclaim
from stimulus_fund.actions.term import happen
from stimulus_fund.clock import Happening
from stimulus_fund.enums import DecisionKind, DisputeState, EntryKind
from stimulus_fund.models import Application, Decision, Dispute, Payment, Reclaim
from stimulus_fund.queries.deciding import booked
from stimulus_fund.queries.settling import balance

BACK = {DecisionKind.SETTLEMENT: EntryKind.LOWERED, DecisionKind.REVOCATION: EntryKind.REVOKED}


def stand_at(application: Application, decision: Decision, *, by: User, at: datetime) -> None:
    """Let pot and payments follow what a locked application now stands at. Raises CeilingExceeded, Refusal."""
    cents = application.standing_cents
    change = cents - booked(application)
    if change:
        _book(application, decision, change, by=by, at=at)
    _square(application, decision, balance(application, cents), by=by, at=at)


def _book(application: Application, decision: Decision, change: int, *, by: User, at: datetime) -> None:
    if application.pot_id is None:
        raise Refusal(_("Voor deze aanvraag is er geen pot. Zet eerst een budget."))
    pot = ceiling.lock(application.pot_id)
    if change > 0:
        ceiling.take(pot, change, decision=decision, by=by, at=at)
    else:
        kind = BACK.get(DecisionKind(decision.kind), EntryKind.CORRECTED)
        ceiling.give_back(pot, -change, kind=kind, decision=decision, by=by, at=at)


def _square(application: Application, decision: Decision, owed: int, *, by: User, at: datetime) -> None:
    """`owed` euro cents are still to be paid, or (below zero) were or would be paid too much."""
    if owed > 0:
        owed -= _shrink(list(application.reclaims.filter(received_on=None).order_by("-pk")), owed)
        if owed:
            plan_payment(application, decision, cents=owed, at=at)
    elif owed < 0:
        waiting = application.payments.filter(file=None, paid_on=None).order_by("-pk")
        much = -owed - _shrink(list(waiting), -owed)
        if much:
            reclaim = plan_reclaim(application, decision, cents=much, at=at)
            send_letter(application, letters.reclaim(reclaim, at=at), decision=decision, by=by, at=at)


def _shrink(rows: list[Payment] | list[Reclaim], cents: int) -> int:
    """Take `cents` off what is planned and not moved yet, the latest first; returns how much that was."""
    left = cents
    for row in rows:
        less = min(left, row.cents)
        left -= less
        if less == row.cents:
            row.delete()
        elif less:
            row.cents -= less
            row.save(update_fields=["cents"])
    return cents - left


def close_objection(dispute: Dispute, *, by: User, at: datetime) -> None:
    """Close an objection that was decided on; its clock stops."""
    application = dispute.application
    happen(application, Happening.DECIDED, at=at, by=by, dispute=dispute)
    dispute.state, dispute.closed_by, dispute.closed_at = DisputeState.CLOSED, by, at
    dispute.save(update_fields=["state", "closed_by", "closed_at"])
    keep_from_now(application, at=at)


def keep_from_now(application: Application, *, at: datetime) -> None:
    """What was over counts its years of keeping anew from a dispute about it."""
    if application.closed_at:
        application.closed_at = at
        application.save(update_fields=["closed_at"])


def tell_publicly(application: Application, kind: DecisionKind, *, by: User, at: datetime) -> None:
    """A grant and its settlement are news of a public initiative: what came of it flows back to where it began."""
    event = {DecisionKind.SETTLEMENT: "award_settled"}.get(kind, "award_given" if kind in DecisionKind.giving() else "")
    if not event:
        return
    initiative = case.lock(application.initiative)
    sum_shown = amounts.shown(application.standing_cents)
    facts = {"name": application.scheme.name, "sum": sum_shown}
    case.story(initiative, event=event, audience=Audience.PUBLIC, at=at, by=None, **facts)
    case.save(initiative, at=at)
