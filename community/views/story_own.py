"""Stories somebody is in: which they are, reading and approving one, stepping out."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.actions import story_consent as actions
from community.enums.story import StoryAnswer, StoryState
from community.forms.story import ApproveForm, ChangeForm
from community.models import Story, StoryVersion
from community.queries import stories as queries
from community.queries.story_access import (
    drafts_with,
    readable_photos,
    versions_for_contributor,
    versions_with,
    writable_stories,
)
from community.queries.story_pages import contribution, parts_of, story_lines, version_of_reader
from community.views.request import PersonRequest
from core import files
from core.access import signed_in
from core.refusals_shown import refusals_on, refusals_told


@signed_in
@require_safe
def my_stories(request: PersonRequest) -> HttpResponse:
    """Where one is asked something, where one's words stand, and what one writes oneself."""
    mine = story_lines(request.user, "").filter(started_by=request.user)
    parts = parts_of(request.user)
    drafts = drafts_with(request.user).exclude(story__in=[part.story for part in parts]).order_by("pk")
    context = {"parts": parts, "drafts": drafts, "mine": mine}
    return render(request, "community/stories/mine.html", context)


@signed_in
@require_safe
def consent(request: PersonRequest, pk: int) -> HttpResponse:
    """The story as it will appear, one's own part, and what one may say of it."""
    draft = draft_alone(request, pk)
    if draft:
        return render(request, "community/stories/later.html", {"version": draft})
    return show_consent(request, reader_version(request, pk))


@signed_in
@require_POST
def approve(request: PersonRequest, pk: int) -> HttpResponse:
    """Approve what was on the screen."""
    version = version_of_reader(get_object_or_404(Story, pk=pk), request.user)
    if version is None:
        return told_to_wait(request, pk)
    form = ApproveForm(request.POST)
    with refusals_told(request):
        seen = form.cleaned_data["seen"] if form.is_valid() else ""
        actions.approve(story=version.story, seen=seen, by=request.user, at=timezone.now())
        messages.success(
            request, _("Dank u. Het mag er precies zo in. Verandert uw tekst, dan vragen wij het opnieuw.")
        )
    return redirect("community:story_consent", pk)


@signed_in
@require_POST
def ask_change(request: PersonRequest, pk: int) -> HttpResponse:
    """Say what must be different."""
    version = version_of_reader(get_object_or_404(Story, pk=pk), request.user)
    if version is None:
        return told_to_wait(request, pk)
    form = ChangeForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            word = form.cleaned_data["word"]
            actions.ask_change(story=version.story, word=word, by=request.user, at=timezone.now())
            messages.success(request, _("Wij hebben uw vraag doorgegeven. U krijgt het verhaal opnieuw te lezen."))
            return redirect("community:my_stories")
    return show_consent(request, version, change=form)


@signed_in
@require_POST
def step_out(request: PersonRequest, pk: int) -> HttpResponse:
    """Take one's own words and pictures back, at once."""
    story = get_object_or_404(Story.objects.filter(pk__in=versions_with(request.user).values("story")), pk=pk)
    with refusals_told(request):
        actions.step_out(story=story, by=request.user, at=timezone.now())
        messages.success(request, _("Gedaan. Uw woorden en foto’s staan niet meer in het verhaal."))
    return redirect("community:my_stories")


@signed_in
@require_safe
def story_photo(request: PersonRequest, token: str) -> FileResponse:
    """A photo of a story that is not online, for who writes it or is asked."""
    row = get_object_or_404(readable_photos(request.user), token=token)
    return files.send(row.file, name=row.name, content_type=files.PHOTO_TYPE)


def draft_alone(request: PersonRequest, pk: int) -> StoryVersion | None:
    """The draft with this contributor in it, while there is nothing of the story they may read."""
    if versions_for_contributor(request.user).filter(story=pk).exists():
        return None
    return drafts_with(request.user).filter(story=pk).first()


def told_to_wait(request: PersonRequest, pk: int) -> HttpResponse:
    """Whoever writes took the story back while somebody answered: that is told. Raises Http404 for who is not in it."""
    if draft_alone(request, pk) is None:
        raise Http404
    messages.error(
        request, _("Iemand werkt nu weer aan dit verhaal. U krijgt een e-mail als u het opnieuw kunt lezen.")
    )
    return redirect("community:story_consent", pk)


def reader_version(request: PersonRequest, pk: int) -> StoryVersion:
    """The version this contributor reads. Raises Http404."""
    version = version_of_reader(get_object_or_404(Story, pk=pk), request.user)
    if version is None:
        raise Http404
    return version


def show_consent(request: PersonRequest, version: StoryVersion, change: forms.Form | None = None) -> HttpResponse:
    """The page, with a form that was refused in place of the empty one."""
    mine = contribution(version, request.user)
    asked = version.state == StoryState.ASKED and mine is not None
    answered = mine.request.answer if mine and mine.request else ""
    context: dict[str, Any] = {
        "page": queries.page_of(version),
        "version": version,
        "mine": mine,
        "is_asked": asked and answered == StoryAnswer.WAITING,
        "is_online": version.state == StoryState.PUBLISHED,
        "approve_form": ApproveForm(initial={"seen": mine.seen if mine else ""}),
        "change_form": change or ChangeForm(),
        "writes_it": writable_stories(request.user).filter(pk=version.story_id).exists(),
    }
    return render(request, "community/stories/consent.html", context)
