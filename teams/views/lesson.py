"""Lessons: looking them up, confirming them, telling what was done with them."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import needs
from core.components import Pages
from core.refusals_shown import refusals_on, refusals_told
from teams.actions import lesson as actions
from teams.forms.lesson import FollowUpForm, LessonFilter, LessonForm, LinkForm
from teams.permissions import Permission
from teams.queries.access import readable_cases, writable_cases
from teams.queries.lessons import LessonPage, narrowed, page_of, visible_lessons
from teams.views.case import show_case
from teams.views.request import PersonRequest

PAGE = "pagina"


@needs(Permission.WORK)
@require_safe
def lessons(request: PersonRequest) -> HttpResponse:
    """Everything one may learn from, the newest first."""
    asked = request.GET.get(PAGE, "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 4 else 1
    form = LessonFilter(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    page = page_of(narrowed(visible_lessons(request.user), chosen), max(1, number))
    context = {"page": page, "form": form, "pages": _pages(request, page), "is_narrowed": any(chosen.values())}
    return render(request, "teams/lessons.html", context)


@needs(Permission.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def lesson(request: PersonRequest, pk: int) -> HttpResponse:
    """One lesson; whoever cares for lessons tells what was done with it."""
    found = get_object_or_404(visible_lessons(request.user), pk=pk)
    cares = request.user.has_perm(Permission.CARE_FOR_LESSONS)
    form = FollowUpForm(request.POST if cares and request.method == "POST" else None, initial={"text": found.follow_up})
    if form.is_valid():
        with refusals_on(form):
            actions.follow_up_lesson(lesson=found, text=form.cleaned_data["text"], by=request.user, at=timezone.now())
            messages.success(request, _("Bewaard. Wie de les schreef, krijgt een e-mail."))
            return redirect("teams:lesson", pk)
    case = readable_cases(request.user).filter(pk=found.team.initiative_id).first()
    context = {
        "lesson": found,
        "case": case,
        "form": form if cares else None,
        "link_form": LinkForm(initial={"rule": found.rule_id}) if cares else None,
    }
    return render(request, "teams/lesson.html", context)


@needs(Permission.WORK)
@require_POST
def confirm(request: PersonRequest, pk: int) -> HttpResponse:
    """Say that one saw the same."""
    found = get_object_or_404(visible_lessons(request.user), pk=pk)
    with refusals_told(request):
        actions.confirm_lesson(lesson=found, by=request.user, at=timezone.now())
        messages.success(request, _("Dank u. Uw naam staat bij de les."))
    return redirect("teams:lesson", pk)


@needs(Permission.CARE_FOR_LESSONS)
@require_POST
def link(request: PersonRequest, pk: int) -> HttpResponse:
    """Say which rule a lesson is about."""
    found = get_object_or_404(visible_lessons(request.user), pk=pk)
    form = LinkForm(request.POST)
    if form.is_valid():
        actions.link_rule(lesson=found, rule=form.cleaned_data["rule"], by=request.user, at=timezone.now())
        messages.success(request, _("Bewaard."))
    else:
        messages.error(request, _("Kies een regel uit de lijst."))
    return redirect("teams:lesson", pk)


@needs(Permission.WORK)
@require_POST
def add(request: PersonRequest, number: str) -> HttpResponse:
    """Write a lesson on the page of a case."""
    initiative = get_object_or_404(writable_cases(request.user), number=number)
    form = LessonForm(request.POST, auto_id="lesson_%s")
    if form.is_valid():
        with refusals_on(form):
            actions.add_lesson(initiative=initiative, lesson=form.new_lesson(), by=request.user, at=timezone.now())
            messages.success(request, _("Les bewaard."))
            return redirect("teams:case", number)
    return show_case(request, initiative, lesson_form=form)


def _pages(request: PersonRequest, page: LessonPage) -> Pages:
    kept = {name: value for name, value in request.GET.items() if name in LessonFilter.base_fields and value}
    to = [f"?{urlencode(kept | {PAGE: number})}" for number in (page.number - 1, page.number + 1)]
    return Pages(
        number=page.number,
        previous_url=to[0] if page.number > 1 else "",
        next_url=to[1] if page.has_more else "",
    )
