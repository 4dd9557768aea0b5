"""Votes at the desk: making one, looking whether plans can be done, codes, announcing, counting."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import needs
from core.refusals_shown import refusals_on, refusals_told
from stimulus_fund.actions import voting
from stimulus_fund.forms.desk_votes import CodesForm, FindingForm, VoteForm
from stimulus_fund.models import Scheme, Vote
from stimulus_fund.permissions import Permission
from stimulus_fund.queries import voting as queries
from stimulus_fund.views.own import PersonRequest, posted

STEPS: dict[str, tuple[Callable[..., Any], Any]] = {
    "aankondigen": (voting.announce, lazy("De stemming is aangekondigd.")),
    "tellen": (voting.count_vote, lazy("De stemmen zijn geteld.")),
    "weg": (voting.drop_vote, lazy("De stemming is weggegooid.")),
}


def desk_vote(request: PersonRequest, pk: int) -> Vote:
    """A vote on a pot of a scheme this person handles; else 404."""
    mine = Scheme.objects.worked_by(request.user, Permission.HANDLE)
    found = Vote.objects.select_related("pot__scheme", "pot__wijk", "pot__stadsdeel", "made_by", "counted_by")
    return get_object_or_404(found, pk=pk, pot__scheme__in=mine)


@needs(Permission.HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def votes(request: PersonRequest) -> HttpResponse:
    """Every vote, and a form for a new one."""
    form = VoteForm(posted(request), year=timezone.localdate().year)
    if form.is_valid():
        with refusals_on(form):
            made = voting.make_vote(**form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("De stemming is gemaakt. Kijk nu van elk plan of het kan."))
            return redirect("fund_staff:vote", made.pk)
    return render(request, "fund/staff/votes.html", {"form": form, "votes": queries.votes()})


@needs(Permission.HANDLE)
@require_safe
def vote(request: PersonRequest, pk: int) -> HttpResponse:
    """One vote with its plans, its codes and what comes next."""
    found = desk_vote(request, pk)
    today = timezone.localdate()
    context = {
        "vote": found,
        "options": queries.options(found),
        "turnout": queries.turnout(found),
        "can_count": found.announced_at and not found.is_counted and today > found.closes_on,
        "can_give_codes": not found.is_counted and today <= found.closes_on,
    }
    return render(request, "fund/staff/vote.html", context)


@needs(Permission.HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def finding(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    """Whether one plan can be done."""
    found = desk_vote(request, pk)
    candidate = get_object_or_404(found.candidates.select_related("application__initiative"), number=number)
    initial = {}
    if candidate.is_feasible is not None:
        initial = {"is_feasible": "1" if candidate.is_feasible else "0", "finding": candidate.finding}
    form = FindingForm(posted(request), initial=initial)
    if form.is_valid():
        with refusals_on(form):
            voting.judge_feasible(candidate=candidate, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Bewaard."))
            return redirect("fund_staff:vote", pk)
    context = {"vote": found, "form": form, "heading": candidate.application.initiative.title, "button": _("Bewaar")}
    return render(request, "fund/staff/vote_form.html", context)


@needs(Permission.HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def codes(request: PersonRequest, pk: int) -> HttpResponse:
    """Make codes; they are on the page once, to print."""
    found = desk_vote(request, pk)
    form = CodesForm(posted(request))
    if form.is_valid():
        with refusals_on(form):
            made = voting.give_out_codes(vote=found, **form.cleaned_data, by=request.user, at=timezone.now())
            context = {"vote": found, "codes": made, "batch": form.cleaned_data["batch"]}
            return render(request, "fund/staff/vote_codes.html", context)
    context = {"vote": found, "form": form, "heading": _("Maak stemcodes"), "button": _("Maak de codes")}
    return render(request, "fund/staff/vote_form.html", context)


@needs(Permission.HANDLE)
@require_POST
def step(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """Announce, count, or throw away."""
    if slug not in STEPS:
        raise Http404
    found = desk_vote(request, pk)
    action, done = STEPS[slug]
    with refusals_told(request):
        action(vote=found, by=request.user, at=timezone.now())
        messages.success(request, done)
        return redirect("fund_staff:votes") if slug == "weg" else redirect("fund_staff:vote", pk)
    return redirect("fund_staff:vote", pk)
