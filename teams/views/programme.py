"""Programmes at the werkplek: the list, one programme, who takes part."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import needs
from core.refusals_shown import refusals_on
from teams.actions import programme as actions
from teams.forms.programme import EndForm, MemberForm, PartForm, ProgrammeForm
from teams.models import Programme, ProgrammeInitiative
from teams.permissions import Permission
from teams.queries.access import readable_cases
from teams.queries.programme_pages import endable_members, programme_lines, programme_page
from teams.views.request import PersonRequest


@needs(Permission.WORK, Permission.RUN_PROGRAMMES)
@require_safe
def programmes(request: PersonRequest) -> HttpResponse:
    """All programmes, the newest first."""
    context = {
        "lines": programme_lines(localdate()),
        "may_run": request.user.has_perm(Permission.RUN_PROGRAMMES),
    }
    return render(request, "teams/programmes.html", context)


@needs(Permission.RUN_PROGRAMMES)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: PersonRequest) -> HttpResponse:
    """Make a programme."""
    form = ProgrammeForm(request.POST if request.method == "POST" else None, initial={"owner": request.user.pk})
    if form.is_valid():
        with refusals_on(form):
            programme = actions.begin_programme(facts=form.facts(), by=request.user, at=timezone.now())
            messages.success(request, _("Het programma is er. Zet erbij wie er meedoen."))
            return redirect("teams:programme", programme.slug)
    return render(request, "teams/programme_form.html", {"form": form, "programme": None, "theirs": None})


@needs(Permission.RUN_PROGRAMMES)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PersonRequest, slug: str) -> HttpResponse:
    """Correct what a programme is."""
    programme = get_object_or_404(Programme, slug=slug)
    form = ProgrammeForm(
        request.POST if request.method == "POST" else None, initial=ProgrammeForm.initial_of(programme)
    )
    theirs: dict[str, object] | None = None
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        with refusals_on(form) as refused:
            actions.change_programme(
                programme=programme, version=version, facts=form.facts(), by=request.user, at=timezone.now()
            )
            messages.success(request, _("Het programma is bijgewerkt."))
            return redirect("teams:programme", slug)
        theirs = refused.theirs
    return render(request, "teams/programme_form.html", {"form": form, "programme": programme, "theirs": theirs})


@needs(Permission.WORK, Permission.RUN_PROGRAMMES)
@require_safe
def programme(request: PersonRequest, slug: str) -> HttpResponse:
    """One programme: for everybody inside its period and people, for who takes part all of it."""
    return show_programme(request, get_object_or_404(Programme.objects.select_related("owner"), slug=slug))


@needs(Permission.RUN_PROGRAMMES)
@require_POST
def add_member(request: PersonRequest, slug: str) -> HttpResponse:
    """Let a colleague take part."""
    programme = get_object_or_404(Programme.objects.select_related("owner"), slug=slug)
    form = MemberForm(request.POST, programme=programme, auto_id="member_%s")

    def act() -> str:
        user = form.cleaned_data["user"]
        actions.add_member(programme=programme, user=user, by=request.user, at=timezone.now())
        return _("%(name)s doet mee en krijgt een e-mail.") % {"name": user}

    return _done(request, form, act, programme, member_form=form)


@needs(Permission.RUN_PROGRAMMES)
@require_POST
def add_initiative(request: PersonRequest, slug: str) -> HttpResponse:
    """Let an initiative take part."""
    programme = get_object_or_404(Programme.objects.select_related("owner"), slug=slug)
    form = PartForm(request.POST, cases=readable_cases(request.user), auto_id="part_%s")

    def act() -> str:
        initiative = form.cleaned_data["initiative"]
        actions.add_initiative(programme=programme, initiative=initiative, by=request.user, at=timezone.now())
        return _("%(title)s doet mee. De initiatiefnemer krijgt een e-mail.") % {"title": initiative.title}

    return _done(request, form, act, programme, part_form=form)


@needs(Permission.WORK, Permission.RUN_PROGRAMMES)
@require_POST
def end_member(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """End somebody's part, or one's own."""
    member = get_object_or_404(endable_members(request.user), programme__slug=slug, pk=pk)
    form = EndForm(request.POST, auto_id=f"member_{pk}_%s")

    def act() -> str:
        reason = form.cleaned_data["reason"]
        actions.end_member(member=member, reason=reason, by=request.user, at=timezone.now())
        return _("%(name)s doet niet meer mee.") % {"name": member.user}

    return _done(request, form, act, member.programme, end_member_form=form, ending=pk)


@needs(Permission.RUN_PROGRAMMES)
@require_POST
def end_initiative(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Let an initiative stop."""
    parts = ProgrammeInitiative.objects.inside().select_related("programme", "initiative")
    part = get_object_or_404(parts, programme__slug=slug, pk=pk)
    form = EndForm(request.POST, auto_id=f"part_{pk}_%s")

    def act() -> str:
        reason = form.cleaned_data["reason"]
        actions.end_initiative(part=part, reason=reason, by=request.user, at=timezone.now())
        return _("%(title)s doet niet meer mee.") % {"title": part.initiative.title}

    return _done(request, form, act, part.programme, end_part_form=form, ending=pk)


def show_programme(request: PersonRequest, programme: Programme, **refused: Any) -> HttpResponse:
    """The page of a programme, with a form that was refused in place of the empty one."""
    page = programme_page(programme, request.user, at=timezone.now())
    may_run = page.place.may_run
    context = {
        "page": page,
        "programme": programme,
        "member_form": MemberForm(programme=programme, auto_id="member_%s") if may_run else None,
        "part_form": PartForm(cases=readable_cases(request.user), auto_id="part_%s") if may_run else None,
        "end_member_form": None,
        "end_part_form": None,
        "ending": 0,
        "refused": next((form for form in refused.values() if isinstance(form, forms.Form)), None),
    }
    return render(request, "teams/programme.html", {**context, **refused})


def _done(
    request: PersonRequest, form: forms.Form, act: Callable[[], str], programme: Programme, **refused: Any
) -> HttpResponse:
    """Do it and say so, or show the page with what was refused."""
    if form.is_valid():
        with refusals_on(form):
            said = act()
            messages.success(request, said)
            return redirect("teams:programme", programme.slug)
    return show_programme(request, programme, **refused)
