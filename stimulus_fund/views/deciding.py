"""Prepare a decision, look at it, take it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.access import needs
from core.refusals_shown import refusals_on
from stimulus_fund.actions import deciding, preparing
from stimulus_fund.acts import Act
from stimulus_fund.courses import Course
from stimulus_fund.forms.deciding import AgreeForm, DecisionForm, RemarkForm
from stimulus_fund.letters import decided
from stimulus_fund.models import Decision, Dispute
from stimulus_fund.permissions import Permission
from stimulus_fund.queries.assessing import advices
from stimulus_fund.queries.deciding import mark_of, open_decision, situation
from stimulus_fund.queries.law import law
from stimulus_fund.views.desk import application_for, shown
from stimulus_fund.views.own import PersonRequest, posted

COURSES = {
    Act.PREPARE: Course.ANSWER,
    Act.RENEW: Course.RENEWAL,
    Act.SETTLE: Course.SETTLEMENT,
    Act.REVOKE: Course.REVOCATION,
    Act.DISPUTE: Course.OBJECTION,
}


@needs(Permission.HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: PersonRequest, pk: int) -> HttpResponse:
    """Write the decision on an application."""
    return write(request, pk, Act.PREPARE, preparing.prepare)


@needs(Permission.HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: PersonRequest, pk: int) -> HttpResponse:
    """Write a decision in place of the one that stands."""
    return write(request, pk, Act.RENEW, preparing.renew)


@needs(Permission.HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: PersonRequest, pk: int) -> HttpResponse:
    """Write the settlement."""
    return write(request, pk, Act.SETTLE, preparing.settle)


@needs(Permission.HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: PersonRequest, pk: int) -> HttpResponse:
    """Write that a grant is taken back."""
    return write(request, pk, Act.REVOKE, preparing.revoke)


def write(
    request: PersonRequest, pk: int, act: Act, action: Callable[..., Decision], dispute: Dispute | None = None
) -> HttpResponse:
    """The form of a decision, whatever it is about."""
    found = application_for(request, pk, act)
    what = situation(found, COURSES[act], dispute)
    stands = open_decision(found)
    cents = found.granted_cents if act in {Act.SETTLE, Act.REVOKE} else found.asked_cents
    initial = {"cents": cents, "activities": found.activities}
    form = DecisionForm(posted(request), situation=what, stands=stands, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            about = {"dispute": dispute} if dispute else {}
            action(application=found, proposal=form.proposal(), **about, by=request.user, at=timezone.now())
            messages.success(request, _("Het besluit is voorbereid. Een collega kijkt het na."))
            return redirect("fund_staff:application", pk)
    context = shown(found, timezone.localdate()) | {"form": form, "stands": stands, "advices": advices(found)}
    context |= {
        "heading": _("Bereid de beslissing voor") if dispute else act.label,
        "dispute": dispute,
        "gives": form.gives,
    }
    return render(request, "fund/staff/prepare.html", context)


@needs(Permission.HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: PersonRequest, pk: int) -> HttpResponse:
    """Look at a decision as a second pair of eyes."""
    return judge(request, pk, Act.CHECK)


@needs(Permission.DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: PersonRequest, pk: int) -> HttpResponse:
    """Take the decision, or give it back."""
    return judge(request, pk, Act.DECIDE)


def judge(request: PersonRequest, pk: int, act: Act) -> HttpResponse:
    """The letter as it will be, with a button to agree and a form to give it back."""
    found = application_for(request, pk, act)
    decision = open_decision(found)
    if decision is None:
        raise Http404
    decision.application = found
    goes_back = "back" in request.POST
    version = {"version": mark_of(decision)}
    agree = AgreeForm(None if goes_back else posted(request), initial=version)
    back = RemarkForm(posted(request) if goes_back else None, initial=version, prefix="back")
    if agree.is_valid():
        with refusals_on(agree):
            do = deciding.check if act == Act.CHECK else deciding.decide
            do(application=found, seen=agree.cleaned_data["version"], by=request.user, at=timezone.now())
            messages.success(
                request, _("Nagekeken.") if act == Act.CHECK else _("Het besluit is genomen en verstuurd.")
            )
            return redirect("fund_staff:application", pk)
    if back.is_valid():
        with refusals_on(back):
            do = deciding.give_back if act == Act.CHECK else deciding.decline
            facts = {"seen": back.cleaned_data["version"], "remark": back.cleaned_data["remark"]}
            do(application=found, **facts, by=request.user, at=timezone.now())
            messages.success(request, _("Het besluit is teruggegeven."))
            return redirect("fund_staff:application", pk)
    context = shown(found, timezone.localdate()) | {
        "act": act,
        "decision": decision,
        "draft": decided(decision, law=law(), at=timezone.now()),
        "agree": agree,
        "back": back,
        "advices": advices(found),
    }
    return render(request, "fund/staff/judge.html", context)
