"""Intervision, for whoever takes part in the programme: bringing a question, reacting, keeping the insight."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.access import needs
from core.refusals_shown import refusals_on
from teams.actions import intervision as actions
from teams.forms.programme_words import AnswerForm, InsightForm, KeepForm, QuestionForm, WordForm
from teams.models import PeerQuestion, Programme
from teams.permissions import Permission
from teams.queries.programme import initiatives_of
from teams.queries.programme_pages import questions_for
from teams.views.request import PersonRequest


@needs(Permission.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: PersonRequest, slug: str) -> HttpResponse:
    """The questions of a programme, and bringing one."""
    programme = get_object_or_404(Programme.objects.joined_by(request.user), slug=slug)
    cases = initiatives_of(programme).order_by("title", "pk")
    form = QuestionForm(request.POST if request.method == "POST" else None, programme=programme, cases=cases)
    if form.is_valid():
        with refusals_on(form):
            question = actions.bring_question(
                programme=programme, by=request.user, at=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("Uw vraag is ingebracht. De andere deelnemers krijgen een e-mail."))
            return redirect("teams:peer_question", slug, question.pk)
    context = {"programme": programme, "questions": questions_for(request.user, programme), "form": form}
    return render(request, "teams/intervision.html", context)


@needs(Permission.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """One question with what was said; colleagues ask on and advise, the bringer answers."""
    found = _question(request, slug, pk)
    own = found.brought_by == request.user
    form = (AnswerForm if own else WordForm)(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            actions.say(question=found, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Uw bijdrage staat erbij."))
            return redirect("teams:peer_question", slug, pk)
    return _show(request, found, form=form)


@needs(Permission.WORK)
@require_POST
def insight(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """The bringer writes down the insight."""
    found = _question(request, slug, pk)
    form = InsightForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.write_insight(question=found, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Uw inzicht is bewaard."))
            return redirect("teams:peer_question", slug, pk)
    return _show(request, found, insight_form=form)


@needs(Permission.WORK)
@require_POST
def keep(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """The bringer lets the insight leave the room as a lesson."""
    found = _question(request, slug, pk)
    form = KeepForm(request.POST, cases=initiatives_of(found.programme).order_by("title", "pk"))
    if form.is_valid():
        with refusals_on(form):
            actions.keep_as_lesson(
                question=found,
                initiative=form.cleaned_data["initiative"],
                lesson=form.new_lesson(),
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("De les staat bij wat wij leerden."))
            return redirect("teams:peer_question", slug, pk)
    return _show(request, found, keep_form=form)


def _question(request: PersonRequest, slug: str, pk: int) -> PeerQuestion:
    found = PeerQuestion.objects.for_participant(request.user).select_related("programme", "brought_by", "initiative")
    return get_object_or_404(found, programme__slug=slug, pk=pk)


def _show(request: PersonRequest, question: PeerQuestion, **refused: forms.Form) -> HttpResponse:
    own = question.brought_by == request.user
    cases = initiatives_of(question.programme).order_by("title", "pk")
    given: dict[str, Any] = {"initiative": question.initiative_id, "lesson": question.insight}
    context = {
        "question": question,
        "words": question.words.select_related("said_by").order_by("pk"),
        "own": own,
        "form": (AnswerForm if own else WordForm)(),
        "insight_form": InsightForm(initial={"insight": question.insight}) if own else None,
        "keep_form": KeepForm(cases=cases, initial=given) if own and question.insight else None,
        "refused": next((form for form in refused.values() if form.is_bound), None),
    }
    return render(request, "teams/peer_question.html", {**context, **refused})
