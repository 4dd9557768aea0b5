"""One session with everything around it: who were there, the summary and what was said of it, files."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.access import needs
from core.refusals_shown import refusals_on
from teams.actions.session_file import add_session_files, remove_session_file
from teams.actions.summary import reply_to_answer
from teams.forms.summary import FilesForm, ReplyForm
from teams.models import Session, SessionFile
from teams.permissions import Permission
from teams.queries.access import editable_sessions
from teams.queries.session import readable_sessions, session_page
from teams.views.request import PersonRequest


@needs(Permission.WORK)
@require_safe
def session(request: PersonRequest, number: str, pk: int) -> HttpResponse:
    """A session, for colleagues."""
    found = get_object_or_404(_with_case(readable_sessions(request.user)), pk=pk, team__initiative__number=number)
    return _show(request, found)


@needs(Permission.WORK)
@require_POST
def reply(request: PersonRequest, number: str, pk: int, answer_pk: int) -> HttpResponse:
    """Reply to what the initiator's side said of the summary."""
    found = _editable(request, number, pk)
    answer = get_object_or_404(found.summary_answers.select_related("session__team__initiative"), pk=answer_pk)
    form = ReplyForm(request.POST, auto_id=f"reply_{answer_pk}_%s")
    form.about = answer_pk
    if form.is_valid():
        with refusals_on(form):
            reply_to_answer(answer=answer, text=form.cleaned_data["reply"], by=request.user, at=timezone.now())
            messages.success(request, _("Bewaard. De initiatiefnemer krijgt uw reactie per e-mail."))
            return redirect("teams:session", number, pk)
    return _show(request, found, reply_form=form)


@needs(Permission.WORK)
@require_POST
def add_files(request: PersonRequest, number: str, pk: int) -> HttpResponse:
    """Add photos and documents to a session."""
    found = _editable(request, number, pk)
    form = FilesForm(request.POST, request.FILES)
    if form.is_valid():
        data = form.cleaned_data
        with refusals_on(form):
            add_session_files(
                session=found, uploads=data["uploads"], shared=data["shared"], by=request.user, at=timezone.now()
            )
            messages.success(request, _("Toegevoegd."))
            return redirect("teams:session", number, pk)
    return _show(request, found, files_form=form)


@needs(Permission.WORK)
@require_POST
def remove(request: PersonRequest, number: str, pk: int, file_pk: int) -> HttpResponse:
    """Take a file of a session away."""
    found = _editable(request, number, pk)
    files = SessionFile.objects.filter(session=found, attachment__removed_at=None)
    file = get_object_or_404(files.select_related("attachment__initiative"), pk=file_pk)
    remove_session_file(file=file, by=request.user, at=timezone.now())
    messages.success(request, _("Verwijderd."))
    return redirect("teams:session", number, pk)


def _editable(request: PersonRequest, number: str, pk: int) -> Session:
    rows = _with_case(editable_sessions(request.user))
    return get_object_or_404(rows, pk=pk, team__initiative__number=number)


def _with_case(rows: Any) -> Any:
    return rows.select_related("team__initiative__owner", "logged_by")


def _show(request: PersonRequest, found: Session, **forms: Any) -> HttpResponse:
    """The page; `forms` replaces an empty form by the one that was just refused."""
    empty = {"reply_form": ReplyForm(auto_id="reply_%s"), "files_form": FilesForm()}
    context = {
        "page": session_page(found, request.user),
        "session": found,
        "initiative": found.team.initiative,
        "refused": next(iter(forms.values()), None),
        **empty,
        **forms,
    }
    return render(request, "teams/session.html", context)
