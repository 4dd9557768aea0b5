"""How long an application is kept, and who may not be forgotten yet."""

from datetime import date, timedelta

import pytest

from core.personal_data import obstacles, stays
from stimulus_fund.actions.sending import send, withdraw
from stimulus_fund.models import Application, Pot
from tests.destroying import approved_night
from tests.stimulus_fund.conftest import AT

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def sent(whole, initiator) -> Application:
    return send(application=whole, agreed=[], by=initiator, at=AT)


@pytest.mark.parametrize(("state", "days"), [("settled", 2557), ("rejected", 1826), ("withdrawn", 365)])
def test_each_ending_has_its_own_term(sent, fund, state, days):
    granted = {"granted_cents": 90_000, "pot": Pot.objects.create(scheme=fund, year=2026, ceiling_cents=90_000)}
    Application.objects.update(state=state, closed_at=AT, **(granted if state == "settled" else {}))
    approved_night(AT + days * DAY)
    assert Application.objects.get().wiped_at is None
    approved_night(AT + days * DAY + timedelta(minutes=1))
    assert Application.objects.get().iban == ""


def test_whoever_answers_for_money_is_not_forgotten_yet(sent, fund, initiator):
    today = date(2026, 3, 12)
    told = "Voor aanvraag ZF-2026-0001 moet de gemeente nog weten wie het geld vraagt of kreeg (Awb 4:57)."
    assert told in obstacles(initiator, on=today)
    pot = Pot.objects.create(scheme=fund, year=2026, ceiling_cents=90_000)
    Application.objects.update(state="settled", closed_at=AT, granted_cents=90_000, pot=pot)
    assert told in obstacles(initiator, on=today)


def test_who_took_it_back_may_go(sent, initiator):
    withdraw(application=sent, by=initiator, at=AT)
    told = "Het dossier van aanvraag ZF-2026-0001 blijft zo lang bewaard als de wet vraagt, zonder uw naam."
    assert told in stays(initiator, on=date(2026, 3, 12))
    assert [line for line in obstacles(initiator, on=date(2026, 3, 12)) if "ZF-" in line] == []
