"""After the yes: the report, what is settled on which ground, what is paid back, and what the database refuses."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image

from core.files import check_upload
from core.models import OutgoingMail
from core.refusal import IllegalTransition, Refusal
from initiatives.models import TimelineEntry
from stimulus_fund.actions import paying, preparing, reporting
from stimulus_fund.actions.preparing import TooLateToRevoke
from stimulus_fund.actions.reminding import remind_of_reports
from stimulus_fund.enums import Answer
from stimulus_fund.models import Application, Decision, Pot, Reclaim, Settling
from stimulus_fund.records import Account
from tests.stimulus_fund.desk import LATER, granted, proposal, taken

pytestmark = pytest.mark.django_db
AFTER = datetime(2026, 9, 8, 9, 0, tzinfo=UTC)  # a week after the activities
WENT_WELL = Account("Zes bankjes.", "Buren zitten buiten.", "", "Begin met de school.", 190_000, {})


def account_for(form: str) -> None:
    """Let the scheme ask for a report; approved rules never change, so the rows are put in beside them."""
    rules = Settling.objects.filter(ruleset__scheme__slug="initiatiefrijk")
    rules.model.objects.create(ruleset=rules.first().ruleset, from_cents=1, form=form, weeks=13)


@pytest.fixture
def yes(sent, desk):
    """A grant of € 900 that asks for a short report."""
    account_for("short")
    return granted(sent, desk)


def photo():
    """A small photo as somebody adds it."""
    kept = BytesIO()
    Image.new("RGB", (20, 20), "red").save(kept, "JPEG")
    return check_upload(SimpleUploadedFile("bankje.jpg", kept.getvalue(), "image/jpeg"))


@pytest.fixture
def told(yes, initiator):
    """The same with its report sent."""
    reporting.add_report_file(application=yes, upload=photo(), by=initiator, at=AFTER)
    reporting.send_report(application=yes, account=WENT_WELL, by=initiator, at=AFTER)
    return Application.objects.get(pk=yes.pk)


def settled(application, desk, cents=90_000, ground="", *, at=AFTER):
    """Brought to its settlement."""
    facts = {"ground": ground} if ground else {}
    wrote = preparing.settle(
        application=application, proposal=proposal("settlement", cents, **facts), by=desk.officer, at=at
    )
    return taken(application, wrote, desk, at=at)


def paid(application, desk, *, at=LATER):
    """The payment went out and arrived."""
    paying.make_file(by=desk.officer, at=at)
    for payment in application.payments.all():
        paying.confirm_paid(payment=payment, on=at.date(), by=desk.officer, at=at)


def test_the_grant_says_until_when_to_report(yes):
    assert yes.account_by == date(2026, 12, 1)
    body = yes.letters.get(kind="grant").body
    assert "Stuur uiterlijk op 1 december 2026 uw verslag. Daarna stellen wij de subsidie vast (Awb 4:44)." in body


def test_a_report_is_kept_and_only_sent_whole(yes, initiator):
    reporting.keep_report(application=yes, account=Account("", "", "", "", None, {}), at=AFTER)
    facts = {"application": yes, "by": initiator, "at": AFTER}
    with pytest.raises(Refusal, match="Schrijf op wat u heeft gedaan"):
        reporting.send_report(**facts, account=Account("", "", "", "", 1, {}))
    with pytest.raises(Refusal, match="Vul in wat het heeft gekost"):
        reporting.send_report(**facts, account=Account("Ja.", "", "", "", None, {}))
    with pytest.raises(Refusal, match="Voeg ten minste één foto of bon toe"):
        reporting.send_report(**facts, account=WENT_WELL)
    assert Application.objects.get(pk=yes.pk).state == "granted"


def test_a_sent_report_is_sealed_in_a_receipt_and_the_handler_hears(told):
    assert told.state == "accounted"
    body = told.letters.get(kind="reported").body
    for words in (
        "Wij ontvingen uw verslag op 8 september 2026 om 11:00.",
        "Zes bankjes.",
        "€\xa01.900",
        "bankje.webp",
    ):
        assert words in body
    assert OutgoingMail.objects.filter(kind="fund.reported").exists()


def test_a_report_that_misses_something_opens_again(told, desk, initiator):
    reporting.reopen_report(application=told, remark="Waar zijn de bonnen?", by=desk.officer, at=AFTER)
    assert Application.objects.get(pk=told.pk).state == "granted"
    assert "Waar zijn de bonnen?" in OutgoingMail.objects.get(kind="fund.report_reopened", to=initiator.email).text
    reporting.send_report(application=told, account=WENT_WELL, by=initiator, at=AFTER)
    assert Application.objects.get(pk=told.pk).report.remark == ""


def test_a_file_of_a_sent_report_stays(told, desk, initiator):
    reporting.reopen_report(application=told, remark="x", by=desk.officer, at=AFTER)
    file = told.files.get(of_report=True)
    reporting.remove_report_file(application=told, pk=file.pk, at=AFTER)
    assert told.files.filter(pk=file.pk).exists()


def test_settled_as_it_was_granted(told, desk):
    done = settled(told, desk)
    assert (done.state, done.settled_cents, done.closed_at) == ("settled", 90_000, AFTER)
    assert "Wij stellen uw subsidie vast op €\xa0900." in done.letters.get(kind="settlement").body
    assert not done.reclaims.exists()
    assert Pot.objects.get(pk=done.pot_id).granted_cents == 90_000
    told_all = TimelineEntry.objects.get(event="award_settled")
    assert (told_all.audience, told_all.facts["sum"]) == ("public", "€\xa0900")


def test_settled_lower_after_payment_is_asked_back(told, desk):
    paid(told, desk)
    with pytest.raises(Refusal, match=r"alleen op een van deze gronden \(Awb 4:46 lid 2\)"):
        settled(told, desk, 60_000)
    with pytest.raises(Refusal, match="Vaststellen kan tot en met €\xa0900"):
        settled(told, desk, 90_001)
    done = settled(told, desk, 60_000, "not_done")
    pot = Pot.objects.get(pk=done.pot_id)
    assert (done.settled_cents, pot.granted_cents, pot.paid_cents) == (60_000, 60_000, 90_000)
    reclaim = done.reclaims.get()
    assert (reclaim.cents, reclaim.due_on) == (30_000, date(2026, 10, 20))
    body = done.letters.get(kind="reclaim").body
    assert "U betaalt €\xa0300 terug, uiterlijk op 20 oktober 2026 (Awb 4:57 en 4:87)." in body
    assert "De activiteiten zijn niet of niet helemaal gedaan" in done.letters.get(kind="settlement").body
    paying.confirm_received(reclaim=reclaim, on=AFTER.date(), by=desk.officer, at=AFTER)
    assert Pot.objects.get(pk=done.pot_id).paid_cents == 60_000
    with pytest.raises(IllegalTransition):
        paying.confirm_received(reclaim=reclaim, on=AFTER.date(), by=desk.officer, at=AFTER)
    with pytest.raises(Exception, match="what was paid back is never changed"), transaction.atomic():
        Reclaim.objects.filter(pk=reclaim.pk).update(cents=1)


def test_settled_lower_before_payment_lowers_the_payment(told, desk):
    done = settled(told, desk, 60_000, "not_done")
    assert [payment.cents for payment in done.payments.all()] == [60_000]
    assert not done.reclaims.exists()


def test_another_payment_of_the_pot_goes_on_while_money_is_still_to_come_back(told, desk):
    paid(told, desk)
    settled(told, desk, 60_000, "not_done")
    pot = Pot.objects.get(pk=told.pot_id)
    assert pot.paid_cents - pot.granted_cents == 30_000
    paying.ceiling.pay(pot, 0, outstanding=30_000)
    with pytest.raises(Refusal, match="niet meer worden betaald"):
        paying.ceiling.pay(pot, 1, outstanding=30_000)


def test_without_a_report_only_when_its_day_is_over(yes, desk):
    with pytest.raises(Refusal, match=r"nog tijd voor het verslag.*Awb 4:47"):
        settled(yes, desk, at=datetime(2026, 12, 1, 9, tzinfo=UTC))
    assert settled(yes, desk, at=datetime(2026, 12, 2, 9, tzinfo=UTC)).state == "settled"


def test_without_any_report_asked_after_the_activities(sent, desk):
    done = granted(sent, desk)
    assert done.account_by is None
    assert "U hoeft geen verslag te sturen." in done.letters.get(kind="grant").body
    with pytest.raises(Refusal):
        settled(done, desk, at=datetime(2026, 9, 1, 9, tzinfo=UTC))
    assert settled(done, desk, at=datetime(2026, 9, 2, 9, tzinfo=UTC)).state == "settled"


def test_taken_back_before_and_after_it_was_settled(told, desk):
    wrong = proposal("revocation", 0, ground="known")
    with pytest.raises(Refusal, match="Deze grond past niet"):
        preparing.revoke(application=told, proposal=wrong, by=desk.officer, at=AFTER)
    paid(told, desk)
    done = settled(told, desk)
    with pytest.raises(TooLateToRevoke):
        preparing.revoke(application=done, proposal=wrong, by=desk.officer, at=AFTER.replace(year=2031, day=9))
    wrote = preparing.revoke(application=done, proposal=wrong, by=desk.officer, at=AFTER.replace(year=2031, day=8))
    gone = taken(done, wrote, desk, at=AFTER.replace(year=2031, day=8))
    pot = Pot.objects.get(pk=gone.pot_id)
    assert (gone.state, gone.settled_cents, gone.reclaims.get().cents, pot.granted_cents) == ("revoked", 0, 90_000, 0)
    assert "Wij trekken uw subsidie in." in gone.letters.get(kind="revocation").body
    assert Decision.objects.get(kind="settlement").state == "replaced"


def test_a_change_is_asked_and_answered_with_a_letter(yes, desk, initiator):
    facts = {"application": yes, "by": initiator, "at": LATER}
    with pytest.raises(Refusal, match="Kies een dag die nog komt"):
        reporting.ask_change(**facts, text="Later.", ends_on=LATER.date())
    change = reporting.ask_change(**facts, text="Het wordt later.", ends_on=date(2026, 10, 1))
    with pytest.raises(Refusal, match="wacht nog op antwoord"):
        reporting.ask_change(**facts, text="Nog iets.", ends_on=None)
    answer = {"application": yes, "change": change, "reason": "Het weer zat tegen.", "by": desk.officer, "at": LATER}
    reporting.answer_change(**answer, answer=Answer.AGREED)
    now = Application.objects.get(pk=yes.pk)
    assert (now.ends_on, now.account_by) == (date(2026, 10, 1), date(2026, 12, 31))
    assert "Wij vinden dit goed. De subsidie blijft gelijk." in yes.letters.get(kind="change").body
    with pytest.raises(IllegalTransition):
        reporting.answer_change(**answer, answer=Answer.REFUSED)


def test_the_applicant_is_reminded_of_the_report(yes):
    assert remind_of_reports(at=datetime(2026, 11, 2, 9, tzinfo=UTC)) == 0
    assert remind_of_reports(at=datetime(2026, 11, 3, 9, tzinfo=UTC)) == 1
    assert remind_of_reports(at=datetime(2026, 11, 30, 9, tzinfo=UTC)) == 0
    assert remind_of_reports(at=datetime(2026, 12, 2, 9, tzinfo=UTC)) == 1


def test_the_database_refuses_to_settle_above_the_grant(yes):
    with pytest.raises(Exception, match="application_settled_within_grant"), transaction.atomic():
        Application.objects.filter(pk=yes.pk).update(settled_cents=90_001)
