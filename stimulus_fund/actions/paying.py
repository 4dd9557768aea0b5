"""Pay what was granted: set apart at the decision, sent to the financial system in a file, and what that answered."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, outbox
from core.calendar import local_day
from core.refusal import IllegalTransition, Refusal
from stimulus_fund import ceiling, notices
from stimulus_fund.actions.entering import lock
from stimulus_fund.actions.record import record
from stimulus_fund.law import Rule, deadline
from stimulus_fund.models import Application, Decision, Payment, PaymentFile
from stimulus_fund.queries.law import law

MOST_IN_A_FILE = 500


def plan_payment(application: Application, decision: Decision, *, at: datetime) -> Payment:
    """What follows from a decision that gives: the amount, within six weeks (Awb 4:87)."""
    day, numbers = local_day(at), law()
    due = deadline(numbers.number(Rule.PAYMENT, day), day, numbers).last_day
    return application.payments.create(decision=decision, cents=decision.cents, due_on=due)


@transaction.atomic
def make_file(*, by: User, at: datetime) -> PaymentFile:
    """Put every payment that waits, the most urgent first, in one file. Raises Refusal when none waits."""
    waiting = Payment.objects.select_for_update().filter(file=None, paid_on=None).order_by("due_on", "pk")
    chosen = list(waiting[:MOST_IN_A_FILE])
    if not chosen:
        raise Refusal(_("Er wacht geen betaling."))
    made = PaymentFile.objects.create(made_by=by, made_at=at)
    Payment.objects.filter(pk__in=[payment.pk for payment in chosen]).update(file=made, failure="")
    audit.record(verb="payments.sent", subject=made, by=by, at=at, after={"payments": len(chosen)})
    return made


@transaction.atomic
def confirm_paid(*, payment: Payment, on: date, by: User, at: datetime) -> Payment:
    """Write down that the financial system paid. Raises IllegalTransition, and Refusal for a day that cannot be."""
    payment = _sent(payment)
    if on > localdate(at) or (payment.file and on < localdate(payment.file.made_at)):
        raise Refusal(_("Kies een dag van het betaalbestand tot en met vandaag."), field="on")
    payment.paid_on = on
    payment.save(update_fields=["paid_on"])
    application = payment.application
    if application.pot_id:
        ceiling.pay(ceiling.lock(application.pot_id), payment.cents)
    record(application, "payment.paid", by=by, at=at, story="fund_paid", cents=payment.cents)
    outbox.enqueue(*notices.paid(payment), at=at)
    return payment


@transaction.atomic
def report_failure(*, payment: Payment, reason: str, by: User, at: datetime) -> Payment:
    """Write down that a payment came back, and why; it waits for the next file. Raises IllegalTransition."""
    payment = _sent(payment)
    payment.file, payment.failure = None, reason
    payment.save(update_fields=["file", "failure"])
    record(payment.application, "payment.failed", by=by, at=at, cents=payment.cents)
    return payment


def _sent(payment: Payment) -> Payment:
    """The payment as it stands now, with its pot and application locked in that order."""
    if payment.application.pot_id:
        ceiling.lock(payment.application.pot_id)
    application = lock(payment.application)
    now = Payment.objects.select_for_update(of=["self"]).select_related("file").get(pk=payment.pk)
    if now.file is None or now.paid_on:
        raise IllegalTransition(_("Deze betaling staat niet open in een betaalbestand."))
    now.application = application
    return now
