"""The weekly meeting: agenda, who is there, and decisions written on the spot."""

from datetime import date

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.queries import person
from core.access import needs
from core.components import Crumb
from core.refusals_shown import refusals_on, refusals_told
from core.seen import mark
from initiatives.actions import meeting as actions
from initiatives.forms.desk_bulk import DecisionForm, MeetingForm, MinutesForm
from initiatives.models import Meeting, MeetingItem
from initiatives.permissions import Permission
from initiatives.queries import meetings as queries
from initiatives.views.desk_page import desk_page


@needs(Permission.TRIAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def meetings(request: HttpRequest) -> HttpResponse:
    """Meetings that come and that were, and a way to plan one."""
    form = MeetingForm(request.POST or None, initial={"held_on": localdate()})
    if form.is_valid():
        planned = actions.plan_meeting(held_on=form.cleaned_data["held_on"], by=person(request), at=timezone.now())
        return redirect(meeting_url(planned))
    return desk_page(
        request,
        "initiatives/desk/meetings.html",
        title=_("Overleg van het gidsteam"),
        form=form,
        meetings=queries.latest(),
        today=localdate(),
    )


@needs(Permission.TRIAGE)
@require_safe
def agenda(request: HttpRequest, held_on: date) -> HttpResponse:
    """One meeting."""
    return _agenda(request, get_object_or_404(Meeting, held_on=held_on))


@needs(Permission.TRIAGE)
@require_POST
def decide(request: HttpRequest, held_on: date, pk: int) -> HttpResponse:
    """Write what was decided about a case."""
    item = get_object_or_404(_items(request), pk=pk, meeting__held_on=held_on)
    form = DecisionForm(request.POST, prefix=f"punt-{item.pk}")
    if form.is_valid():
        with refusals_on(form):
            actions.write_decision(item=item, by=person(request), at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Besluit vastgelegd bij %(case)s.") % {"case": item.initiative.title})
            return redirect(f"{meeting_url(item.meeting)}#punt-{item.pk}")
    return _agenda(request, item.meeting, wrong=form, wrong_item=item)


@needs(Permission.TRIAGE)
@require_POST
def take_off(request: HttpRequest, held_on: date, pk: int) -> HttpResponse:
    """Take a case off the agenda."""
    item = get_object_or_404(_items(request), pk=pk, meeting__held_on=held_on)
    with refusals_told(request):
        actions.take_off_agenda(item=item, by=person(request), at=timezone.now())
        messages.success(request, _("%(case)s is van de agenda.") % {"case": item.initiative.title})
    return redirect(meeting_url(item.meeting))


@needs(Permission.TRIAGE)
@require_POST
def minutes(request: HttpRequest, held_on: date) -> HttpResponse:
    """Write who was there and what else was said."""
    meeting = get_object_or_404(Meeting, held_on=held_on)
    form = MinutesForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.write_minutes(meeting=meeting, by=person(request), at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Verslag bewaard."))
            return redirect(meeting_url(meeting))
    return _agenda(request, meeting, minutes_form=form)


def meeting_url(meeting: Meeting) -> str:
    """The address of a meeting."""
    return reverse("desk:meeting", args=[meeting.held_on])


def _items(request: HttpRequest) -> QuerySet[MeetingItem]:
    cases = queries.cases(person(request))
    return MeetingItem.objects.filter(initiative__in=cases).select_related("meeting", "initiative")


def _agenda(
    request: HttpRequest,
    meeting: Meeting,
    *,
    wrong: Form | None = None,
    wrong_item: MeetingItem | None = None,
    minutes_form: Form | None = None,
) -> HttpResponse:
    """The agenda with a form per case; `wrong` is the form that was not right, of `wrong_item`."""
    items = queries.items(meeting, person(request))
    present = [person.pk for person in meeting.present.all()]
    blank = {"present": present, "minutes": meeting.minutes, "seen": mark(meeting.minutes)}
    return desk_page(
        request,
        "initiatives/desk/meeting.html",
        title=_("Overleg van het gidsteam"),
        crumbs=(Crumb(_("Overleg"), reverse("desk:meetings")),),
        meeting=meeting,
        points=[(item, wrong if item == wrong_item else _decision_form(item)) for item in items],
        wrong=wrong or (minutes_form if minutes_form and minutes_form.errors else None),
        minutes_form=minutes_form or MinutesForm(initial=blank),
    )


def _decision_form(item: MeetingItem) -> DecisionForm:
    return DecisionForm(prefix=f"punt-{item.pk}", initial={"decision": item.decision, "seen": mark(item.decision)})
