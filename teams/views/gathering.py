"""Gatherings of a programme: planning, correcting, looking at, writing down what came of them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.access import needs
from core.refusals_shown import refusals_on
from teams.actions import gathering as actions
from teams.forms.programme import CancelGatheringForm, GatheringForm, OutcomeForm
from teams.models import Gathering, Programme
from teams.permissions import Permission
from teams.queries.books import participants_of
from teams.queries.programme_pages import attendances_of, inside_programmes
from teams.views.request import PersonRequest


@needs(Permission.RUN_PROGRAMMES)
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: PersonRequest, slug: str) -> HttpResponse:
    """Plan a gathering."""
    programme = get_object_or_404(Programme, slug=slug)
    form = GatheringForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            actions.plan_gathering(programme=programme, facts=form.facts(), by=request.user, at=timezone.now())
            messages.success(request, _("De bijeenkomst staat in het programma. De deelnemers krijgen een e-mail."))
            return redirect("teams:programme", slug)
    return render(request, "teams/gathering_form.html", {"form": form, "programme": programme, "gathering": None})


@needs(Permission.RUN_PROGRAMMES)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Correct a gathering."""
    gathering = get_object_or_404(Gathering.objects.select_related("programme"), programme__slug=slug, pk=pk)
    form = GatheringForm(
        request.POST if request.method == "POST" else None, initial=GatheringForm.initial_of(gathering)
    )
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        with refusals_on(form):
            actions.change_gathering(
                gathering=gathering, version=version, facts=form.facts(), by=request.user, at=timezone.now()
            )
            messages.success(request, _("De bijeenkomst is bijgewerkt."))
            return redirect("teams:gathering", slug, pk)
    context = {"form": form, "programme": gathering.programme, "gathering": gathering}
    return render(request, "teams/gathering_form.html", context)


@needs(Permission.RUN_PROGRAMMES)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Cancel a gathering, with a reason everybody who takes part reads."""
    gathering = get_object_or_404(Gathering.objects.select_related("programme"), programme__slug=slug, pk=pk)
    form = CancelGatheringForm(
        request.POST if request.method == "POST" else None, initial={"version": gathering.version}
    )
    if form.is_valid():
        with refusals_on(form):
            actions.cancel_gathering(gathering=gathering, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Afgezegd. De deelnemers krijgen een e-mail."))
            return redirect("teams:programme", slug)
    return render(request, "teams/gathering_cancel.html", {"form": form, "gathering": gathering})


@needs(Permission.WORK, Permission.RUN_PROGRAMMES)
@require_http_methods(["GET", "HEAD", "POST"])
def gathering(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """One gathering for whoever takes part; who runs it writes down what came of it and who was there."""
    inside = inside_programmes(request.user).filter(slug=slug)
    found = get_object_or_404(Gathering.objects.select_related("programme"), programme__in=inside, pk=pk)
    may_run = request.user.has_perm(Permission.RUN_PROGRAMMES)
    if request.method == "POST" and not may_run:
        raise Http404
    attended = list(attendances_of(found))
    is_tellable = found.starts_at <= timezone.now() and not found.is_cancelled
    form = _outcome_form(request, found, {each.user_id: each.presence for each in attended}) if may_run else None
    if form and form.is_valid():
        with refusals_on(form):
            actions.write_outcome(
                gathering=found,
                version=form.cleaned_data["version"],
                outcome=form.cleaned_data["outcome"],
                presences=form.presences(),
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("Het verslag is bewaard."))
            return redirect("teams:gathering", slug, pk)
    context = {
        "gathering": found,
        "attended": attended,
        "may_run": may_run,
        "is_to_come": found.starts_at > timezone.now(),
        "form": form if is_tellable else None,
    }
    return render(request, "teams/gathering.html", context)


def _outcome_form(request: PersonRequest, gathering: Gathering, known: dict[int, str]) -> OutcomeForm:
    return OutcomeForm(
        request.POST if request.method == "POST" else None,
        initial={"outcome": gathering.outcome, "version": gathering.version},
        people=list(participants_of(gathering.programme)),
        known=known,
    )
