"""Objections and complaints, for the applicant: filing one, following it, taking it back."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.access import signed_in
from core.refusals_shown import refusals_on, refusals_told
from stimulus_fund.actions import disputing
from stimulus_fund.enums import DecisionState, DisputeState
from stimulus_fund.forms.disputing import ComplaintForm, ObjectionForm
from stimulus_fund.forms.send import NoticeForm
from stimulus_fund.queries.law import law
from stimulus_fund.queries.term import clock_of_dispute, object_by
from stimulus_fund.told import sentences
from stimulus_fund.views.own import PersonRequest, own_application, posted


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def object_to(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    """Object to a decision that stands; too late it is still taken in, and said."""
    found = own_application(request, pk)
    decision = get_object_or_404(found.decisions.filter(state=DecisionState.TAKEN), pk=number)
    if decision.disputes.filter(state=DisputeState.OPEN).exists():
        raise Http404
    form = ObjectionForm(posted(request))
    if form.is_valid():
        with refusals_on(form):
            text = form.cleaned_data["text"]
            filed = disputing.object_to(
                application=found, decision=decision, text=text, by=request.user, at=timezone.now()
            )
            messages.success(request, _("Wij hebben uw bezwaar ontvangen."))
            return redirect(filed)
    last_day = object_by(decision, law()).last_day
    is_late = timezone.localdate() > last_day
    context = {"application": found, "decision": decision, "form": form, "last_day": last_day, "is_late": is_late}
    return render(request, "fund/apply/object.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def complain(request: PersonRequest, pk: int) -> HttpResponse:
    """Complain about how the municipality behaved."""
    found = own_application(request, pk)
    if found.is_draft:
        raise Http404
    form = ComplaintForm(posted(request))
    if form.is_valid():
        with refusals_on(form):
            filed = disputing.complain(
                application=found, text=form.cleaned_data["text"], by=request.user, at=timezone.now()
            )
            messages.success(request, _("Wij hebben uw klacht ontvangen."))
            return redirect(filed)
    return render(request, "fund/apply/complain.html", {"application": found, "form": form})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def dispute(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    """Where an objection or complaint stands; the form says that the municipality is late with it."""
    found = own_application(request, pk)
    one = get_object_or_404(found.disputes.select_related("decision", "handler"), pk=number)
    one.application = found
    clock = clock_of_dispute(one, law(), timezone.localdate())
    waits = one.is_open and clock.procedure.has_penalty and clock.is_late and not (clock.respond or clock.open_stop)
    form = NoticeForm(posted(request)) if waits else None
    if form and form.is_valid():
        with refusals_on(form):
            disputing.give_notice_in(dispute=one, text=form.cleaned_data["text"], by=request.user, at=timezone.now())
            messages.success(request, _("Wij hebben uw ingebrekestelling ontvangen. Wij beslissen binnen twee weken."))
            return redirect(one)
    context = {
        "application": found,
        "dispute": one,
        "clock": clock,
        "told": sentences(clock),
        "letters": one.letters.order_by("-number"),
        "form": form,
    }
    return render(request, "fund/apply/dispute.html", context)


@signed_in
@require_POST
def withdraw(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    """Take it back."""
    one = get_object_or_404(own_application(request, pk).disputes.all(), pk=number)
    with refusals_told(request):
        disputing.withdraw_dispute(dispute=one, by=request.user, at=timezone.now())
        messages.success(request, _("U heeft het ingetrokken."))
    return redirect(one)
