"""Action points done or lapsed, by colleagues and by the initiator's side."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access import needs, signed_in
from core.refusals_shown import refusals_on, refusals_told
from teams.actions.action_point import drop_point, finish_point
from teams.forms.point import DropForm
from teams.models import ActionPoint
from teams.permissions import Permission
from teams.queries.access import points_to_drop, points_to_tick, readable_cases
from teams.views.case import show_case
from teams.views.request import PersonRequest

WORKPLACE = "werkplek"


@signed_in
@require_POST
def finish(request: PersonRequest, pk: int) -> HttpResponse:
    """Mark a point as done. Pressing twice is no mistake: a point that is done already stays done."""
    point = get_object_or_404(points_to_tick(request.user).select_related("team__initiative"), pk=pk)
    with refusals_told(request):
        finish_point(point=point, by=request.user, at=timezone.now())
        messages.success(request, _("Gedaan: %(text)s") % {"text": point.text})
    return redirect(_back(request, point))


@needs(Permission.WORK)
@require_POST
def drop(request: PersonRequest, pk: int) -> HttpResponse:
    """Let a point lapse, with a reason."""
    point = get_object_or_404(points_to_drop(request.user).select_related("team__initiative"), pk=pk)
    form = DropForm(request.POST, auto_id=f"drop_{pk}_%s")
    form.about = pk
    if form.is_valid():
        with refusals_on(form):
            drop_point(point=point, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
            messages.success(request, _("Vervallen: %(text)s") % {"text": point.text})
            return redirect(_back(request, point))
    return show_case(request, point.team.initiative, drop_form=form)


def _back(request: PersonRequest, point: ActionPoint) -> str:
    """The page of the button: the werkplek, the case there, or the initiator's own page."""
    initiative = point.team.initiative
    if not readable_cases(request.user).filter(pk=initiative.pk).exists():
        return initiative.status_url
    from_workplace = request.POST.get("terug") == WORKPLACE
    return reverse("teams:workplace") if from_workplace else reverse("teams:case", args=[initiative.number])
