"""Writing a story: beginning it, its text with a preview, the page where it all comes together."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.actions import story as actions
from community.actions.story_consent import ask_contributors
from community.actions.story_publishing import revise, take_back
from community.enums.story import StoryState
from community.forms.story import BeginStoryForm, LessonsForm, StoryTextForm, TakeOffForm
from community.models import Story, StoryVersion
from community.queries import stories as queries
from community.queries.story_access import people_for, startable_cases, writable_stories
from community.queries.story_pages import desk_of, linkable_lessons
from community.views.request import PersonRequest
from core import markdown
from core.access import signed_in
from core.refusals_shown import refusals_on, refusals_told
from initiatives.queries.members import is_member

PREVIEW = "voorbeeld"
FORM = ["GET", "HEAD", "POST"]


@signed_in
@require_http_methods(FORM)
def begin(request: PersonRequest, number: str) -> HttpResponse:
    """Begin a story about an initiative: one's own, or one that one works on."""
    case = get_object_or_404(startable_cases(request.user), number=number)
    is_own = is_member(case, request.user)
    shown = {"language": request.user.language, "theme": case.theme_id, "author": request.user.pk if is_own else None}
    about = Story(initiative=case)
    form = BeginStoryForm(
        request.POST if request.method == "POST" else None,
        initial=shown,
        people=people_for(about, request.user),
        cases=startable_cases(request.user),
        initiative=case,
    )
    return begin_with(request, form, {"initiative": case, "is_own": is_own})


def begin_with(request: PersonRequest, form: BeginStoryForm, context: dict[str, Any]) -> HttpResponse:
    """Make the story of a valid form, show a preview, or show the form."""
    if form.is_valid() and PREVIEW not in request.POST:
        with refusals_on(form):
            story = actions.begin_story(
                kind=form.kind_of_story(),
                text=form.text(),
                initiative=form.initiative,
                theme=form.cleaned_data["theme"],
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("Het concept is bewaard. Zet er nu citaten en foto’s bij."))
            return redirect("community:story_desk", story.pk)
    shown = {"form": form, "story": None, "theirs": None, "preview": preview_of(request, form)}
    return render(request, "community/stories/text.html", context | shown)


@signed_in
@require_safe
def story_desk(request: PersonRequest, pk: int) -> HttpResponse:
    """Everything of a story in the making, and the next step."""
    return show_desk(request, writable(request, pk))


@signed_in
@require_http_methods(FORM)
def change_text(request: PersonRequest, pk: int) -> HttpResponse:
    """Change the text of a draft, or look how it will appear."""
    story = writable(request, pk)
    version = version_to_write(request, story)
    form = StoryTextForm(
        request.POST if request.method == "POST" else None,
        initial=StoryTextForm.initial_of(version),
        people=people_for(story, request.user),
    )
    theirs: dict[str, object] | None = None
    if form.is_valid() and PREVIEW not in request.POST:
        with refusals_on(form) as refused:
            actions.change_text(
                story=story,
                text=form.text(),
                theme=form.cleaned_data["theme"],
                seen=form.cleaned_data["seen"],
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("De tekst is bewaard."))
            return redirect("community:story_desk", pk)
        theirs = refused.theirs
    context = {"form": form, "story": story, "initiative": None, "theirs": theirs}
    context["preview"] = preview_of(request, form)
    return render(request, "community/stories/text.html", context)


@signed_in
@require_POST
def ask(request: PersonRequest, pk: int) -> HttpResponse:
    """Send the story round for approval."""
    story = writable(request, pk)
    with refusals_told(request):
        version = ask_contributors(story=story, by=request.user, at=timezone.now())
        asked = version.state == StoryState.ASKED
        done = _("Wie erin staat, krijgt een e-mail met de vraag of het zo mag.")
        messages.success(
            request, done if asked else _("Het verhaal is klaar. De redactie leest het en zet het online.")
        )
    return redirect("community:story_desk", pk)


@signed_in
@require_POST
def back_to_draft(request: PersonRequest, pk: int) -> HttpResponse:
    """Make a draft of it again."""
    story = writable(request, pk)
    with refusals_told(request):
        take_back(story=story, by=request.user, at=timezone.now())
        messages.success(request, _("Het verhaal is weer een concept. Wat gelijk blijft, blijft goedgekeurd."))
    return redirect("community:story_desk", pk)


@signed_in
@require_POST
def new_version(request: PersonRequest, pk: int) -> HttpResponse:
    """Begin the next version of what is online."""
    story = writable(request, pk)
    with refusals_told(request):
        revise(story=story, by=request.user, at=timezone.now())
        messages.success(request, _("Dit is de nieuwe versie. De oude blijft online tot deze klaar is."))
    return redirect("community:story_desk", pk)


@signed_in
@require_POST
def discard(request: PersonRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    story = writable(request, pk)
    with refusals_told(request):
        actions.discard_draft(story=story, by=request.user, at=timezone.now())
        messages.success(request, _("Het concept is weg."))
    return redirect("community:my_stories")


@signed_in
@require_POST
def link_lessons(request: PersonRequest, pk: int) -> HttpResponse:
    """Say which lessons a story tells of."""
    story = writable(request, pk)
    form = LessonsForm(request.POST, story=story, lessons=linkable_lessons(story, request.user))
    if form.is_valid():
        with refusals_on(form):
            chosen = form.cleaned_data["lessons"]
            actions.link_lessons(story=story, lessons=chosen, by=request.user, at=timezone.now())
            messages.success(request, _("De lessen zijn bewaard."))
            return redirect("community:story_desk", pk)
    return show_desk(request, story, lessons_form=form)


def writable(request: PersonRequest, pk: int) -> Story:
    """The story, for who may write it. Raises Http404."""
    return get_object_or_404(writable_stories(request.user), pk=pk)


def version_to_write(request: PersonRequest, story: Story) -> StoryVersion:
    """The draft of a story. Raises Http404 when its text stands.

    Who sends a form was writing a draft: the newest version, of which the action says what happened to it meanwhile
    while what was typed stays on the screen.
    """
    version = story.versions.select_related("author").order_by("-number").first()
    if version is None or not (version.is_being_written or request.method == "POST"):
        raise Http404
    version.story = story
    return version


def preview_of(request: PersonRequest, form: StoryTextForm) -> dict[str, Any] | None:
    """The typed text as it will appear, when that was asked; nothing is saved."""
    if PREVIEW not in request.POST or not hasattr(form, "cleaned_data"):
        return None
    data = form.cleaned_data
    return {
        "title": data.get("title", ""),
        "lead": data.get("lead", ""),
        "lang": data.get("language", ""),
        "body": markdown.render(data.get("body", "")),
    }


def show_desk(request: PersonRequest, story: Story, **refused: Any) -> HttpResponse:
    """The page of a story in the making, with a form that was refused in place of the empty one."""
    desk = desk_of(story, request.user)
    lessons = linkable_lessons(story, request.user)
    context = {
        "desk": desk,
        "version": desk.version,
        "page": queries.page_of(desk.version),
        "take_off_form": TakeOffForm(),
        "lessons_form": LessonsForm(story=story, lessons=lessons) if lessons else None,
    }
    return render(request, "community/stories/desk.html", context | refused)
