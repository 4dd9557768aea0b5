"""What the handler does: take on, find complete, ask for what is missing, extend, write down what happened."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.access import needs
from core.refusals_shown import refusals_on, refusals_told
from stimulus_fund.actions import handling
from stimulus_fund.acts import Act
from stimulus_fund.forms.handling import AskForm, CompleteForm, ExtendForm, NoteForm
from stimulus_fund.permissions import Permission
from stimulus_fund.queries.term import complete_by
from stimulus_fund.views.desk import application_for, shown
from stimulus_fund.views.own import PersonRequest, posted


@needs(Permission.HANDLE)
@require_POST
def take_on(request: PersonRequest, pk: int) -> HttpResponse:
    """Become the handler."""
    found = application_for(request, pk, Act.TAKE_ON)
    with refusals_told(request):
        handling.take_on(application=found, by=request.user, at=timezone.now())
        messages.success(request, _("U behandelt deze aanvraag."))
    return redirect("fund_staff:application", pk)


@needs(Permission.HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def find_complete(request: PersonRequest, pk: int) -> HttpResponse:
    """Say that everything is there."""
    form = CompleteForm(posted(request))
    done = _("De aanvraag is volledig.")
    return act_page(request, pk, Act.FIND_COMPLETE, form=form, action=handling.find_complete, done=done)


@needs(Permission.HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask for what is missing; the day is filled in as the law's own."""
    form = AskForm(posted(request), initial={"until": complete_by(timezone.localdate())})
    done = _("De brief is verstuurd. De klok staat stil.")
    return act_page(request, pk, Act.ASK, form=form, action=handling.ask_to_complete, done=done)


@needs(Permission.HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: PersonRequest, pk: int) -> HttpResponse:
    """Decide later, once."""
    form = ExtendForm(posted(request))
    done = _("De termijn is verlengd en de brief is verstuurd.")
    return act_page(request, pk, Act.EXTEND, form=form, action=handling.extend, done=done)


@needs(Permission.HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: PersonRequest, pk: int) -> HttpResponse:
    """Write down what happened to the term outside the portal."""
    form = NoteForm(posted(request), initial={"on": timezone.localdate()})
    done = _("Vastgelegd. De klok is bijgewerkt.")
    return act_page(request, pk, Act.NOTE, form=form, action=handling.note_event, done=done)


def act_page(
    request: PersonRequest, pk: int, act: Act, *, form: Form, action: Callable[..., Any], done: str
) -> HttpResponse:
    """A page with one form for one act; its fields are the facts of the action."""
    found = application_for(request, pk, act)
    if form.is_valid():
        with refusals_on(form):
            action(application=found, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, done)
            return redirect("fund_staff:application", pk)
    context = shown(found, timezone.localdate()) | {"form": form, "act": act}
    return render(request, "fund/staff/act.html", context)
