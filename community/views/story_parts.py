"""Quotes and photos of a draft."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.actions import story_parts as actions
from community.forms.story import NewPhotoForm, PhotoForm, QuoteForm
from community.models import StoryPhoto, StoryQuote
from community.queries.story_access import people_for
from community.views.request import PersonRequest
from community.views.story_write import FORM, version_to_write, writable
from core.access import signed_in
from core.refusals_shown import refusals_on, refusals_told


@signed_in
@require_http_methods(FORM)
def add_quote(request: PersonRequest, pk: int) -> HttpResponse:
    """Put a quote in."""
    return quote_form(request, pk, None)


@signed_in
@require_http_methods(FORM)
def change_quote(request: PersonRequest, pk: int, quote: int) -> HttpResponse:
    """Change a quote."""
    return quote_form(request, pk, quote)


def quote_form(request: PersonRequest, pk: int, key: int | None) -> HttpResponse:
    """The form of a new quote, or of one that stands there."""
    story = writable(request, pk)
    version = version_to_write(request, story)
    quote = get_object_or_404(version.quotes, pk=key) if key else None
    form = QuoteForm(
        request.POST if request.method == "POST" else None,
        initial=QuoteForm.initial_of(quote) if quote else None,
        people=people_for(story, request.user),
    )
    theirs: list[str] = []
    if form.is_valid():
        with refusals_on(form) as refused:
            seen = form.cleaned_data["seen"]
            actions.put_quote(
                story=story, facts=form.facts(), quote=quote, seen=seen, by=request.user, at=timezone.now()
            )
            messages.success(request, _("Het citaat staat erin. Het verschijnt pas na toestemming."))
            return redirect("community:story_desk", pk)
        theirs = lines_of(refused.theirs)
    context = {"form": form, "story": story, "quote": quote, "theirs": theirs}
    return render(request, "community/stories/quote.html", context)


@signed_in
@require_POST
def remove_quote(request: PersonRequest, pk: int, quote: int) -> HttpResponse:
    """Take a quote out."""
    version = version_to_write(request, writable(request, pk))
    row: StoryQuote = get_object_or_404(version.quotes, pk=quote)
    with refusals_told(request):
        actions.remove_quote(quote=row, by=request.user, at=timezone.now())
        messages.success(request, _("Het citaat is eruit."))
    return redirect("community:story_desk", pk)


@signed_in
@require_http_methods(FORM)
def add_photo(request: PersonRequest, pk: int) -> HttpResponse:
    """Put a photo in."""
    story = writable(request, pk)
    version_to_write(request, story)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = NewPhotoForm(*sent, people=people_for(story, request.user))
    if form.is_valid():
        with refusals_on(form):
            data = form.cleaned_data
            actions.add_photo(
                story=story,
                upload=data["photo"],
                description=data["description"],
                people=data["people"],
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("De foto staat erin. Hij verschijnt pas na toestemming."))
            return redirect("community:story_desk", pk)
    context = {"form": form, "story": story, "photo": None, "theirs": []}
    return render(request, "community/stories/photo.html", context)


@signed_in
@require_http_methods(FORM)
def change_photo(request: PersonRequest, pk: int, photo: int) -> HttpResponse:
    """Describe a photo otherwise, or say who decides over it."""
    story = writable(request, pk)
    row: StoryPhoto = get_object_or_404(version_to_write(request, story).photos, pk=photo)
    form = PhotoForm(
        request.POST if request.method == "POST" else None,
        initial=PhotoForm.initial_of(row),
        people=people_for(story, request.user),
    )
    theirs: list[str] = []
    if form.is_valid():
        with refusals_on(form) as refused:
            actions.describe_photo(photo=row, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Bewaard."))
            return redirect("community:story_desk", pk)
        theirs = lines_of(refused.theirs)
    context = {"form": form, "story": story, "photo": row, "theirs": theirs}
    return render(request, "community/stories/photo.html", context)


@signed_in
@require_POST
def remove_photo(request: PersonRequest, pk: int, photo: int) -> HttpResponse:
    """Take a photo out."""
    row: StoryPhoto = get_object_or_404(version_to_write(request, writable(request, pk)).photos, pk=photo)
    with refusals_told(request):
        actions.remove_photo(photo=row, by=request.user, at=timezone.now())
        messages.success(request, _("De foto is eruit."))
    return redirect("community:story_desk", pk)


def lines_of(theirs: dict[str, object] | None) -> list[str]:
    """What somebody else saved in the meantime, to read beside one's own words."""
    return [str(said) for name, said in (theirs or {}).items() if said and name != "seen"]
