"""Planning a session, changing and cancelling it, and the file for the calendar."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import ical
from core.access import needs
from core.refusals_shown import refusals_on
from initiatives.models import Initiative
from teams.actions.planned import cancel_plan, change_plan, plan_session
from teams.appointments import download, page_for_colleagues
from teams.forms.planned import CancelForm, PlanForm
from teams.models import PlannedSession
from teams.permissions import Permission
from teams.queries.access import writable_cases
from teams.queries.people import participants
from teams.queries.planned import editable_plans, readable_plans
from teams.views.request import PersonRequest


@needs(Permission.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: PersonRequest, number: str) -> HttpResponse:
    """Plan a session."""
    initiative = get_object_or_404(writable_cases(request.user), number=number)
    people = participants(initiative, request.user)
    form = PlanForm(
        request.POST if request.method == "POST" else None,
        people=people,
        initial={"invited": [str(request.user.pk)]},
    )
    if form.is_valid():
        with refusals_on(form):
            planned = plan_session(initiative=initiative, plan=form.plan(), by=request.user, at=timezone.now())
            messages.success(request, _("Gepland. Wie u uitnodigde, krijgt de afspraak per e-mail."))
            return redirect("teams:planned_session", number, planned.pk)
    return _show(request, initiative, form)


@needs(Permission.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PersonRequest, number: str, pk: int) -> HttpResponse:
    """Look at a planned session and change it."""
    planned = _editable(request, number, pk)
    initiative = planned.team.initiative
    people = participants(initiative, request.user)
    given = request.POST if request.method == "POST" else None
    form = PlanForm(given, people=people, initial=PlanForm.initial_of(planned))
    if form.is_valid():
        with refusals_on(form):
            change_plan(
                planned=planned,
                plan=form.plan(),
                sequence=form.cleaned_data["sequence"] or 0,
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("Gewijzigd. Wie is uitgenodigd, krijgt de nieuwe afspraak per e-mail."))
            return redirect("teams:planned_session", number, pk)
        planned.refresh_from_db()
    return _show(request, initiative, form, planned=planned)


@needs(Permission.WORK)
@require_POST
def cancel(request: PersonRequest, number: str, pk: int) -> HttpResponse:
    """Cancel a planned session, with a reason."""
    planned = _editable(request, number, pk)
    form = CancelForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            cancel_plan(planned=planned, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
            messages.success(request, _("Afgezegd. Wie was uitgenodigd, krijgt bericht."))
            return redirect("teams:case", number)
    initiative = planned.team.initiative
    people = participants(initiative, request.user)
    shown = PlanForm(people=people, initial=PlanForm.initial_of(planned))
    return _show(request, initiative, shown, planned=planned, cancel_form=form)


@needs(Permission.WORK)
@require_safe
def calendar(request: PersonRequest, number: str, pk: int) -> HttpResponse:
    """The appointment as a file for one's calendar."""
    plans = readable_plans(request.user).select_related("team__initiative")
    planned = get_object_or_404(plans, pk=pk, team__initiative__number=number)
    return as_file(download(planned, url=page_for_colleagues(planned)))


def as_file(content: bytes) -> HttpResponse:
    """An appointment to open in a calendar."""
    headers = {"Content-Disposition": 'attachment; filename="afspraak.ics"'}
    return HttpResponse(content, content_type=f"{ical.MIME_TYPE}; charset=utf-8", headers=headers)


def _editable(request: PersonRequest, number: str, pk: int) -> PlannedSession:
    plans = editable_plans(request.user).select_related("team__initiative__owner", "planned_by")
    return get_object_or_404(plans.prefetch_related("invited"), pk=pk, team__initiative__number=number)


def _show(
    request: PersonRequest,
    initiative: Initiative,
    form: PlanForm,
    *,
    planned: PlannedSession | None = None,
    cancel_form: CancelForm | None = None,
) -> HttpResponse:
    context = {
        "initiative": initiative,
        "form": form,
        "planned": planned,
        "cancel_form": cancel_form or CancelForm(),
        "refused": cancel_form or form,
    }
    return render(request, "teams/planned.html", context)
