"""Rules and money of schemes at the desk: written by one, approved by another, and how much there is."""

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
from stimulus_fund.actions import rules as actions
from stimulus_fund.actions.pot import set_budget
from stimulus_fund.forms.deciding import RemarkForm
from stimulus_fund.forms.rules import BudgetForm, RulesForm, StartForm
from stimulus_fund.models import Ruleset, Scheme
from stimulus_fund.permissions import Permission
from stimulus_fund.queries import rules as queries
from stimulus_fund.queries.schemes import ruleset_on
from stimulus_fund.views.own import PersonRequest, posted

STEPS: dict[str, tuple[Callable[..., Any], Any]] = {
    "voorleggen": (actions.offer_rules, lazy("De regels wachten op goedkeuring van een collega.")),
    "weg": (actions.discard_rules, lazy("Het concept is weggegooid.")),
}


def desk_scheme(request: PersonRequest, slug: str) -> Scheme:
    """A scheme whose rules this person may write; else 404."""
    return get_object_or_404(queries.schemes_of(request.user), slug=slug)


def desk_draft(request: PersonRequest, slug: str) -> Ruleset:
    """What is being written for it; else 404."""
    found = queries.being_written(desk_scheme(request, slug))
    if found is None:
        raise Http404
    return found


@needs(Permission.EDIT_SCHEMES)
@require_safe
def schemes(request: PersonRequest) -> HttpResponse:
    """The schemes this person writes rules for."""
    rows = [(one, queries.being_written(one)) for one in queries.schemes_of(request.user)]
    return render(request, "fund/staff/schemes.html", {"rows": rows})


@needs(Permission.EDIT_SCHEMES)
@require_http_methods(["GET", "HEAD", "POST"])
def scheme(request: PersonRequest, slug: str) -> HttpResponse:
    """One scheme: what holds, every earlier version, the money, and the way to new rules."""
    found = desk_scheme(request, slug)
    today = timezone.localdate()
    form = StartForm(posted(request))
    if form.is_valid():
        with refusals_on(form):
            day = form.cleaned_data["valid_from"]
            actions.start_rules(scheme=found, valid_from=day, by=request.user, at=timezone.now())
            return redirect("fund_staff:rules", slug)
    context = {
        "scheme": found,
        "holds": ruleset_on(found, today),
        "versions": queries.approved_of(found),
        "draft": queries.being_written(found),
        "pots": queries.pots(found, today.year),
        "form": form,
    }
    return render(request, "fund/staff/scheme.html", context)


@needs(Permission.EDIT_SCHEMES)
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: PersonRequest, slug: str) -> HttpResponse:
    """Write the rules; whoever did not write them reads them."""
    draft = desk_draft(request, slug)
    if draft.state != "draft" or draft.written_by_id != request.user.pk:
        return redirect("fund_staff:compare", slug)
    form = RulesForm(posted(request), rules=draft)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form.facts):
            actions.write_rules(ruleset=draft, new=form.new(), by=request.user, at=timezone.now())
            messages.success(request, _("De regels zijn bewaard."))
            return redirect("fund_staff:compare", slug)
    context = {"scheme": draft.scheme, "draft": draft, "form": form, "forms": form.forms}
    return render(request, "fund/staff/rules.html", context)


@needs(Permission.EDIT_SCHEMES)
@require_safe
def compare(request: PersonRequest, slug: str) -> HttpResponse:
    """What changes against the rules that hold, and what this person can do with it."""
    draft = desk_draft(request, slug)
    is_mine = draft.written_by_id == request.user.pk
    context = {
        "scheme": draft.scheme,
        "draft": draft,
        "old": queries.replaced_by(draft),
        "differences": queries.differences(draft),
        "can_write": is_mine and draft.state == "draft",
        "can_approve": draft.state == "offered" and not is_mine and may_approve(request, draft),
        "form": RemarkForm(),
    }
    return render(request, "fund/staff/compare.html", context)


def may_approve(request: PersonRequest, draft: Ruleset) -> bool:
    """True for who approves rules of this scheme."""
    return bool(request.user.scopes(Permission.APPROVE_SCHEMES) & {"", draft.scheme.scope})


@needs(Permission.EDIT_SCHEMES)
@require_POST
def step(request: PersonRequest, slug: str, word: str) -> HttpResponse:
    """Offer the draft, or throw it away."""
    if word not in STEPS:
        raise Http404
    draft = desk_draft(request, slug)
    action, done = STEPS[word]
    with refusals_told(request):
        action(ruleset=draft, by=request.user, at=timezone.now())
        messages.success(request, done)
    return redirect("fund_staff:scheme", slug)


@needs(Permission.APPROVE_SCHEMES)
@require_POST
def approve(request: PersonRequest, slug: str) -> HttpResponse:
    """Approve what another wrote, or give it back with a reason."""
    mine = Scheme.objects.worked_by(request.user, Permission.APPROVE_SCHEMES)
    draft = queries.being_written(get_object_or_404(mine, slug=slug))
    if draft is None:
        raise Http404
    facts: dict[str, Any] = {"ruleset": draft, "by": request.user, "at": timezone.now()}
    with refusals_told(request):
        if "back" in request.POST:
            actions.return_rules(**facts, remark=request.POST.get("remark", "")[:300])
            messages.success(request, _("De regels zijn teruggegeven."))
        else:
            actions.approve_rules(**facts)
            messages.success(request, _("De regels zijn vastgesteld."))
    return redirect("fund_staff:scheme", slug)


@needs(Permission.EDIT_SCHEMES)
@require_http_methods(["GET", "HEAD", "POST"])
def budget(request: PersonRequest, slug: str) -> HttpResponse:
    """Say how much there is for a year and a part of town."""
    found = desk_scheme(request, slug)
    today = timezone.localdate()
    holds = ruleset_on(found, today)
    if holds is None:
        raise Http404
    form = BudgetForm(posted(request), rules=holds, year=today.year)
    if form.is_valid():
        with refusals_on(form):
            set_budget(scheme=found, **form.facts(), by=request.user, at=timezone.now())
            messages.success(request, _("Het budget is bewaard."))
            return redirect("fund_staff:scheme", slug)
    return render(request, "fund/staff/budget.html", {"scheme": found, "form": form})
