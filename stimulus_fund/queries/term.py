"""Until which day the municipality decides on an application."""

from datetime import date

from core.calendar import Unit
from stimulus_fund.law import Law, Number, Rule, deadline
from stimulus_fund.models import Ruleset


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
