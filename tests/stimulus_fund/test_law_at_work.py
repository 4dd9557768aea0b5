"""Numbers of the law that begin later, and outages: what they do to terms, and who sees them."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from django.test import Client

from accounts.enums import Role
from core.refusal import IllegalTransition, Refusal
from stimulus_fund.actions import handling
from stimulus_fund.actions.law import add_number, end_outage, report_outage
from stimulus_fund.law import Rule
from stimulus_fund.models import LegalNumber, Outage
from stimulus_fund.queries.law import law, outages
from stimulus_fund.queries.term import decide_by
from stimulus_fund.questions import Part
from tests.factories import RoleGrantFactory
from tests.stimulus_fund.desk import AT, LATER

pytestmark = pytest.mark.django_db
NEXT_YEAR = date(2027, 1, 1)


@pytest.fixture
def admin(db):
    """Who sets numbers of the law and reports outages."""
    return RoleGrantFactory(role=Role.ADMINISTRATOR).user


def new_number(admin, **facts):
    wanted = {"rule": Rule.DECISION, "valid_from": NEXT_YEAR, "amount": 10, "article": "Awb 4:13 (nieuw)"}
    return add_number(**wanted | facts, by=admin, at=AT)


def test_a_number_holds_from_its_day_and_not_before(sent, admin):
    before = sent.decide_by
    new_number(admin)
    assert law().number(Rule.DECISION, date(2026, 12, 31)).amount == 8
    assert law().number(Rule.DECISION, NEXT_YEAR).article == "Awb 4:13 (nieuw)"
    assert decide_by(sent.ruleset, date(2026, 3, 11), law()) == before
    assert decide_by(sent.ruleset, date(2027, 3, 10), law()) == date(2027, 5, 19)


def test_a_number_is_for_a_day_to_come_and_once(schemes, admin):
    with pytest.raises(Refusal, match="Kies een dag die nog komt"):
        new_number(admin, valid_from=AT.date())
    with pytest.raises(Refusal, match="meer is dan nul"):
        new_number(admin, amount=0)
    new_number(admin)
    with pytest.raises(Refusal, match="Vanaf deze dag geldt al een ander getal"):
        new_number(admin)
    with pytest.raises(Exception, match="legal_number_is_positive"), transaction.atomic():
        LegalNumber.objects.update(amount=0)


def test_an_outage_on_the_last_day_gives_a_working_day_more(sent, desk, admin, initiator, time_machine):
    ask = {"parts": [Part.PLAN], "text": "Waar?", "until": date(2026, 3, 26)}
    handling.ask_to_complete(application=sent, **ask, by=desk.officer, at=LATER)
    moment = datetime(2026, 3, 26, 20, tzinfo=UTC)
    outage = report_outage(began_at=moment, ended_at=None, what="Versturen lukte niet.", by=admin, at=moment)
    end_outage(outage=outage, by=admin, at=datetime(2026, 3, 26, 23, 30, tzinfo=UTC))
    with pytest.raises(IllegalTransition):
        end_outage(outage=outage, by=admin, at=moment)
    assert [(one.outage, one.until) for one in outages()] == [(outage, date(2026, 3, 30))]
    time_machine.move_to(datetime(2026, 3, 30, 20, tzinfo=UTC), tick=False)
    client = Client()
    client.force_login(initiator)
    own = f"/fonds/aanvraag/{sent.pk}/"
    assert "Vul uw aanvraag aan, uiterlijk op 30 maart 2026." in client.get(own).content.decode()
    assert client.post(f"{own}aanvullen/", {"is_true": "on"}).status_code == 302
    sent.refresh_from_db()
    assert sent.state == "submitted"


def test_without_an_outage_the_day_after_is_too_late(sent, desk, initiator, time_machine):
    ask = {"parts": [Part.PLAN], "text": "Waar?", "until": date(2026, 3, 26)}
    handling.ask_to_complete(application=sent, **ask, by=desk.officer, at=LATER)
    time_machine.move_to(datetime(2026, 3, 30, 20, tzinfo=UTC), tick=False)
    client = Client()
    client.force_login(initiator)
    answer = client.post(f"/fonds/aanvraag/{sent.pk}/aanvullen/", {"is_true": "on"}).content.decode()
    assert "Aanvullen kon tot en met 26 maart 2026." in answer


def test_an_outage_is_of_the_past_and_ends_after_it_began(admin):
    facts = {"what": "x", "by": admin, "at": AT}
    with pytest.raises(Refusal, match="Kies een moment dat is geweest"):
        report_outage(began_at=LATER, ended_at=None, **facts)
    with pytest.raises(Refusal, match="eindigt na het begin"):
        report_outage(began_at=AT, ended_at=AT.replace(hour=8), **facts)
    outage = report_outage(began_at=AT, ended_at=AT, **facts)
    with pytest.raises(Exception, match="outage_ends_after_it_began"), transaction.atomic():
        Outage.objects.filter(pk=outage.pk).update(ended_at=AT.replace(hour=8))


def page(client, url):
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return " ".join(answer.content.decode().split())


def test_the_pages(schemes, admin, desk, client, time_machine):
    time_machine.move_to(LATER, tick=False)
    assert "Er is geen storing geweest." in page(client, "/fonds/storingen/")
    boss = Client()
    boss.force_login(admin)
    data = {"began_at": "2026-03-11T20:00", "ended_at": "", "what": ""}
    assert "Schrijf op wat er niet werkte." in boss.post("/werkplek/fonds/storingen/", data).content.decode()
    boss.post("/werkplek/fonds/storingen/", data | {"what": "Inloggen lukte niet."})
    assert "Inloggen lukte niet." in page(boss, "/werkplek/fonds/storingen/")
    boss.post(f"/werkplek/fonds/storingen/{Outage.objects.get().pk}/voorbij/")
    assert "U heeft tot en met 13 maart 2026." in page(Client(), "/fonds/storingen/")
    assert "Awb 4:13 lid 2" in page(boss, "/werkplek/fonds/wet/")
    number = {"rule": "decision", "valid_from": "2027-01-01", "amount": "9", "article": "Awb 4:13 (2027)"}
    boss.post("/werkplek/fonds/wet/", number)
    assert "Awb 4:13 (2027)" in page(boss, "/werkplek/fonds/wet/")
    officer = Client()
    officer.force_login(desk.officer)
    assert officer.get("/werkplek/fonds/wet/").status_code == 403
    assert officer.get("/werkplek/fonds/storingen/").status_code == 200
