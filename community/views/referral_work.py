"""Referrals at the werkplek: propose one, follow it, and the record of each hub."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.actions import referral as actions
from community.actions import referral_reply
from community.enums.hubs import ReferralOutcome
from community.forms.referral import OutcomeForm
from community.forms.referral_work import DenyForm, NoteForm, ProposeForm
from community.models import Hub, Referral
from community.permissions import Permission
from community.queries.hub_record import hub_lines, hub_record
from community.queries.referral_access import readable_referrals, referable_cases, workable_referrals
from community.queries.referrals import hubs_for, shown
from community.views.request import PersonRequest
from core.access import needs
from core.refusals_shown import refusals_on, refusals_told
from teams.permissions import Permission as Teams


@needs(Permission.REFER)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: PersonRequest, number: str) -> HttpResponse:
    """Propose a hub to the initiator's side."""
    initiative = get_object_or_404(referable_cases(request.user), number=number)
    hubs = hubs_for(initiative)
    initial = {"hub": request.GET.get("knooppunt", ""), "question": initiative.question}
    form = ProposeForm(request.POST if request.method == "POST" else None, hubs=hubs, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            row = actions.propose(initiative=initiative, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("De initiatiefnemer leest uw voorstel en kiest. Er is nog niets verstuurd."))
            return redirect("community_work:referral", row.pk)
    return render(request, "community/work/propose.html", {"initiative": initiative, "form": form, "hubs": hubs})


@needs(Teams.WORK)
@require_safe
def referral(request: PersonRequest, pk: int) -> HttpResponse:
    """One question to a hub, with everything that was said."""
    return show(request, get_object_or_404(readable_referrals(request.user), pk=pk))


def show(request: PersonRequest, row: Referral, **refused: forms.Form) -> HttpResponse:
    """The page of a referral; `refused` replaces an empty form by the one that was just refused."""
    context: dict[str, Any] = {
        "page": shown(Referral.objects.filter(pk=row.pk))[0],
        "may_work": workable_referrals(request.user).filter(pk=row.pk).exists(),
        "deny_form": DenyForm(auto_id="deny_%s"),
        "note_form": NoteForm(auto_id="note_%s"),
        "outcome_form": OutcomeForm(auto_id="outcome_%s"),
        "form": next(iter(refused.values()), None),
        **refused,
    }
    return render(request, "community/work/referral.html", context)


@needs(Permission.REFER)
@require_POST
def step(request: PersonRequest, pk: int, word: str) -> HttpResponse:
    """Send on, deny, take back, note what the hub said, or write down what came of it."""
    row = get_object_or_404(workable_referrals(request.user).select_related("initiative", "hub"), pk=pk)
    if word not in STEPS:
        raise Http404
    return STEPS[word](request, row)


def _pass_on(request: PersonRequest, row: Referral) -> HttpResponse:
    with refusals_told(request):
        actions.pass_on(referral=row, by=request.user, at=timezone.now())
        messages.success(request, _("De vraag is nu bij %(hub)s.") % {"hub": row.hub})
    return redirect("community_work:referral", row.pk)


def _withdraw(request: PersonRequest, row: Referral) -> HttpResponse:
    with refusals_told(request):
        actions.withdraw(referral=row, by=request.user, at=timezone.now())
        messages.success(request, _("De vraag is ingetrokken."))
    return redirect("community_work:referral", row.pk)


def _deny(request: PersonRequest, row: Referral) -> HttpResponse:
    form = DenyForm(request.POST, auto_id="deny_%s")
    if form.is_valid():
        with refusals_on(form):
            actions.deny(referral=row, refusal=form.cleaned_data["refusal"], by=request.user, at=timezone.now())
            messages.success(request, _("De initiatiefnemer leest waarom."))
            return redirect("community_work:referral", row.pk)
    return show(request, row, deny_form=form)


def _note(request: PersonRequest, row: Referral) -> HttpResponse:
    form = NoteForm(request.POST, auto_id="note_%s")
    if form.is_valid():
        with refusals_on(form):
            referral_reply.note_answer(referral=row, given=form.reply(), by=request.user, at=timezone.now())
            messages.success(request, _("Opgeschreven. De initiatiefnemer heeft bericht gekregen."))
            return redirect("community_work:referral", row.pk)
    return show(request, row, note_form=form)


def _record_outcome(request: PersonRequest, row: Referral) -> HttpResponse:
    form = OutcomeForm(request.POST, auto_id="outcome_%s")
    if form.is_valid():
        with refusals_on(form):
            outcome, text = ReferralOutcome(form.cleaned_data["outcome"]), form.cleaned_data["text"]
            referral_reply.record_outcome(referral=row, outcome=outcome, text=text, by=request.user, at=timezone.now())
            messages.success(request, _("Opgeschreven wat ervan kwam."))
            return redirect("community_work:referral", row.pk)
    return show(request, row, outcome_form=form)


STEPS: dict[str, Callable[[PersonRequest, Referral], HttpResponse]] = {
    "doorsturen": _pass_on,
    "niet-doorsturen": _deny,
    "intrekken": _withdraw,
    "gehoord": _note,
    "uitkomst": _record_outcome,
}


@needs(Permission.KEEP_HUBS, Permission.REFER)
@require_safe
def hubs(request: PersonRequest) -> HttpResponse:
    """All hubs: how often they were asked and what still waits."""
    context = {"lines": hub_lines(), "may_keep": request.user.has_perm(Permission.KEEP_HUBS)}
    return render(request, "community/work/hubs.html", context)


@needs(Permission.KEEP_HUBS, Permission.REFER)
@require_safe
def hub(request: PersonRequest, slug: str) -> HttpResponse:
    """What was asked of one hub and what came of it."""
    row = get_object_or_404(Hub, slug=slug)
    context = {
        "hub": row,
        "record": hub_record(row, request.user),
        "may_keep": request.user.has_perm(Permission.KEEP_HUBS),
    }
    return render(request, "community/work/hub.html", context)
