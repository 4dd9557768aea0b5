"""What everyone may see: the gallery, the map, one initiative."""

from urllib.parse import urlencode

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe
from django_htmx.middleware import HtmxDetails

from core import files
from core.access import public as everyone
from core.components import Pages
from core.kept_pages import kept_for_visitors
from initiatives import map_drawing
from initiatives.filters import GalleryFilter
from initiatives.models import Initiative
from initiatives.queries import public, public_page

PAGE = "pagina"


class HtmxRequest(HttpRequest):
    """A request that knows whether htmx sent it."""

    htmx: HtmxDetails


@everyone
@kept_for_visitors
@require_safe
def gallery(request: HtmxRequest) -> HttpResponse:
    """All public initiatives, found by word and filtered; htmx asks for the results alone."""
    chosen = GalleryFilter(
        request.GET,
        Initiative.objects.public(),
        themes=public.theme_options(),
        wijken=public.wijk_options(),
    )
    found = public.results(chosen.qs, page_number(request), chosen.first())
    context = {
        "chosen": chosen,
        "query": request.GET.get("zoek", "").strip(),
        "found": found,
        "pages": pages(request, found),
    }
    only_results = request.htmx and not request.htmx.history_restore_request
    template = "initiatives/public/results.html" if only_results else "initiatives/public/gallery.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def page_number(request: HttpRequest) -> int:
    """The page asked for; the first when it is no number we show."""
    asked = request.GET.get(PAGE, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 4 else 1


def pages(request: HttpRequest, found: public.Results) -> Pages:
    """Addresses of the pages before and after, with the same filters."""
    kept = [(name, value) for name, value in request.GET.items() if value and name != PAGE]

    def address(number: int) -> str:
        return f"?{urlencode([*kept, (PAGE, number)] if number > 1 else kept)}"

    return Pages(
        number=found.number,
        previous_url=address(found.number - 1) if found.number > 1 else "",
        next_url=address(found.number + 1) if found.has_next else "",
    )


@everyone
@kept_for_visitors
@require_safe
def town_map(request: HttpRequest) -> HttpResponse:
    """How many initiatives each wijk has: as a list, and as a drawing with the same links."""
    rows = public.wijk_counts()
    drawing = map_drawing.draw([row.wijk for row in rows])
    context = {
        "rows": rows,
        "city_wide": public.city_wide_count(),
        "drawing": drawing,
        "parts": zip(rows, drawing.shapes, strict=True),
    }
    return render(request, "initiatives/public/map.html", context)


@everyone
@kept_for_visitors
@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One initiative, its passage without names, and the municipality's position with the reason."""
    initiative = get_object_or_404(public_page.rows(), slug=slug)
    return render(
        request, "initiatives/public/detail.html", {"page": public_page.page_of(initiative, today=localdate())}
    )


@everyone
@require_safe
def photo(request: HttpRequest, token: str, small: bool = False) -> FileResponse:
    """A photo everyone may see; `small` is the one on a card. 404 as soon as it or its initiative is not public."""
    row = get_object_or_404(public.public_photos(), token=token)
    return files.send(
        row.thumbnail if small else row.file, name=files.PHOTO_NAME, content_type=row.content_type, public=True
    )
