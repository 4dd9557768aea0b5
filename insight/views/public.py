"""What everyone may read of what the city learnt: lessons, programmes, editions of the learning report."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.access import public as everyone
from core.components import Pages
from core.exports import csv_download
from core.kept_pages import kept_for_visitors
from core.paging import PAGE, number_in
from insight.forms.public import LessonSearch
from insight.models import Edition
from insight.queries.edition import Shown, public_lessons, shown
from teams.queries.programme import public_programme, public_programmes

PAGE_SIZE = 10
MOST_PAGES = 100
MOST_EDITIONS = 24


@everyone
@kept_for_visitors
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the city learnt: lessons to search, programmes, editions."""
    form = LessonSearch(request.GET)
    number = min(number_in(request.GET), MOST_PAGES)
    start = (number - 1) * PAGE_SIZE
    rows = list(form.narrowed(public_lessons())[start : start + PAGE_SIZE + 1])
    context = {
        "form": form,
        "lessons": rows[:PAGE_SIZE],
        "pages": _pages(request, number, has_more=len(rows) > PAGE_SIZE),
        "is_narrowed": form.is_narrowed,
        "programmes": public_programmes(),
        "editions": Edition.objects.published()[:MOST_EDITIONS],
    }
    return render(request, "insight/public/home.html", context)


@everyone
@kept_for_visitors
@require_safe
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """One programme, with the editions about it."""
    found = public_programme(slug, at=timezone.now())
    if found is None:
        raise Http404
    editions = Edition.objects.published().filter(programme__slug=slug)[:MOST_EDITIONS]
    return render(request, "insight/public/programme.html", {"programme": found, "editions": editions})


@everyone
@kept_for_visitors
@require_safe
def edition(request: HttpRequest, slug: str) -> HttpResponse:
    """One edition, as it was approved."""
    return render(request, "insight/public/edition.html", {"shown": shown(_published(slug))})


@everyone
@require_safe
def edition_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as one file to keep, without a style sheet."""
    response = render(request, "insight/public/edition_file.html", {"shown": shown(_published(slug))})
    response["Content-Disposition"] = f'attachment; filename="leerverslag-{slug}.html"'
    return response


@everyone
@require_safe
def edition_csv(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """The same as a list for a spreadsheet."""
    header = [_("Deel"), _("Wat"), _("Getal"), _("Telt"), _("Tekst"), _("Wie")]
    return csv_download(f"leerverslag-{slug}", header, _rows(shown(_published(slug))))


def _published(slug: str) -> Edition:
    return get_object_or_404(Edition.objects.published().select_related("programme"), slug=slug)


def _rows(found: Shown) -> Iterator[list[object]]:
    for part in found.parts:
        yield from ([part.section.label, line.name, line.said, part.unit.label, "", ""] for line in part.lines)
    for section, sentences in found.words:
        yield from ([section.label, line.about, "", "", line.text, line.said_by] for line in sentences)


def _pages(request: HttpRequest, number: int, *, has_more: bool) -> Pages:
    kept = {name: value for name, value in request.GET.items() if name in LessonSearch.base_fields and value}

    def address(other: int) -> str:
        return f"?{urlencode(kept | {PAGE: other})}"

    following = has_more and number < MOST_PAGES
    return Pages(
        number=number,
        previous_url=address(number - 1) if number > 1 else "",
        next_url=address(number + 1) if following else "",
    )
