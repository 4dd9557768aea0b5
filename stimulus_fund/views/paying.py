"""Payments: what waits, files for the financial system, and what that answered."""

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.access import needs
from core.exports import csv_download
from core.refusals_shown import refusals_on, refusals_told
from stimulus_fund.actions import paying
from stimulus_fund.forms.paying import FailureForm, PaidForm, ReceivedForm
from stimulus_fund.models import Payment, PaymentFile, Reclaim
from stimulus_fund.permissions import Permission
from stimulus_fund.queries import paying as queries
from stimulus_fund.views.own import PersonRequest, posted


@needs(Permission.PAY)
@require_http_methods(["GET", "HEAD", "POST"])
def payments(request: PersonRequest) -> HttpResponse:
    """What waits, with the button that puts it in a file; and the files there are."""
    if request.method == "POST":
        with refusals_told(request):
            made = paying.make_file(by=request.user, at=timezone.now())
            messages.success(request, _("Het betaalbestand is gemaakt."))
            return redirect("fund_staff:payment_file", made.pk)
        return redirect("fund_staff:payments")
    context = {
        "waiting": queries.waiting()[: queries.MOST],
        "files": queries.files()[: queries.MOST],
        "reclaims": queries.open_reclaims()[: queries.MOST],
        "today": timezone.localdate(),
    }
    return render(request, "fund/staff/payments.html", context)


@needs(Permission.PAY)
@require_safe
def payment_file(request: PersonRequest, pk: int) -> HttpResponse:
    """One file with its payments."""
    found = get_object_or_404(PaymentFile.objects.select_related("made_by"), pk=pk)
    context = {"file": found, "payments": queries.of_file(found), "today": timezone.localdate()}
    return render(request, "fund/staff/payment_file.html", context)


@needs(Permission.PAY)
@require_safe
def payment_csv(request: PersonRequest, pk: int) -> StreamingHttpResponse:
    """The file as the financial system reads it."""
    found = get_object_or_404(PaymentFile, pk=pk)
    header = [_("Kenmerk"), _("IBAN"), _("Ten name van"), _("Bedrag"), _("Uiterlijk op")]
    return csv_download(f"betaalbestand-{found.pk}", header, queries.lines(found))


@needs(Permission.PAY)
@require_http_methods(["GET", "HEAD", "POST"])
def payment(request: PersonRequest, pk: int) -> HttpResponse:
    """What the financial system answered about one payment: paid, or came back."""
    found = get_object_or_404(Payment.objects.select_related("application__initiative", "file"), pk=pk)
    failed = "failed" in request.POST
    paid = PaidForm(None if failed else posted(request), initial={"on": timezone.localdate()})
    failure = FailureForm(posted(request) if failed else None)
    if paid.is_valid():
        with refusals_on(paid):
            paying.confirm_paid(payment=found, on=paid.cleaned_data["on"], by=request.user, at=timezone.now())
            messages.success(request, _("De betaling is vastgelegd."))
            return redirect("fund_staff:payments")
    if failure.is_valid():
        with refusals_on(failure):
            reason = failure.cleaned_data["reason"]
            paying.report_failure(payment=found, reason=reason, by=request.user, at=timezone.now())
            messages.success(request, _("Vastgelegd. De betaling wacht op het volgende bestand."))
            return redirect("fund_staff:payments")
    context = {"payment": found, "application": found.application, "paid": paid, "failure": failure}
    return render(request, "fund/staff/payment.html", context)


@needs(Permission.PAY)
@require_http_methods(["GET", "HEAD", "POST"])
def reclaim(request: PersonRequest, pk: int) -> HttpResponse:
    """Write down that money came back."""
    found = get_object_or_404(Reclaim.objects.select_related("application__initiative", "decision"), pk=pk)
    form = ReceivedForm(posted(request), initial={"on": timezone.localdate()})
    if form.is_valid():
        with refusals_on(form):
            paying.confirm_received(reclaim=found, on=form.cleaned_data["on"], by=request.user, at=timezone.now())
            messages.success(request, _("Vastgelegd: het geld is terug."))
            return redirect("fund_staff:payments")
    context = {"reclaim": found, "application": found.application, "form": form}
    return render(request, "fund/staff/reclaim.html", context)
