"""Decide on an application: one prepares, a second looks at it, a third with the mandate takes it."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import amounts, outbox
from core.refusal import Conflict, Refusal
from stimulus_fund import ceiling, letters, lifecycle, notices
from stimulus_fund.actions.entering import entering
from stimulus_fund.actions.letters import send_letter
from stimulus_fund.actions.paying import plan_payment
from stimulus_fund.actions.record import record
from stimulus_fund.actions.term import happen
from stimulus_fund.acts import Act
from stimulus_fund.advice import deviates
from stimulus_fund.clock import Happening
from stimulus_fund.enums import DecisionKind, DecisionState, Division, State
from stimulus_fund.models import Application, Decision, InKind
from stimulus_fund.queries.assessing import opinions
from stimulus_fund.queries.deciding import mark_of, open_decision, reserved_before
from stimulus_fund.queries.law import law
from stimulus_fund.records import Proposal

LEADS_TO = {
    DecisionKind.GRANT: State.GRANTED,
    DecisionKind.PARTIAL: State.GRANTED,
    DecisionKind.REJECTION: State.REJECTED,
    DecisionKind.UNHANDLED: State.UNHANDLED,
}
CHANGED = _("Iemand anders heeft het besluit intussen veranderd. Lees het opnieuw.")


class NotInOrder(Refusal):
    """Others are first, by the order that was announced (Awb 4:26)."""

    field = "cents"


class NotYours(Refusal):
    """Whoever advised, prepared or looked at a decision does not take it as well."""


@entering(Act.PREPARE)
def prepare(*, application: Application, proposal: Proposal, by: User, at: datetime) -> Decision:
    """Write the decision, or write it anew while nobody has looked at it yet.

    Raises Refusal for an amount, ground or reason that does not fit, NotInOrder, and what the law refuses.
    """
    _require_sound(application, proposal)
    decision = open_decision(application) or Decision(application=application)
    lifecycle.require_prepared(decision.state)
    for name in ("kind", "cents", "motivation", "activities", "obligations", "deviation"):
        setattr(decision, name, getattr(proposal, name))
    decision.ground, decision.remark = proposal.ground or "", ""
    decision.prepared_by, decision.prepared_at = by, at
    decision.save()
    decision.in_kind.all().delete()
    InKind.objects.bulk_create(
        InKind(decision=decision, kind=gift.kind, amount=gift.amount, text=gift.text) for gift in proposal.gifts
    )
    record(application, "decision.prepared", by=by, at=at, kind=decision.kind, cents=decision.cents)
    return decision


def _require_sound(application: Application, proposal: Proposal) -> None:
    kind, asked = proposal.kind, application.asked_cents
    is_unhandled = kind == DecisionKind.UNHANDLED
    if is_unhandled != (application.state == State.INCOMPLETE):
        raise Refusal(_("Niet behandelen kan alleen bij een aanvraag die niet is aangevuld."), field="kind")
    if kind == DecisionKind.GRANT and proposal.cents != asked:
        raise Refusal(_("Bij een toekenning hoort het hele gevraagde bedrag."), field="cents")
    if kind == DecisionKind.PARTIAL and not 0 < proposal.cents < asked:
        raise Refusal(_("Vul een bedrag in dat lager is dan wat er is gevraagd."), field="cents")
    if kind in {DecisionKind.PARTIAL, DecisionKind.REJECTION} and not proposal.ground:
        raise Refusal(_("Kies de grond voor minder geven of afwijzen."), field="ground")
    if not proposal.deviation and deviates(kind, proposal.cents, opinions(application)):
        raise Refusal(_("Dit wijkt af van het advies. Schrijf op waarom (Awb 3:50)."), field="deviation")
    _require_order(application, proposal.cents)


def _require_order(application: Application, cents: int) -> None:
    """Where money goes by the order of complete receipt, those before are sure of what they ask."""
    pot, rules = application.pot, application.ruleset
    if not cents or pot is None or rules is None or rules.division != Division.RECEIPT:
        return
    before = reserved_before(application)
    if before and cents > pot.available_cents - before:
        left = amounts.shown(max(0, pot.available_cents - before))
        raise NotInOrder(
            _("Aanvragen die eerder volledig waren gaan voor. Daarnaast is er nog %(left)s.") % {"left": left}
        )


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
    """Take a decision that was looked at: money leaves the pot, the term ends, and the letter goes out, sealed.

    Raises NotYours, CeilingExceeded, Conflict, IllegalTransition, and what the law refuses.
    """
    decision = _current(application, seen)
    lifecycle.require_decision(decision.state, DecisionState.TAKEN)
    _require_other(application, decision, by)
    kind = DecisionKind(decision.kind)
    lifecycle.require(application.state, LEADS_TO[kind])
    decision.state, decision.taken_by, decision.taken_at = DecisionState.TAKEN, by, at
    decision.mandate = application.ruleset.mandate if application.ruleset else ""
    decision.save(update_fields=["state", "taken_by", "taken_at", "mandate"])
    happen(application, Happening.UNHANDLED if kind == DecisionKind.UNHANDLED else Happening.DECIDED, at=at, by=by)
    if kind in DecisionKind.giving():
        _give(application, decision, by=by, at=at)
    else:
        application.closed_at = at
    application.state = LEADS_TO[kind]
    application.save(update_fields=["state", "granted_cents", "closed_at"])
    send_letter(application, letters.decided(decision, law=law(), at=at), decision=decision, by=by, at=at)
    story = "fund_granted" if kind in DecisionKind.giving() else "fund_refused"
    record(application, "decision.taken", by=by, at=at, story=story, kind=kind.value, cents=decision.cents)
    return decision


def _give(application: Application, decision: Decision, *, by: User, at: datetime) -> None:
    if application.pot_id is None:
        raise Refusal(_("Voor deze aanvraag is er geen pot. Zet eerst een budget."))
    ceiling.take(ceiling.lock(application.pot_id), decision.cents, decision=decision, by=by, at=at)
    application.granted_cents = decision.cents
    plan_payment(application, decision, at=at)


def _require_other(application: Application, decision: Decision, by: User) -> None:
    if by.pk in {decision.prepared_by_id, decision.checked_by_id}:
        raise NotYours(_("Wie het besluit voorbereidde of nakeek, neemt het niet."))
    if application.assessments.filter(assessor=by).exists():
        raise NotYours(_("U adviseerde over deze aanvraag. Een ander neemt het besluit."))


def _current(application: Application, seen: str) -> Decision:
    """The decision at hand, if it is still the text that was seen."""
    now = open_decision(application)
    if now is None or mark_of(now) != seen:
        raise Conflict(CHANGED, theirs={"version": mark_of(now)} if now else {})
    now.application = application
    return now
