"""Atom feeds: new public initiatives in the town, those of one wijk or theme, and the news of one initiative."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from city.models import Theme, Wijk
from core.access import public
from core.kept_pages import kept_for_visitors
from core.links import absolute
from initiatives.models import Initiative
from initiatives.queries import public_page
from initiatives.queries.public import newest
from initiatives.queries.told import Told, told_from_above

NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


LONG_AGO = datetime.min.replace(tzinfo=UTC)


@public
@kept_for_visitors
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """The newest public initiatives of the town."""
    return feed(
        title=_("Nieuwe initiatieven"),
        page=reverse("initiatives:gallery"),
        own=request.path,
        items=map(published, newest(Initiative.objects.public())),
    )


@public
@kept_for_visitors
@require_safe
def of_wijk(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest public initiatives of one wijk."""
    wijk = get_object_or_404(Wijk, slug=slug)
    return feed(
        title=_("Nieuwe initiatieven in %(wijk)s") % {"wijk": wijk.name},
        page=f"{reverse('initiatives:gallery')}?wijk={wijk.slug}",
        own=request.path,
        items=map(published, newest(Initiative.objects.public().filter(wijk=wijk))),
    )


@public
@kept_for_visitors
@require_safe
def of_theme(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest public initiatives of one theme."""
    theme = get_object_or_404(Theme, slug=slug)
    return feed(
        title=_("Nieuwe initiatieven: %(theme)s") % {"theme": theme.label},
        page=f"{reverse('initiatives:gallery')}?thema={theme.slug}",
        own=request.path,
        items=map(published, newest(Initiative.objects.public().filter(theme=theme))),
    )


@public
@kept_for_visitors
@require_safe
def of_initiative(request: HttpRequest, slug: str) -> HttpResponse:
    """What happened to one public initiative, and what its initiator told, newest first."""
    initiative = get_object_or_404(Initiative.objects.public(), slug=slug)
    url = initiative.get_absolute_url()
    items = [
        Told(key=f"{url}#{event.key}", title=event.text, url=f"{url}#verloop", text=initiative.title, at=event.at)
        for event in public_page.news(initiative)
    ]
    items += told_from_above(initiative)
    items.sort(key=lambda item: item.at or LONG_AGO, reverse=True)
    return feed(title=initiative.title, page=url, own=request.path, items=items)


def published(initiative: Initiative) -> Told:
    """An initiative as an entry of a feed."""
    url = initiative.get_absolute_url()
    return Told(key=url, title=initiative.title, url=url, text=initiative.summary, at=initiative.published_at)


def feed(*, title: str, page: str, own: str, items: Iterable[Told]) -> HttpResponse:
    """The Atom document. Addresses come from the settings, never from the request."""
    atom = Atom1Feed(
        title=clean(title), link=absolute(page), feed_url=absolute(own), description="", language=get_language()
    )
    for item in items:
        atom.add_item(
            title=clean(item.title),
            link=absolute(item.url),
            description=clean(item.text),
            unique_id=absolute(item.key),
            pubdate=item.at,
            updateddate=item.at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def clean(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return NOT_IN_XML.sub("", text)
