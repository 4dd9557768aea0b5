"""The numbers of the law and outages, at the desk."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.access import needs
from core.refusals_shown import refusals_on, refusals_told
from stimulus_fund.actions import law as actions
from stimulus_fund.forms.desk_law import NumberForm, OutageForm
from stimulus_fund.models import Outage
from stimulus_fund.permissions import Permission
from stimulus_fund.queries.law import all_numbers, outages
from stimulus_fund.views.own import PersonRequest, posted


@needs(Permission.EDIT_LAW)
@require_http_methods(["GET", "HEAD", "POST"])
def numbers(request: PersonRequest) -> HttpResponse:
    """Every number with its article, and a form for one that begins later."""
    form = NumberForm(posted(request))
    if form.is_valid():
        with refusals_on(form):
            actions.add_number(**form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Het getal is bewaard."))
            return redirect("fund_staff:numbers")
    context = {"form": form, "numbers": all_numbers(), "today": timezone.localdate()}
    return render(request, "fund/staff/numbers.html", context)


@needs(Permission.REPORT_OUTAGES)
@require_http_methods(["GET", "HEAD", "POST"])
def outage_list(request: PersonRequest) -> HttpResponse:
    """Outages, and a form to report one."""
    form = OutageForm(posted(request))
    if form.is_valid():
        with refusals_on(form):
            actions.report_outage(**form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("De storing staat in het register."))
            return redirect("fund_staff:outages")
    return render(request, "fund/staff/outages.html", {"form": form, "outages": outages()})


@needs(Permission.REPORT_OUTAGES)
@require_POST
def outage_over(request: PersonRequest, pk: int) -> HttpResponse:
    """It is over now."""
    with refusals_told(request):
        actions.end_outage(outage=get_object_or_404(Outage, pk=pk), by=request.user, at=timezone.now())
        messages.success(request, _("De storing is voorbij."))
    return redirect("fund_staff:outages")
