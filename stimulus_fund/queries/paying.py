"""Payments as colleagues see them, and the lines of a file for the financial system."""

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet, Sum

from core import amounts
from stimulus_fund.models import Payment, PaymentFile, Pot, Reclaim

MOST = 200


def waiting() -> QuerySet[Payment]:
    """Payments that no file holds yet, the most urgent first."""
    found = Payment.objects.filter(file=None, paid_on=None).select_related("application__initiative")
    return found.order_by("due_on", "pk")


def open_reclaims() -> QuerySet[Reclaim]:
    """Money that is to come back and did not yet, the most urgent first."""
    found = Reclaim.objects.filter(received_on=None).select_related("application__initiative")
    return found.order_by("due_on", "pk")


def outstanding(pot: Pot) -> int:
    """What was or is being paid too much from a pot and is to come back, in euro cents."""
    open_ones = Reclaim.objects.filter(application__pot=pot, received_on=None)
    return open_ones.aggregate(sum=Sum("cents"))["sum"] or 0


def files() -> QuerySet[PaymentFile]:
    """The files, the latest first, with how many of their payments are still open."""
    still = Count("payments", filter=Q(payments__paid_on=None))
    return PaymentFile.objects.select_related("made_by").annotate(size=Count("payments"), still=still).order_by("-pk")


def of_file(file: PaymentFile) -> QuerySet[Payment]:
    """The payments of a file."""
    return file.payments.select_related("application__initiative").order_by("pk")


def lines(file: PaymentFile) -> Iterable[list[str]]:
    """A row per payment: reference, account, name, amount in euros, last day."""
    for payment in of_file(file):
        application = payment.application
        yield [
            application.number or "",
            application.iban,
            application.account_holder,
            amounts.written(payment.cents),
            payment.due_on.isoformat(),
        ]
