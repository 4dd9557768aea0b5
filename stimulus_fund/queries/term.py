"""Until which day the municipality decides on an application."""

from datetime import date

from city.enums import HolidayKind
from city.models import Holiday
from core.calendar import Term, Unit, end_of_term
from stimulus_fund.models import Ruleset

REASONABLE_WEEKS = 8  # Awb 4:13 lid 2: a reasonable term has passed in any case after eight weeks


def decide_by(rules: Ruleset, received_on: date) -> date:
    """The last day for the decision: the scheme's own term, or the law's reasonable one (Awb 4:13).

    The end moves past weekends and legal holidays (Algemene termijnenwet art. 1), for a scheme's own term only where
    the scheme says so.
    """
    weeks = rules.decision_weeks or REASONABLE_WEEKS
    moves = rules.follows_terms_act or rules.decision_weeks is None
    return end_of_term(received_on, Term(weeks, Unit.WEEKS, moves), legal_holidays())


def legal_holidays() -> frozenset[date]:
    """The days of Algemene termijnenwet art. 3, those equated with them by decree too."""
    return frozenset(Holiday.objects.filter(kind=HolidayKind.LEGAL).values_list("day", flat=True))
