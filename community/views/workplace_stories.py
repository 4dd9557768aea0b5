"""Stories at the werkplek: what waits, beginning one, putting it online, taking it off."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.actions import story_publishing as actions
from community.enums.story import StoryState
from community.forms.story import BeginStoryForm, TakeOffForm
from community.models import Story
from community.permissions import Permission
from community.queries.story_access import people_for, startable_cases
from community.queries.story_pages import PAGE_SIZE, story_lines
from community.views.request import PersonRequest
from community.views.story_write import FORM, begin_with, show_desk, writable
from core.access import needs
from core.components import Pages
from core.paging import PAGE, number_in
from core.refusals_shown import refusals_on, refusals_told
from teams.permissions import Permission as Teams

STATE = "status"


@dataclass(frozen=True)
class StateLink:
    """A choice above the list."""

    label: str
    url: str
    current: bool


@needs(Permission.EDIT_STORIES, Teams.WORK)
@require_safe
def stories(request: PersonRequest) -> HttpResponse:
    """The stories this colleague may write, by where they stand."""
    asked = request.GET.get(STATE, "")
    state = asked if asked in StoryState.values else ""
    page = Paginator(story_lines(request.user, state), PAGE_SIZE).get_page(number_in(request.GET))
    here = reverse("community_work:stories")

    def address(value: str, number: int = 1) -> str:
        query = "&".join([*([f"{STATE}={value}"] if value else []), *([f"{PAGE}={number}"] if number > 1 else [])])
        return f"{here}?{query}" if query else here

    choices = [("", _("alle")), *StoryState.choices]
    context = {
        "page": page,
        "links": [StateLink(str(label), address(value), value == state) for value, label in choices],
        "pages": Pages(
            number=page.number,
            previous_url=address(state, page.number - 1) if page.has_previous() else "",
            next_url=address(state, page.number + 1) if page.has_next() else "",
        ),
    }
    return render(request, "community/workplace/stories.html", context)


@needs(Permission.EDIT_STORIES, Teams.WORK)
@require_http_methods(FORM)
def begin(request: PersonRequest) -> HttpResponse:
    """Begin a story or a blog."""
    form = BeginStoryForm(
        request.POST if request.method == "POST" else None,
        people=people_for(Story(), request.user),
        cases=startable_cases(request.user),
        initiative=None,
    )
    return begin_with(request, form, {"initiative": None, "is_own": False})


@needs(Permission.EDIT_STORIES)
@require_POST
def publish(request: PersonRequest, pk: int) -> HttpResponse:
    """Put a story online that somebody else wrote."""
    story = writable(request, pk)
    with refusals_told(request):
        actions.publish(story=story, by=request.user, at=timezone.now())
        messages.success(request, _("Het verhaal staat online. Wie erin staat, krijgt een e-mail."))
    return redirect("community:story_desk", pk)


@needs(Permission.EDIT_STORIES)
@require_POST
def take_off(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a story off the website."""
    story = writable(request, pk)
    form = TakeOffForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.take_off(story=story, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
            messages.success(request, _("Het verhaal staat niet meer online."))
            return redirect("community:story_desk", pk)
    return show_desk(request, story, take_off_form=form)
