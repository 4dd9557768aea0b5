"""Write a decision: on an application, in place of an earlier one, at the settlement, or on an objection."""

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import amounts
from core.refusal import Refusal
from stimulus_fund import courses, lifecycle
from stimulus_fund.actions.entering import entering
from stimulus_fund.actions.record import record
from stimulus_fund.acts import Act
from stimulus_fund.advice import deviates
from stimulus_fund.courses import Course
from stimulus_fund.enums import DecisionKind, DisputeState, Division, State
from stimulus_fund.law import Rule, deadline
from stimulus_fund.models import Application, Decision, Dispute, InKind
from stimulus_fund.queries.assessing import opinions
from stimulus_fund.queries.deciding import open_decision, reserved_before, situation, standing
from stimulus_fund.queries.law import law
from stimulus_fund.queries.rounds import place_of
from stimulus_fund.queries.settling import may_settle_by_itself
from stimulus_fund.queries.voting import won
from stimulus_fund.records import Proposal

TEXTS = ("kind", "cents", "motivation", "activities", "obligations", "deviation")


class NotInOrder(Refusal):
    """Others are first, by the order that was announced (Awb 4:26)."""

    field = "cents"


class TooLateToRevoke(Refusal):
    """Five years after the settlement nothing is taken back any more (Awb 4:49 lid 3)."""


class OtherDecision(Refusal):
    """Another decision on this application is on its way: that one comes first."""


@entering(Act.PREPARE)
def prepare(*, application: Application, proposal: Proposal, by: User, at: datetime) -> Decision:
    """Write the decision on an application, or write it anew while nobody has looked at it yet.

    Raises Refusal for an amount, ground or reason that does not fit, NotInOrder, and what the law refuses.
    """
    _require_order(application, proposal.cents)
    _require_vote(application, proposal.cents)
    _require_rank(application, proposal.cents)
    return _write(application, proposal, Course.ANSWER, by=by, at=at)


@entering(Act.RENEW)
def renew(*, application: Application, proposal: Proposal, by: User, at: datetime) -> Decision:
    """Write a decision that comes in place of the one that stands. Raises the same."""
    return _write(application, proposal, Course.RENEWAL, by=by, at=at)


@entering(Act.SETTLE)
def settle(*, application: Application, proposal: Proposal, by: User, at: datetime) -> Decision:
    """Write the settlement: what was granted, or less on one of the four grounds of the law (Awb 4:46).

    Without a report only when none is asked, or it stayed away (Awb 4:47). Raises Refusal.
    """
    if application.state == State.GRANTED and not may_settle_by_itself(application, localdate(at)):
        raise Refusal(_("De ontvanger heeft nog tijd voor het verslag. Daarna kan het ook zonder (Awb 4:47)."))
    return _write(application, proposal, Course.SETTLEMENT, by=by, at=at)


@entering(Act.REVOKE)
def revoke(*, application: Application, proposal: Proposal, by: User, at: datetime) -> Decision:
    """Write that a grant is taken back (Awb 4:48); after its settlement within five years (Awb 4:49).

    Raises Refusal, TooLateToRevoke.
    """
    if application.state == State.SETTLED and application.closed_at:
        day, numbers = localdate(application.closed_at), law()
        last = deadline(numbers.number(Rule.RECLAIM, day), day, numbers).last_day
        if localdate(at) > last:
            raise TooLateToRevoke(_("De vaststelling is langer dan vijf jaar geleden (Awb 4:49 lid 3)."))
    return _write(application, proposal, Course.REVOCATION, by=by, at=at)


