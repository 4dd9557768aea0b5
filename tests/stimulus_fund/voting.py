"""A vote on three plans, brought to where a test begins."""

from datetime import UTC, date, datetime

from accounts.models import User
from stimulus_fund.actions import voting
from stimulus_fund.actions.pot import set_budget
from stimulus_fund.models import Application, Pot, Ruleset, Scheme, Vote
from tests.factories import InitiativeFactory
from tests.stimulus_fund.desk import AT, Desk

OPENS, CLOSES = date(2026, 4, 1), date(2026, 4, 14)
OPEN = datetime(2026, 4, 2, 9, tzinfo=UTC)
OVER = datetime(2026, 4, 15, 9, tzinfo=UTC)


def plans(initiator: User, *asked: int, year: int = 2026) -> Pot:
    """Complete applications for so many euro cents each, in a pot of € 1,000 that residents decide on."""
    scheme = Scheme.objects.get(slug="wijkbudget")
    pot = set_budget(scheme=scheme, year=year, cents=100_000, reason="Wijkbudget", by=None, at=AT)
    rules = Ruleset.objects.get(scheme=scheme)
    for place, cents in enumerate(asked, start=1):
        public = {"published_at": AT, "public_consent_at": AT, "slug": f"plan-{place}"}
        Application.objects.create(
            initiative=InitiativeFactory(title=f"Plan {place}", **public),
            scheme=scheme,
            ruleset=rules,
            pot=pot,
            number=f"ZF-{year}-10{place}",
            state="assessing",
            started_by=initiator,
            started_at=AT,
            changed_at=AT,
            signed_by=initiator,
            received_at=AT,
            asked_cents=cents,
            complete_order=place,
            decide_by=date(year, 5, 6),
        )
    return pot


def made(pot: Pot, desk: Desk, *, at: datetime = AT, opens: date = OPENS, closes: date = CLOSES) -> Vote:
    """A vote on the plans of a pot, all but the third of which can be done."""
    days = {"opens_on": opens, "closes_on": closes}
    vote = voting.make_vote(pot=pot, title="Wat komt er in de wijk?", picks=2, **days, by=desk.officer, at=at)
    for one in vote.candidates.all():
        can = one.number != 3
        finding = "Past op het plein." if can else "Er ligt een kabel."
        voting.judge_feasible(candidate=one, is_feasible=can, finding=finding, by=desk.officer, at=at)
    return vote


def codes_for(vote: Vote, desk: Desk, number: int = 3, *, at: datetime = AT) -> list[str]:
    """New codes."""
    return voting.give_out_codes(vote=vote, number=number, batch="Brieven", by=desk.officer, at=at)
