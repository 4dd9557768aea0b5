"""What came of an event: the report, lessons and promises."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.actions import event_report as actions
from community.forms.workplace_agenda import LessonForm, PromiseForm, ReportForm
from community.models import EventReport
from community.permissions import Permission
from community.queries import workplace_agenda as queries
from community.views.request import PersonRequest
from community.views.workplace_agenda import show_event
from core.access import needs
from core.refusals_shown import refusals_on
from teams.queries.people import colleagues


@needs(Permission.RUN_EVENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: PersonRequest, slug: str) -> HttpResponse:
    """Write down what came of an event and who was there."""
    found = get_object_or_404(queries.visible(request.user), slug=slug)
    if found.is_draft or found.is_cancelled or found.starts_at > timezone.now():
        raise Http404
    written = EventReport.objects.filter(event=found).first()
    posted = request.POST if request.method == "POST" else None
    form = ReportForm(posted, registrations=queries.people_of(found).registrations, report=written)
    if form.is_valid():
        with refusals_on(form):
            names = ("came", "text", "visibility", "version")
            actions.write_report(
                event=found,
                present=form.present_keys(),
                **{name: form.cleaned_data[name] for name in names},
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("Het verslag is bewaard."))
            return redirect("community_work:event", slug)
    return render(request, "community/werkplek/event_report.html", {"form": form, "event": found, "report": written})


@needs(Permission.RUN_EVENTS)
@require_POST
def lesson(request: PersonRequest, slug: str) -> HttpResponse:
    """Write a lesson with one of the initiatives of an event."""
    written = _written(request, slug)
    initiatives = queries.writable(written.event, request.user)
    form = LessonForm(request.POST, initiatives=initiatives, auto_id="lesson_%s")
    if form.is_valid():
        with refusals_on(form):
            actions.tell_lesson(
                report=written,
                initiative=form.cleaned_data["initiative"],
                lesson=form.new_lesson(),
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("De les staat bij het initiatief."))
            return redirect("community_work:event", slug)
    return show_event(request, written.event, lesson_form=form)


@needs(Permission.RUN_EVENTS)
@require_POST
def promise(request: PersonRequest, slug: str) -> HttpResponse:
    """Make an action point of what was promised."""
    written = _written(request, slug)
    initiatives = queries.writable(written.event, request.user)
    form = PromiseForm(request.POST, initiatives=initiatives, people=colleagues(), auto_id="promise_%s")
    if form.is_valid():
        with refusals_on(form):
            data = form.cleaned_data
            actions.make_promise(
                report=written,
                initiative=data["initiative"],
                point=form.new_point(),
                shared=data["shared"],
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("De belofte is nu een actiepunt bij het initiatief."))
            return redirect("community_work:event", slug)
    return show_event(request, written.event, promise_form=form)


def _written(request: PersonRequest, slug: str) -> EventReport:
    """The report of an event; 404 while there is none."""
    found = get_object_or_404(queries.visible(request.user), slug=slug)
    written = get_object_or_404(EventReport, event=found)
    written.event = found
    return written
