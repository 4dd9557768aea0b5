from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from accounts.models import User
from initiatives.models import Initiative
from stimulus_fund.actions.application import begin, keep, keep_budget
from stimulus_fund.actions.defaults import load_schemes
from stimulus_fund.actions.pot import set_budget
from stimulus_fund.actions.sending import send
from stimulus_fund.budget import Line
from stimulus_fund.enums import BudgetSide, CoverageKind, LetterKind
from stimulus_fund.models import Application, Scheme
from stimulus_fund.questions import Part
from tests.stimulus_fund.desk import AT, Desk, people

PLAN = {
    "activities": "Wij zetten bankjes neer.",
    "result": "Buren zitten weer buiten.",
    "starts_on": date(2026, 5, 1),
    "ends_on": date(2026, 9, 1),
}
RECIPIENT = {
    "recipient_kind": "person",
    "recipient_name": "Noor Velthuis",
    "street": "Assendorperdijk 1",
    "postcode": "8012 EG",
    "town": "Zwolle",
    "iban": "NL91ABNA0417164300",
    "account_holder": "N. Velthuis",
}
LINES = [
    Line(BudgetSide.COST, "Hout", 120_050),
    Line(BudgetSide.COST, "Verf", 79_950),
    Line(BudgetSide.COVERAGE, "", 80_000, kind=CoverageKind.OWN_MONEY),
    Line(BudgetSide.COVERAGE, "Oranje Fonds", 30_000, kind=CoverageKind.OTHER_FUND, is_certain=True),
    Line(BudgetSide.COVERAGE, "", 90_000, kind=CoverageKind.ASKED),
    Line(BudgetSide.COVERAGE, "", 30_000, kind=CoverageKind.OWN_HOURS, hours=20, rate_cents=1_500),
]


@pytest.fixture
def schemes(town: None) -> None:
    """The schemes the portal begins with."""
    load_schemes(at=datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture
def fund(schemes: None) -> Scheme:
    """Budget Initiatiefrijk Zwolle: at most € 15,000 and half of the total, within a year."""
    return Scheme.objects.get(slug="initiatiefrijk")


@pytest.fixture
def draft(fund: Scheme, initiative: Initiative, initiator: User) -> Application:
    """An application that was just begun."""
    return begin(initiative=initiative, scheme=fund, by=initiator, at=AT)


def fill(draft: Application) -> Application:
    """Answer everything; € 900 of € 2,000 is asked."""
    for part, answers in (
        (Part.PLAN, PLAN),
        (Part.COOPERATION, {"cooperation": "De buren en de school."}),
        (Part.RECIPIENT, RECIPIENT),
    ):
        keep(application=draft, part=part, answers=answers, seen="", at=AT)
    return keep_budget(application=draft, lines=LINES, answers={}, seen="", at=AT)


@pytest.fixture
def whole(draft: Application) -> Application:
    """A draft that can be sent."""
    return fill(draft)


@pytest.fixture
def fresh() -> Callable[[Application], Application]:
    """The row as it stands in the database now."""
    return lambda application: Application.objects.get(pk=application.pk)


@pytest.fixture
def sent(whole: Application, initiator: User) -> Application:
    """A sent application of € 900, with a pot of € 5,000; letters that give money may come electronically."""
    set_budget(scheme=whole.scheme, year=2026, cents=500_000, reason="Begroting", by=None, at=AT)
    return send(application=whole, agreed=[LetterKind.GRANT, LetterKind.COMPLETION], by=initiator, at=AT)


@pytest.fixture
def sent_now(whole: Application, initiator: User) -> Application:
    """A sent application of today, with money in the pot."""
    now = timezone.now()
    set_budget(scheme=whole.scheme, year=now.year, cents=500_000, reason="Begroting", by=None, at=now)
    return send(application=whole, agreed=[LetterKind.COMPLETION, LetterKind.PARTIAL], by=initiator, at=now)


@pytest.fixture
def desk(db: None) -> Desk:
    """Two handlers, two assessors and a decider."""
    return people()
