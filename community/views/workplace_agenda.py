"""The agenda at the werkplek: the list, planning, changing, publishing and cancelling events."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.actions import event as actions
from community.forms.agenda import EARLIER
from community.forms.workplace_agenda import CancelForm, EventForm, LessonForm, PlanForm, PromiseForm
from community.models import Event
from community.permissions import Permission
from community.queries import workplace_agenda as queries
from community.queries.registration import standing_of
from community.views.agenda import address, pages
from community.views.request import PersonRequest
from core.access import needs
from core.paging import PAGE, number_in
from core.refusals_shown import refusals_on, refusals_told
from teams.permissions import Permission as Teams
from teams.queries.people import colleagues


@needs(Teams.WORK, Permission.RUN_EVENTS)
@require_safe
def agenda(request: PersonRequest) -> HttpResponse:
    """What comes or what was, internal too, and the next gatherings of programmes."""
    at, earlier = timezone.now(), request.GET.get("wanneer") == EARLIER
    found = queries.lines(queries.visible(request.user), number_in(request.GET), earlier=earlier, at=at)
    context = {
        "found": found,
        "earlier": earlier,
        "pages": pages(request, found),
        "coming_url": address(request, without=("wanneer", PAGE)),
        "earlier_url": address(request, without=("wanneer", PAGE), wanneer=EARLIER),
        "gatherings": [] if earlier else queries.gatherings(at),
        "may_run": request.user.has_perm(Permission.RUN_EVENTS),
    }
    return render(request, "community/werkplek/agenda.html", context)


@needs(Teams.WORK, Permission.RUN_EVENTS)
@require_safe
def event(request: PersonRequest, slug: str) -> HttpResponse:
    """One event: what it is and what came of it; for its organisers also who comes."""
    return show_event(request, get_object_or_404(queries.visible(request.user), slug=slug))


@needs(Permission.RUN_EVENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: PersonRequest) -> HttpResponse:
    """Write a new event, or a series of them, as a concept."""
    form = PlanForm(request.POST if request.method == "POST" else None, linkable=queries.linkable(request.user))
    if form.is_valid():
        with refusals_on(form):
            given: dict[str, Any] = {"facts": form.facts(), "by": request.user, "at": timezone.now()}
            repeat = form.repeat()
            made = actions.plan_series(**given, repeat=repeat)[0] if repeat else actions.plan_event(**given)
            messages.success(request, _("Het concept is bewaard. Kijk het na en publiceer het."))
            return redirect("community_work:event", made.slug)
    return render(request, "community/werkplek/event_form.html", {"form": form, "event": None})


@needs(Permission.RUN_EVENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PersonRequest, slug: str) -> HttpResponse:
    """Correct an event; who comes hears of another title, time or place."""
    found = get_object_or_404(queries.visible(request.user), slug=slug)
    linkable = queries.linkable(request.user)
    linked = queries.shown_initiatives(found, request.user)
    posted = request.POST if request.method == "POST" else None
    form = EventForm(posted, linkable=linkable, initial=EventForm.initial_of(found, linked))
    if form.is_valid():
        with refusals_on(form):
            version = form.cleaned_data["version"] or 0
            actions.change_event(event=found, version=version, facts=form.facts(), by=request.user, at=timezone.now())
            messages.success(request, _("De bijeenkomst is bijgewerkt."))
            return redirect("community_work:event", slug)
    return render(request, "community/werkplek/event_form.html", {"form": form, "event": found})


@needs(Permission.RUN_EVENTS)
@require_POST
def publish(request: PersonRequest, slug: str) -> HttpResponse:
    """Let its readers see an event."""
    found = get_object_or_404(queries.visible(request.user), slug=slug)
    with refusals_told(request):
        actions.publish_event(event=found, by=request.user, at=timezone.now())
        messages.success(request, _("De bijeenkomst staat in de agenda."))
    return redirect("community_work:event", slug)


@needs(Permission.RUN_EVENTS)
@require_POST
def publish_series(request: PersonRequest, slug: str) -> HttpResponse:
    """Publish all concepts of the series of this event."""
    found = get_object_or_404(queries.visible(request.user), slug=slug)
    if found.series is None:
        raise Http404
    with refusals_told(request):
        count = actions.publish_series(series=found.series, by=request.user, at=timezone.now())
        told = ngettext("%(count)d bijeenkomst is gepubliceerd.", "%(count)d bijeenkomsten zijn gepubliceerd.", count)
        messages.success(request, told % {"count": count})
    return redirect("community_work:event", slug)


@needs(Permission.RUN_EVENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: PersonRequest, slug: str) -> HttpResponse:
    """Cancel an event, with a reason everybody reads."""
    found = get_object_or_404(queries.visible(request.user), slug=slug)
    form = CancelForm(request.POST if request.method == "POST" else None, initial={"version": found.version})
    if form.is_valid():
        with refusals_on(form):
            actions.cancel_event(event=found, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Afgezegd. Wie zich aanmeldde, krijgt een e-mail."))
            return redirect("community_work:event", slug)
    people = queries.people_of(found)
    return render(request, "community/werkplek/event_cancel.html", {"form": form, "event": found, "people": people})


@needs(Permission.RUN_EVENTS)
@require_POST
def throw_away(request: PersonRequest, slug: str) -> HttpResponse:
    """Delete a concept."""
    found = get_object_or_404(queries.visible(request.user), slug=slug)
    with refusals_told(request):
        actions.throw_away(event=found, by=request.user, at=timezone.now())
        messages.success(request, _("Het concept is weg."))
        return redirect("community_work:agenda")
    return redirect("community_work:event", slug)


def show_event(request: PersonRequest, found: Event, **refused: Any) -> HttpResponse:
    """The page of an event, with a form that was refused in place of the empty one."""
    at, may_run = timezone.now(), request.user.has_perm(Permission.RUN_EVENTS)
    outcome = queries.outcome_of(found, request.user)
    initiatives = queries.writable(found, request.user)
    may_learn = may_run and outcome.report is not None and initiatives.exists()
    context = {
        "event": found,
        "may_run": may_run,
        "is_coming": found.starts_at > at,
        "is_open": found.is_open(at),
        "is_over": found.is_over(at),
        "own": standing_of(request.user, found),
        "people": queries.people_of(found) if may_run else None,
        "initiatives": queries.shown_initiatives(found, request.user),
        "siblings": queries.siblings(found),
        "drafts": queries.drafts_of_series(found, at),
        "outcome": outcome,
        "public_url": reverse("community:event", args=[found.slug]) if found.is_public else "",
        "lesson_form": LessonForm(initiatives=initiatives, auto_id="lesson_%s") if may_learn else None,
        "promise_form": PromiseForm(initiatives=initiatives, people=colleagues(), auto_id="promise_%s")
        if may_learn
        else None,
        "refused": next(iter(refused.values()), None),
    }
    return render(request, "community/werkplek/event.html", {**context, **refused})
