"""The penalty for a late decision (Awb 4:17, 4:18). Pure: no database, no clock. Amounts are euro cents."""

from dataclasses import dataclass
from datetime import date, timedelta

from core.calendar import ONE_DAY
from stimulus_fund.law import Deadline, Law, Rule, deadline

STEPS = [Rule.PENALTY_FIRST, Rule.PENALTY_SECOND, Rule.PENALTY_THIRD]


@dataclass(frozen=True)
class Penalty:
    """What lateness costs from `first_day` on: `days` of at most `most_days`, of which `full_on` is the last.

    `today_cents` is what one more day costs, 0 when it costs nothing more. `decide` is until which day the amount is
    set (Awb 4:18): None while it still rises, and when nothing is due.
    """

    first_day: date
    days: int
    most_days: int
    total_cents: int
    today_cents: int
    full_on: date
    decide: Deadline | None


def penalty(respond_by: date, day: date, law: Law, *, ended: bool) -> Penalty:
    """What lateness costs on `day`, which is today, or the day it was decided when it `ended`.

    The two weeks to respond move with the ATW, the days of the penalty do not (Awb 4:17 lid 1). A day costs once it has
    passed without a decision; the day of the decision itself costs nothing.
    """
    first_day = respond_by + ONE_DAY
    rates = _rates(first_day, law)
    days = min(max(0, (day - first_day).days), len(rates))
    stopped = ended or days == len(rates)
    last = first_day + timedelta(days=days - 1)
    return Penalty(
        first_day=first_day,
        days=days,
        most_days=len(rates),
        total_cents=sum(rates[:days]),
        today_cents=0 if stopped or day < first_day else rates[days],
        full_on=first_day + timedelta(days=len(rates) - 1),
        decide=deadline(law.number(Rule.PENALTY_DECISION, last), last, law) if stopped and days else None,
    )


def _rates(first_day: date, law: Law) -> list[int]:
    """What each day costs, the first day first."""
    part = law.number(Rule.PENALTY_PART, first_day).amount
    most = law.number(Rule.PENALTY_DAYS, first_day).amount
    steps = [law.number(rule, first_day).amount for rule in STEPS]
    return [steps[min(day // part, len(steps) - 1)] for day in range(most)]