@entering(Act.DISPUTE)
def answer_objection(
    *, application: Application, dispute: Dispute, proposal: Proposal, by: User, at: datetime
) -> Decision:
    """Write the decision on an objection, as the one who handles it. Raises Refusal as above."""
    dispute = application.disputes.select_for_update(of=["self"]).select_related("decision").get(pk=dispute.pk)
    if not dispute.is_objection or dispute.state != DisputeState.OPEN:
        raise Refusal(_("Dit bezwaar is al afgehandeld."))
    if dispute.handler_id != by.pk:
        raise Refusal(_("Alleen wie het bezwaar behandelt, bereidt de beslissing voor."))
    if dispute.hearing_at is None and not dispute.no_hearing:
        raise Refusal(_("Nodig de indiener eerst uit voor een gesprek, of schrijf op waarom dat niet hoeft (Awb 7:2)."))
    if dispute.hearing_at and not dispute.hearing_report:
        raise Refusal(_("Schrijf eerst het verslag van het gesprek (Awb 7:7)."))
    return _write(application, proposal, Course.OBJECTION, dispute=dispute, by=by, at=at)


def _write(
    application: Application,
    proposal: Proposal,
    course: Course,
    *,
    by: User,
    at: datetime,
    dispute: Dispute | None = None,
) -> Decision:
    courses.require(situation(application, course, dispute), proposal)
    _require_reason(application, proposal)
    decision = open_decision(application) or Decision(application=application)
    if decision.pk and (decision.dispute_id != (dispute.pk if dispute else None)):
        raise OtherDecision(_("Er is al een ander besluit in voorbereiding."))
    lifecycle.require_prepared(decision.state)
    for name in TEXTS:
        setattr(decision, name, getattr(proposal, name))
    decision.ground, decision.remark, decision.dispute = proposal.ground or "", "", dispute
    decision.replaces = _replaced(application, proposal.kind, course, dispute)
    decision.prepared_by, decision.prepared_at = by, at
    decision.save()
    decision.in_kind.all().delete()
    InKind.objects.bulk_create(
        InKind(decision=decision, kind=gift.kind, amount=gift.amount, text=gift.text) for gift in proposal.gifts
    )
    record(application, "decision.prepared", by=by, at=at, kind=decision.kind, cents=decision.cents)
    return decision


def _replaced(application: Application, kind: DecisionKind, course: Course, dispute: Dispute | None) -> Decision | None:
    """What a new decision comes in place of."""
    if course == Course.RENEWAL:
        return standing(application)
    if dispute and kind not in DecisionKind.upholding():
        return dispute.decision
    if course == Course.REVOCATION:
        settled = application.decisions.filter(kind=DecisionKind.SETTLEMENT, state="taken")
        return settled.first()
    return None


def _require_reason(application: Application, proposal: Proposal) -> None:
    if proposal.kind not in courses.ANSWERS or proposal.deviation:
        return
    if deviates(proposal.kind, proposal.cents, opinions(application)):
        raise Refusal(_("Dit wijkt af van het advies. Schrijf op waarom (Awb 3:50)."), field="deviation")


def _require_rank(application: Application, cents: int) -> None:
    """Where money goes by rank, it goes to what has a place for which there is money, and no more than was advised."""
    rules = application.ruleset
    if rules is None or rules.division != Division.RANKING or application.state == State.INCOMPLETE:
        return
    place = place_of(application)
    if place is None:
        raise NotInOrder(_("Deze regeling verdeelt op rangorde. Sluit eerst de ronde af."))
    if cents and (not place.fits or cents > place.cents):
        most = amounts.shown(place.cents if place.fits else 0)
        raise NotInOrder(_("Op plaats %(place)s is er ten hoogste %(most)s.") % {"place": place.place, "most": most})


def _require_vote(application: Application, cents: int) -> None:
    """Where residents decide, money goes to what they chose, after the count and not before (Awb 4:26)."""
    rules = application.ruleset
    if rules is None or rules.division != Division.VOTE or application.state == State.INCOMPLETE:
        return
    has_won = won(application)
    if has_won is None:
        raise NotInOrder(_("Bewoners stemmen hierover. Wacht tot de stemmen zijn geteld."))
    if cents and not has_won:
        raise NotInOrder(_("Bewoners kozen andere plannen. Dit plan krijgt geen geld."))


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
