"""The page of one case at the werkplek, and what colleagues write down there."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from core.access import needs
from core.refusals_shown import refusals_on
from initiatives.models import Initiative
from teams.actions.action_point import add_point
from teams.actions.note import write_note
from teams.forms.lesson import LessonForm
from teams.forms.point import DropForm, PointForm
from teams.forms.team import AnswerForm, HandOverForm, InviteForm, LeaveForm, NoteForm, ProgressForm
from teams.permissions import Permission
from teams.queries.access import readable_cases, writable_cases
from teams.queries.case import case_page
from teams.queries.people import participants
from teams.views.request import PersonRequest


@needs(Permission.WORK)
@require_safe
def case(request: PersonRequest, number: str) -> HttpResponse:
    """A case, told in a minute."""
    initiative = get_object_or_404(readable_cases(request.user), number=number)
    return show_case(request, initiative)


def show_case(request: PersonRequest, initiative: Initiative, **forms: Any) -> HttpResponse:
    """The page of a case; `forms` replaces an empty form by the one that was just refused."""
    page = case_page(initiative, request.user, today=localdate())
    empty: dict[str, Any] = {
        "answer_form": AnswerForm(auto_id="answer_%s"),
        "leave_form": LeaveForm(auto_id="leave_%s"),
        "drop_form": DropForm(auto_id="drop_%s"),
    }
    if page.standing.may_write:
        people = list(participants(initiative, request.user))
        empty["note_form"] = note_form(people, request.user)
        empty["lesson_form"] = LessonForm(auto_id="lesson_%s")
        empty["point_form"] = PointForm(people=people, auto_id="point_%s")
    if page.standing.may_leave and page.standing.member:
        empty["hand_over_form"] = HandOverForm(initiative=initiative, auto_id="over_%s")
        empty["progress_form"] = ProgressForm(
            initial={"progress": page.standing.member.progress}, auto_id="progress_%s"
        )
    if page.standing.may_invite:
        empty["invite_form"] = InviteForm(initiative=initiative, auto_id="invite_%s")
    refused = next(iter(forms.values()), None)
    return render(request, "teams/case.html", {"page": page, "refused": refused, **empty, **forms})


def note_form(people: Iterable[User], writer: User, data: QueryDict | None = None) -> NoteForm:
    """The form of a note, for all of these people to read but who writes it."""
    colleagues = [person for person in people if person != writer]
    return NoteForm(data, colleagues=colleagues, auto_id="note_%s")


@needs(Permission.WORK)
@require_POST
def note(request: PersonRequest, number: str) -> HttpResponse:
    """Write an internal note."""
    initiative = get_object_or_404(writable_cases(request.user), number=number)
    form = note_form(participants(initiative, request.user), request.user, request.POST)
    if form.is_valid():
        with refusals_on(form):
            write_note(
                initiative=initiative,
                text=form.cleaned_data["text"],
                named=form.readers(),
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("Notitie bewaard. Alleen collega's lezen haar."))
            return redirect("teams:case", number)
    return show_case(request, initiative, note_form=form)


@needs(Permission.WORK)
@require_POST
def point(request: PersonRequest, number: str) -> HttpResponse:
    """Agree on something to be done."""
    initiative = get_object_or_404(writable_cases(request.user), number=number)
    form = PointForm(request.POST, people=participants(initiative, request.user), auto_id="point_%s")
    if form.is_valid():
        shared = form.cleaned_data["shared"]
        with refusals_on(form):
            add_point(initiative=initiative, point=form.point(), shared=shared, by=request.user, at=timezone.now())
            messages.success(request, _("Actiepunt bewaard."))
            return redirect("teams:case", number)
    return show_case(request, initiative, point_form=form)
