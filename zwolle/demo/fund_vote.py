"""A vote of residents in the demo town that is open now, with a few votes cast already."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from accounts.models import User
from initiatives.models import Initiative
from stimulus_fund.actions import voting
from stimulus_fund.models import Application
from zwolle.demo.past import Past, at_clock

NOON = time(12, 10)


def hold_a_vote(row: Mapping[str, Any], cases: Mapping[str, Initiative], officer: User, past: Past) -> None:
    """Make, announce and open the vote of `row`, and cast its ballots with codes that were printed for them."""
    at = at_clock(past.day(row["made_ago"]), NOON)
    plans = {case.pk: row["found"][key] for key, case in cases.items() if key in row["found"]}
    application = Application.objects.filter(initiative__in=plans, scheme__slug=row["scheme"]).select_related("pot")[0]
    if application.pot is None:
        raise ValueError("The plans of a vote have a pot")
    days = {"opens_on": past.day(row["opened_ago"]), "closes_on": past.later(0, row["closes_in"])}
    vote = voting.make_vote(pot=application.pot, title=row["title"], picks=row["picks"], **days, by=officer, at=at)
    for one in vote.candidates.select_related("application"):
        finding = plans[one.application.initiative_id]
        voting.judge_feasible(candidate=one, is_feasible=True, finding=finding, by=officer, at=at)
    voting.announce(vote=vote, by=officer, at=at)
    codes = voting.give_out_codes(vote=vote, number=row["codes"], batch=row["batch"], by=officer, at=at)
    for place, numbers in enumerate(row["ballots"]):
        moment = at_clock(past.day(row["opened_ago"] - 1), NOON)
        voting.cast(vote=vote, code=codes[place], numbers=numbers, asked_from=f"demo {place}", at=moment)
