"""People of the fund, and an application brought to where a test begins."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from accounts.enums import Role
from accounts.models import User
from stimulus_fund.actions import assessing, deciding, handling, preparing
from stimulus_fund.enums import Advice, DecisionKind, LoweringGround, RefusalGround, RevocationGround
from stimulus_fund.models import Application, Decision
from stimulus_fund.queries.deciding import mark_of, open_decision
from stimulus_fund.records import Judgement, Proposal
from tests.factories import RoleGrantFactory

Ground = RefusalGround | LoweringGround | RevocationGround
AT = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
LATER = AT + DAY


@dataclass(frozen=True)
class Desk:
    """Two handlers, two assessors and a decider."""

    officer: User
    second: User
    assessor: User
    other_assessor: User
    decider: User


def people() -> Desk:
    """Everybody the work on an application needs."""
    roles = [Role.FUND_OFFICER, Role.FUND_OFFICER, Role.ASSESSOR, Role.ASSESSOR, Role.DECISION_MAKER]
    names = ["Fenna Fonds", "Gijs Griffie", "Bea Oordeel", "Bram Weging", "Dirk Mandaat"]
    made = []
    for role, name in zip(roles, names, strict=True):
        made.append(RoleGrantFactory(role=role, user__display_name=name).user)
    return Desk(*made)


def judgement(application: Application, advice: str = "grant", cents: int | None = 90_000) -> Judgement:
    """Three points on every criterion."""
    criteria = application.ruleset.criteria.all() if application.ruleset else []
    scores = {one.pk: (3, "Voldoende onderbouwd.") for one in criteria}
    return Judgement(scores=scores, advice=Advice(advice), cents=cents, summary="Een goed plan.")


def judged(application: Application, desk: Desk, *, at: datetime = LATER, advice: str = "grant") -> Application:
    """Complete, judged by two, and ready to decide."""
    handling.find_complete(application=application, reason="Alles is er.", by=desk.officer, at=at)
    cents = None if advice == "reject" else application.asked_cents
    for person in (desk.assessor, desk.other_assessor):
        wrote = judgement(application, advice, cents)
        assessing.keep_assessment(application=application, judgement=wrote, hands_in=True, by=person, at=at)
    return assessing.finish_assessing(application=application, by=desk.officer, at=at)


def proposal(kind: str = "grant", cents: int = 90_000, **facts: str) -> Proposal:
    """A decision with its reasons."""
    ground = ground_of(facts.pop("ground", ""))
    return Proposal(
        kind=DecisionKind(kind),
        cents=cents,
        motivation="Het plan past bij de regeling.",
        ground=ground,
        activities="Bankjes plaatsen." if cents else "",
        obligations="Meld een wijziging.\nBewaar de bonnen." if cents else "",
        **facts,
    )


def ground_of(value: str) -> Ground | None:
    """The ground with this value, of whichever kind."""
    grounds: list[Ground] = [*RefusalGround, *LoweringGround, *RevocationGround]
    return next((ground for ground in grounds if ground.value == value), None)


def taken(application: Application, wrote: Decision, desk: Desk, *, at: datetime = LATER) -> Application:
    """A prepared decision, looked at and taken."""
    deciding.check(application=application, seen=mark_of(wrote), by=desk.second, at=at)
    deciding.decide(application=application, seen=mark_of(wrote), by=desk.decider, at=at)
    return Application.objects.get(pk=application.pk)


def rejected(application: Application, desk: Desk, *, at: datetime = LATER) -> Application:
    """Brought from sent to rejected."""
    ready = judged(application, desk, at=at, advice="reject")
    mark = prepared(ready, desk, proposal("rejection", 0, ground="criteria"), at=at)
    deciding.decide(application=ready, seen=mark, by=desk.decider, at=at)
    return Application.objects.get(pk=application.pk)


def prepared(application: Application, desk: Desk, wanted: Proposal | None = None, *, at: datetime = LATER) -> str:
    """Prepared and looked at; the mark of its text."""
    preparing.prepare(application=application, proposal=wanted or proposal(), by=desk.officer, at=at)
    mark = seen(application)
    deciding.check(application=application, seen=mark, by=desk.second, at=at)
    return mark


def seen(application: Application) -> str:
    """The mark of the decision at hand."""
    decision = open_decision(application)
    assert decision is not None
    return mark_of(decision)


def granted(
    application: Application, desk: Desk, wanted: Proposal | None = None, *, at: datetime = LATER
) -> Application:
    """Brought from sent to granted."""
    ready = judged(application, desk, at=at)
    mark = prepared(ready, desk, wanted, at=at)
    deciding.decide(application=ready, seen=mark, by=desk.decider, at=at)
    return Application.objects.get(pk=application.pk)
