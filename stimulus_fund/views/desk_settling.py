"""After the yes, at the desk: a change of the plan, and a report that misses something."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.access import needs
from core.refusals_shown import refusals_on
from stimulus_fund.actions import reporting
from stimulus_fund.acts import Act
from stimulus_fund.forms.handling import AnswerChangeForm, ReopenForm
from stimulus_fund.permissions import Permission
from stimulus_fund.views.desk import application_for, shown
from stimulus_fund.views.handling import act_page
from stimulus_fund.views.own import PersonRequest, posted


@needs(Permission.HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def answer_change(request: PersonRequest, pk: int) -> HttpResponse:
    """Say whether a plan may change."""
    found = application_for(request, pk, Act.ANSWER_CHANGE)
    change = get_object_or_404(found.changes.select_related("asked_by"), answer="")
    form = AnswerChangeForm(posted(request))
    if form.is_valid():
        with refusals_on(form):
            reporting.answer_change(
                application=found, change=change, **form.cleaned_data, by=request.user, at=timezone.now()
            )
            messages.success(request, _("Het antwoord is verstuurd."))
            return redirect("fund_staff:application", pk)
    context = shown(found, timezone.localdate()) | {"form": form, "act": Act.ANSWER_CHANGE, "change": change}
    return render(request, "fund/staff/change.html", context)


@needs(Permission.HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask for what a report misses."""
    form = ReopenForm(posted(request))
    done = _("De aanvrager kan het verslag aanvullen.")
    return act_page(request, pk, Act.REOPEN, form=form, action=reporting.reopen_report, done=done)
