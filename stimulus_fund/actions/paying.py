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
from stimulus_fund.models import Application, Decision, Payment, PaymentFile, Reclaim
from stimulus_fund.queries.law import law
from stimulus_fund.queries.paying import outstanding

MOST_IN_A_FILE = 500


def plan_payment(application: Application, decision: Decision, *, cents: int, at: datetime) -> Payment:
    """What is still to be paid because of a decision, within six weeks (Awb 4:87)."""
    return application.payments.create(decision=decision, cents=cents, due_on=_due(at))


def plan_reclaim(application: Application, decision: Decision, *, cents: int, at: datetime) -> Reclaim:
    """What is to be paid back because of a decision, within the same six weeks (Awb 4:57, 4:87)."""
    return application.reclaims.create(decision=decision, cents=cents, due_on=_due(at))


def _due(at: datetime) -> date:
    day, numbers = local_day(at), law()
    return deadline(numbers.number(Rule.PAYMENT, day), day, numbers).last_day


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
        pot = ceiling.lock(application.pot_id)
        ceiling.pay(pot, payment.cents, outstanding=outstanding(pot))
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


@transaction.atomic
def confirm_received(*, reclaim: Reclaim, on: date, by: User, at: datetime) -> Reclaim:
    """Write down that money came back. Raises IllegalTransition, and Refusal for a day that cannot be."""
    application = _locked(reclaim.application)
    reclaim = Reclaim.objects.select_for_update(of=["self"]).select_related("decision").get(pk=reclaim.pk)
    if reclaim.received_on:
        raise IllegalTransition(_("Dit geld is al ontvangen."))
    taken_at = reclaim.decision.taken_at
    if on > localdate(at) or (taken_at and on < localdate(taken_at)):
        raise Refusal(_("Kies een dag van het besluit tot en met vandaag."), field="on")
    reclaim.received_on = on
    reclaim.save(update_fields=["received_on"])
    if application.pot_id:
        ceiling.take_back(ceiling.lock(application.pot_id), reclaim.cents)
    record(application, "reclaim.received", by=by, at=at, story="fund_paid_back", cents=reclaim.cents)
    return reclaim


def _locked(application: Application) -> Application:
    """An application with its pot, locked in that order."""
    if application.pot_id:
        ceiling.lock(application.pot_id)
    return lock(application)


def _sent(payment: Payment) -> Payment:
    """The payment as it stands now, with its pot and application locked in that order."""
    application = _locked(payment.application)
    now = Payment.objects.select_for_update(of=["self"]).select_related("file").get(pk=payment.pk)
    if now.file is None or now.paid_on:
        raise IllegalTransition(_("Deze betaling staat niet open in een betaalbestand."))
    now.application = application
    return now
