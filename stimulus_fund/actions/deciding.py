"""Decide: a second person looks at what was prepared, a third with the mandate takes it."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import outbox
from core.refusal import Conflict, Refusal
from stimulus_fund import letters, lifecycle, notices
from stimulus_fund.actions.consequences import close_objection, stand_at, tell_publicly
from stimulus_fund.actions.entering import entering
from stimulus_fund.actions.letters import send_letter
from stimulus_fund.actions.record import record
from stimulus_fund.actions.term import happen
from stimulus_fund.acts import Act
from stimulus_fund.clock import Happening
from stimulus_fund.enums import DecisionKind, DecisionState, State
from stimulus_fund.models import Application, Decision
from stimulus_fund.queries.deciding import mark_of, open_decision
from stimulus_fund.queries.law import law
from stimulus_fund.queries.settling import account_by

LEADS_TO = {
    DecisionKind.GRANT: State.GRANTED,
    DecisionKind.PARTIAL: State.GRANTED,
    DecisionKind.REJECTION: State.REJECTED,
    DecisionKind.UNHANDLED: State.UNHANDLED,
    DecisionKind.SETTLEMENT: State.SETTLED,
    DecisionKind.REVOCATION: State.REVOKED,
}
STORIES = {
    DecisionKind.GRANT: "fund_granted",
    DecisionKind.PARTIAL: "fund_granted",
    DecisionKind.REJECTION: "fund_refused",
    DecisionKind.UNHANDLED: "fund_refused",
    DecisionKind.SETTLEMENT: "fund_settled",
    DecisionKind.REVOCATION: "fund_revoked",
    DecisionKind.UPHELD: "fund_upheld",
    DecisionKind.INADMISSIBLE: "fund_upheld",
}
CHANGED = _("Iemand anders heeft het besluit intussen veranderd. Lees het opnieuw.")


class NotYours(Refusal):
    """Whoever advised, prepared, looked at it or is objected to does not take the decision as well."""


@entering(Act.CHECK)
def check(*, application: Application, seen: str, by: User, at: datetime) -> Decision:
    """Agree as a second pair of eyes. Raises NotYours for who prepared it, Conflict when it changed meanwhile."""
    decision = _current(application, seen)
    if decision.prepared_by_id == by.pk:
        raise NotYours(_("U bereidde dit besluit zelf voor. Een collega kijkt het na."))
    lifecycle.require_decision(decision.state, DecisionState.CHECKED)
    decision.state, decision.checked_by, decision.checked_at = DecisionState.CHECKED, by, at
    decision.save(update_fields=["state", "checked_by", "checked_at"])
    record(application, "decision.checked", by=by, at=at)
    outbox.enqueue(*notices.to_decide(decision), at=at)
    return decision


@entering(Act.CHECK)
def give_back(*, application: Application, seen: str, remark: str, by: User, at: datetime) -> Decision:
    """Give a decision back to who prepared it, as a second pair of eyes."""
    return _give_back(application, seen, remark, by=by, at=at)


@entering(Act.DECIDE)
def decline(*, application: Application, seen: str, remark: str, by: User, at: datetime) -> Decision:
    """Give a decision back to who prepared it, as who should have taken it."""
    return _give_back(application, seen, remark, by=by, at=at)


def _give_back(application: Application, seen: str, remark: str, *, by: User, at: datetime) -> Decision:
    decision = _current(application, seen)
    if not remark:
        raise Refusal(_("Schrijf op wat er anders moet."), field="remark")
    decision.state, decision.remark = DecisionState.PREPARED, remark
    decision.checked_by = decision.checked_at = None
    decision.save(update_fields=["state", "remark", "checked_by", "checked_at"])
    record(application, "decision.returned", by=by, at=at)
    outbox.enqueue(*notices.returned(decision), at=at)
    return decision


@entering(Act.DECIDE, moves_money=True)
def decide(*, application: Application, seen: str, by: User, at: datetime) -> Decision:
    """Take a decision that was looked at: money moves, the term ends, and the letter goes out, sealed.

    Raises NotYours, CeilingExceeded, Conflict, IllegalTransition, and what the law refuses.
    """
    decision = _current(application, seen)
    lifecycle.require_decision(decision.state, DecisionState.TAKEN)
    _require_other(application, decision, by)
    kind = DecisionKind(decision.kind)
    draft = letters.decided(decision, law=law(), at=at)
    _take(application, decision, by=by, at=at)
    if application.is_undecided:
        happen(application, Happening.UNHANDLED if kind == DecisionKind.UNHANDLED else Happening.DECIDED, at=at, by=by)
    if kind in LEADS_TO:
        _enter(application, LEADS_TO[kind], decision, at=at)
    send_letter(application, draft, decision=decision, dispute=decision.dispute, by=by, at=at)
    if kind in LEADS_TO:
        stand_at(application, decision, by=by, at=at)
    if decision.dispute:
        close_objection(decision.dispute, by=by, at=at)
    record(application, "decision.taken", by=by, at=at, story=STORIES[kind], kind=kind.value, cents=decision.cents)
    tell_publicly(application, kind, by=by, at=at)
    return decision


def _take(application: Application, decision: Decision, *, by: User, at: datetime) -> None:
    """The one it replaces stops standing before the new one stands."""
    if decision.replaces:
        lifecycle.require_decision(decision.replaces.state, DecisionState.REPLACED)
        decision.replaces.state = DecisionState.REPLACED
        decision.replaces.save(update_fields=["state"])
    decision.state, decision.taken_by, decision.taken_at = DecisionState.TAKEN, by, at
    decision.mandate = application.ruleset.mandate if application.ruleset else ""
    decision.save(update_fields=["state", "taken_by", "taken_at", "mandate"])


def _enter(application: Application, state: State, decision: Decision, *, at: datetime) -> None:
    if application.state != state:
        lifecycle.require(application.state, state)
    application.state = state
    if decision.kind in DecisionKind.giving():
        application.granted_cents = decision.cents
        application.account_by = account_by(application, decision.cents)
    elif decision.kind in {DecisionKind.SETTLEMENT, DecisionKind.REVOCATION}:
        application.settled_cents = decision.cents
    application.closed_at = None if state == State.GRANTED else at
    application.save(update_fields=["state", "granted_cents", "settled_cents", "account_by", "closed_at"])


def _require_other(application: Application, decision: Decision, by: User) -> None:
    if by.pk in {decision.prepared_by_id, decision.checked_by_id}:
        raise NotYours(_("Wie het besluit voorbereidde of nakeek, neemt het niet."))
    if application.assessments.filter(assessor=by).exists():
        raise NotYours(_("U adviseerde over deze aanvraag. Een ander neemt het besluit."))
    contested = decision.dispute.decision if decision.dispute else None
    if contested and by.pk in {contested.prepared_by_id, contested.checked_by_id, contested.taken_by_id}:
        raise NotYours(_("U werkte aan het besluit waartegen bezwaar is gemaakt. Een ander beslist (Awb 10:3)."))


def _current(application: Application, seen: str) -> Decision:
    """The decision at hand, if it is still the text that was seen."""
    now = open_decision(application)
    if now is None or mark_of(now) != seen:
        raise Conflict(CHANGED, theirs={"version": mark_of(now)} if now else {})
    now.application = application
    return now
