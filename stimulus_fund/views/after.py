"""After the yes, for the applicant: the report with receipts and photos, and telling that the plan changes."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.access import signed_in
from core.refusals_shown import refusals_on, refusals_told
from stimulus_fund.actions import reporting
from stimulus_fund.enums import Accountability, BudgetSide, State
from stimulus_fund.forms.reporting import ChangeForm, ReportFilesForm, ReportForm
from stimulus_fund.models import Application, Report
from stimulus_fund.queries.settling import form_of
from stimulus_fund.views.own import PersonRequest, own_application, posted


def granted_application(request: PersonRequest, pk: int) -> Application:
    """One's own application while it has a grant that is not accounted for; else 404."""
    found = own_application(request, pk)
    if found.state != State.GRANTED:
        raise Http404
    return found


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: PersonRequest, pk: int) -> HttpResponse:
    """How it went: saved as it is, or sent."""
    found = granted_application(request, pk)
    has = Report.objects.filter(application=found).first()
    asked = form_of(found)
    lines = found.budget_lines.filter(side=BudgetSide.COST).order_by("pk") if asked == Accountability.FULL else []
    sends = "send" in request.POST
    form = ReportForm(posted(request), lines=lines, report=has)
    if form.is_valid():
        now, account = timezone.now(), form.account()
        with refusals_on(form):
            if sends:
                reporting.send_report(application=found, account=account, by=request.user, at=now)
                messages.success(request, _("Wij hebben uw verslag ontvangen."))
                return redirect(found)
            reporting.keep_report(application=found, account=account, at=now)
            messages.success(request, _("Uw verslag is bewaard."))
            return redirect("fund:report", pk)
        reporting.keep_report(application=found, account=account, at=now)  # sending was refused: all stays
    context = {
        "application": found,
        "form": form,
        "asked": asked,
        "remark": has.remark if has else "",
        "files": found.files.filter(of_report=True),
    }
    return render(request, "fund/apply/report.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def report_files(request: PersonRequest, pk: int) -> HttpResponse:
    """Receipts and photos with the report."""
    found = granted_application(request, pk)
    number = request.POST.get("remove_file", "")
    if number.isdecimal():
        with refusals_told(request):
            reporting.remove_report_file(application=found, pk=int(number), at=timezone.now())
        return redirect("fund:report_files", pk)
    form = ReportFilesForm(posted(request), request.FILES or None)
    if form.is_valid():
        with refusals_on(form):
            for upload in form.cleaned_data["uploads"]:
                reporting.add_report_file(application=found, upload=upload, by=request.user, at=timezone.now())
            messages.success(request, _("Toegevoegd."))
            return redirect("fund:report_files", pk)
    files = found.files.filter(of_report=True).select_related("added_by")
    return render(request, "fund/apply/report_files.html", {"application": found, "form": form, "files": files})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PersonRequest, pk: int) -> HttpResponse:
    """Tell that the plan changes."""
    found = granted_application(request, pk)
    form = ChangeForm(posted(request))
    if form.is_valid():
        with refusals_on(form):
            reporting.ask_change(application=found, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Uw wijziging is verstuurd. U krijgt een brief met het antwoord."))
            return redirect(found)
    return render(request, "fund/apply/change.html", {"application": found, "form": form})
