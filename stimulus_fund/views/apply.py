"""Apply for money: begin from an initiative, the task list, another pot, throw away, take back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from core.access import signed_in
from core.refusals_shown import refusals_on, refusals_told
from stimulus_fund.actions import application as drafts
from stimulus_fund.actions.sending import withdraw as take_back
from stimulus_fund.budget import share_told
from stimulus_fund.forms.begin import BeginForm, MoveForm
from stimulus_fund.queries import own as queries
from stimulus_fund.queries import schemes
from stimulus_fund.queries.gaps import differences, required_files
from stimulus_fund.queries.shown import everything
from stimulus_fund.views.own import PersonRequest, own_application, own_draft, posted
from stimulus_fund.views.sent import standing


@signed_in
@require_http_methods(["GET", "POST"])
def begin(request: PersonRequest) -> HttpResponse:
    """Choose for which initiative and from which pot; what the initiative says already is not asked again."""
    initiatives = queries.own_initiatives(request.user)
    open_now = schemes.open_schemes(timezone.localdate())
    form = BeginForm(posted(request), initiatives=initiatives, schemes=open_now, asked=request.GET)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            draft = drafts.begin(**form.cleaned_data, by=request.user, at=timezone.now())
            return redirect(draft)
    return render(request, "fund/apply/begin.html", {"form": form, "initiatives": initiatives})


@signed_in
@require_GET
def application(request: PersonRequest, pk: int) -> HttpResponse:
    """The task list of a draft, or where a sent application stands."""
    found = own_application(request, pk)
    rules = queries.rules_for(found)
    budget = queries.budget_of(found, rules)
    if not found.is_draft:
        return render(request, "fund/apply/status.html", standing(found, timezone.localdate()))
    context = {
        "application": found,
        "rules": rules,
        "tasks": queries.tasks(found, rules),
        "share": share_told(budget, rules.max_share_percent if rules else None),
        "differences": differences(found, rules, budget, timezone.localdate()) if rules else [],
        "required": required_files(rules, budget.asked_cents),
    }
    return render(request, "fund/apply/tasks.html", context)


@signed_in
@require_GET
def copy(request: PersonRequest, pk: int) -> HttpResponse:
    """Everything that was sent, when it came in and what was promised; to read, to print."""
    found = own_application(request, pk)
    context = {
        "application": found,
        "parts": everything(found, queries.lines_of(found)),
        "files": found.files.select_related("required"),
    }
    return render(request, "fund/apply/copy.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def move(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a draft to another pot; nothing is typed twice."""
    draft = own_draft(request, pk)
    others = [scheme for scheme in schemes.open_schemes(timezone.localdate()) if scheme.pk != draft.scheme_id]
    form = MoveForm(posted(request), schemes=others)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            moved = drafts.move(application=draft, scheme=form.cleaned_data["scheme"], at=timezone.now())
            messages.success(request, _("Uw aanvraag gaat verder bij %(scheme)s.") % {"scheme": moved.scheme.name})
            return redirect(moved)
    return render(request, "fund/apply/move.html", {"application": draft, "form": form})


@signed_in
@require_http_methods(["GET", "POST"])
def discard(request: PersonRequest, pk: int) -> HttpResponse:
    """Throw a draft away, or take back what was sent, after asking."""
    found = own_application(request, pk)
    if request.method == "POST":
        with refusals_told(request):
            if found.is_draft:
                drafts.discard(application=found)
                messages.success(request, _("Uw concept is weggegooid."))
                return redirect(found.initiative.status_url)
            take_back(application=found, by=request.user, at=timezone.now())
            messages.success(request, _("U heeft de aanvraag ingetrokken."))
        return redirect(found)
    return render(request, "fund/apply/discard.html", {"application": found})
