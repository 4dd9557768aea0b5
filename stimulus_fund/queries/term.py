"""The clock of an application: until which day the municipality decides, and what opened again meanwhile."""

from collections.abc import Iterable
from datetime import date

from core.calendar import Unit, local_day
from stimulus_fund.clock import APPLICATION, COMPLAINT, OBJECTION, Clock, Event, Happening, completion, read
from stimulus_fund.enums import LetterKind, State
from stimulus_fund.law import Deadline, Law, Number, Rule, deadline, receipt_deadline
from stimulus_fund.models import Application, Decision, Dispute, Ruleset, TermEvent
from stimulus_fund.queries.law import law
from stimulus_fund.questions import Part


def decide_by(rules: Ruleset, received_on: date, law: Law) -> date:
    """The last day for the decision: the scheme's own term, or the law's reasonable one (Awb 4:13)."""
    return deadline(decision_term(rules, received_on, law), received_on, law).last_day


def decision_term(rules: Ruleset, received_on: date, law: Law) -> Number:
    """The term to decide in. A scheme's own moves past weekends and holidays only where the scheme says so."""
    if rules.decision_weeks is None:
        return law.number(Rule.DECISION, received_on)
    return Number(
        rule=Rule.DECISION,
        valid_from=rules.valid_from,
        amount=rules.decision_weeks,
        measure=Unit.WEEKS,
        article=rules.legal_basis or str(rules.scheme),
        moves=rules.follows_terms_act,
    )


def clock_of(application: Application, numbers: Law, today: date) -> Clock:
    """The clock of a sent application as it stands on a day, read from what happened. One query."""
    received = application.received_at
    rules = application.ruleset
    if received is None or rules is None:
        raise ValueError("A draft has no term")
    events = [Event(Happening.RECEIVED, received), *(row.event for row in _events(application))]
    return read(APPLICATION, events, numbers, today, number=decision_term(rules, local_day(received), numbers))


def clock_of_dispute(dispute: Dispute, numbers: Law, today: date) -> Clock:
    """The clock of an objection or a complaint. An objection's begins when the time to object is over (Awb 7:10)."""
    events = [Event(Happening.RECEIVED, dispute.filed_at), *(row.event for row in dispute.term_events.all())]
    if dispute.decision is None:
        return read(COMPLAINT, events, numbers, today)
    after = max(object_by(dispute.decision, numbers).last_day, local_day(dispute.filed_at))
    return read(OBJECTION, events, numbers, today, counts_from=after)


def object_by(decision: Decision, numbers: Law) -> Deadline:
    """The last day to object: six weeks after the decision was sent, on paper after it was posted (Awb 6:7, 6:8)."""
    letter = decision.letters.exclude(kind=LetterKind.RECLAIM).order_by("pk").first()
    sent = (letter.posted_at or letter.sent_at) if letter else decision.taken_at
    if sent is None:
        raise ValueError("Nobody objects to a decision that was not taken")
    day = local_day(sent)
    return receipt_deadline(Rule.OBJECTION, day, numbers)


def _events(application: Application) -> Iterable[TermEvent]:
    return (row for row in application.term_events.all() if row.dispute_id is None)


def asked_parts(application: Application) -> frozenset[Part]:
    """The parts that the last request to complete opened, while the application waits for it."""
    asked = last_request(application) if application.state == State.INCOMPLETE else None
    return frozenset(Part(part) for part in asked.parts) if asked else frozenset()


def last_request(application: Application) -> TermEvent | None:
    """The last request to complete it."""
    return application.term_events.filter(kind=Happening.ASKED, dispute=None).order_by("-at", "-pk").first()


def complete_by(day: date) -> date:
    """Until when an applicant may complete what is asked on a day, by the law's own term (Awb 4:5)."""
    return completion(day, law()).last_day
