"""Stories for everyone: the list, one story, its photos, the feed."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.forms.story import StoryFilter
from community.queries import stories as queries
from core import files
from core.access import public
from core.kept_pages import kept_for_visitors
from core.links import absolute
from core.paging import number_in, pages_around
from core.text import without_xml_signs


@public
@kept_for_visitors
@require_safe
def stories(request: HttpRequest) -> HttpResponse:
    """All published stories, by theme and kind, a page at a time."""
    chosen = StoryFilter(request.GET, themes=queries.story_themes())
    theme, kind = chosen.chosen("thema"), chosen.chosen("soort")
    found = queries.results(theme=theme, kind=kind, number=number_in(request.GET))
    pages = pages_around({"thema": theme, "soort": kind}, found.number, has_next=found.has_next)
    context = {"chosen": chosen, "found": found, "is_narrowed": bool(theme or kind), "pages": pages}
    return render(request, "community/public/stories.html", context)


@public
@kept_for_visitors
@require_safe
def story(request: HttpRequest, slug: str) -> HttpResponse:
    """One story, as everybody in it approved it."""
    version = get_object_or_404(queries.public_versions(), story__slug=slug)
    return render(request, "community/public/story.html", {"page": queries.page_of(version)})


@public
@kept_for_visitors
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest stories as an Atom feed. Addresses come from the settings, never from the request."""
    atom = Atom1Feed(
        title=_("Verhalen"),
        link=absolute(reverse("community:stories")),
        feed_url=absolute(request.path),
        description="",
        language=get_language(),
    )
    for version in queries.feed_versions():
        url = absolute(version.story.get_absolute_url())
        atom.add_item(
            title=without_xml_signs(version.title),
            link=url,
            description=without_xml_signs(version.lead),
            unique_id=url,
            pubdate=version.story.published_at,
            updateddate=version.published_at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@public
@require_safe
def photo(request: HttpRequest, token: str, small: bool = False) -> FileResponse:
    """A photo of a story that is online. No browser keeps it: who takes it back takes it back at once."""
    row = get_object_or_404(queries.public_photos(), token=token)
    return files.send(row.thumbnail if small else row.file, name=files.PHOTO_NAME, content_type=files.PHOTO_TYPE)
