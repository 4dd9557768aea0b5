"""Paying what was granted: once, in a file, with what the financial system answered."""

from datetime import date

import pytest
from django.db import transaction
from django.test import Client

from core.models import OutgoingMail
from core.refusal import IllegalTransition, Refusal
from stimulus_fund.actions.paying import confirm_paid, make_file, report_failure
from stimulus_fund.models import Payment, Pot
from tests.stimulus_fund.desk import DAY, LATER, granted

pytestmark = pytest.mark.django_db
URL = "/werkplek/fonds/betalingen/"
TODAY = date(2026, 3, 12)


@pytest.fixture
def payment(sent, desk) -> Payment:
    """€ 900 that was granted today."""
    return granted(sent, desk).payments.get()


def test_a_grant_is_to_be_paid_within_six_weeks(payment):
    assert (payment.cents, payment.due_on, payment.paid_on) == (90_000, date(2026, 4, 23), None)


def test_each_payment_goes_into_one_file(payment, desk):
    file = make_file(by=desk.officer, at=LATER)
    assert list(file.payments.all()) == [payment]
    with pytest.raises(Refusal, match="Er wacht geen betaling"):
        make_file(by=desk.officer, at=LATER)


def test_what_was_paid_counts_in_the_pot_and_is_told(payment, desk, initiator):
    make_file(by=desk.officer, at=LATER)
    confirm_paid(payment=payment, on=TODAY, by=desk.officer, at=LATER)
    pot = Pot.objects.get(pk=payment.application.pot_id)
    assert (pot.granted_cents, pot.paid_cents) == (90_000, 90_000)
    mail = OutgoingMail.objects.get(kind="fund.paid")
    assert mail.to == initiator.email
    assert "De gemeente betaalde €\xa0900 voor uw aanvraag ZF-2026-0001, op 12 maart 2026." in mail.text
    with pytest.raises(IllegalTransition, match="staat niet open in een betaalbestand"):
        confirm_paid(payment=payment, on=TODAY, by=desk.officer, at=LATER)


def test_nothing_is_paid_that_was_not_sent(payment, desk):
    with pytest.raises(IllegalTransition):
        confirm_paid(payment=payment, on=TODAY, by=desk.officer, at=LATER)
    with pytest.raises(Exception, match="payment_paid_was_sent"), transaction.atomic():
        Payment.objects.filter(pk=payment.pk).update(paid_on=TODAY)


def test_a_day_that_cannot_be_is_refused(payment, desk):
    make_file(by=desk.officer, at=LATER)
    for day in (date(2026, 3, 11), date(2026, 3, 13)):
        with pytest.raises(Refusal, match="Kies een dag van het betaalbestand tot en met vandaag"):
            confirm_paid(payment=payment, on=day, by=desk.officer, at=LATER)


def test_what_came_back_waits_for_the_next_file(payment, desk):
    make_file(by=desk.officer, at=LATER)
    report_failure(payment=payment, reason="Rekening opgeheven.", by=desk.officer, at=LATER)
    payment.refresh_from_db()
    assert (payment.file, payment.failure) == (None, "Rekening opgeheven.")
    assert make_file(by=desk.officer, at=LATER + DAY).payments.get() == payment


def test_through_the_pages(payment, desk, initiator, time_machine):
    time_machine.move_to(LATER, tick=False)
    client = Client()
    client.force_login(desk.officer)
    assert "uiterlijk op 23 april 2026" in client.get(URL).content.decode()
    file = client.post(URL).headers["Location"]
    csv = b"".join(client.get(f"{file.rstrip('/')}.csv")).decode().splitlines()
    assert csv[1] == '"ZF-2026-0001";"NL91ABNA0417164300";"N. Velthuis";"900";"2026-04-23"'
    page = f"{URL}{payment.pk}/"
    assert "Buurttuin" in client.get(file).content.decode()
    assert "Kies een dag." in client.post(page, {"on": "geen dag"}).content.decode()
    assert "Schrijf op waarom het terugkwam." in client.post(page, {"failed": "1"}).content.decode()
    assert client.post(page, {"on": "2026-03-12"}).status_code == 302
    assert "betaald op 12 maart 2026" in client.get(file).content.decode()
    assert client.post(URL).headers["Location"] == URL
    mine = Client()
    mine.force_login(initiator)
    own = mine.get(f"/fonds/aanvraag/{payment.application_id}/").content.decode()
    assert "€\xa0900, betaald op 12 maart 2026" in own
    assert mine.get(URL).status_code == 403


def test_what_was_paid_never_changes(payment, desk):
    make_file(by=desk.officer, at=LATER)
    confirm_paid(payment=payment, on=TODAY, by=desk.officer, at=LATER)
    with pytest.raises(Exception, match="what was paid is never changed"), transaction.atomic():
        Payment.objects.filter(pk=payment.pk).update(cents=100_000)
    with pytest.raises(Exception, match="what was sent to be paid is never deleted"), transaction.atomic():
        payment.delete()
