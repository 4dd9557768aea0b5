"""The directory of hubs for everyone: who helps with what, and one hub."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from community.forms.hub_filter import HubFilter
from community.models import Hub
from community.queries import hubs
from core.access import public
from core.components import Pages
from core.kept_pages import kept_for_visitors

PAGE = "pagina"


@public
@kept_for_visitors
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """All hubs in use, found by word and filtered by help, theme and wijk."""
    chosen = HubFilter(request.GET, Hub.objects.active(), themes=hubs.theme_choices(), wijken=hubs.wijk_choices())
    found = hubs.hub_results(chosen.qs, page_number(request))
    context = {
        "chosen": chosen,
        "query": request.GET.get("zoek", "").strip(),
        "found": found,
        "pages": pages(request, found),
    }
    return render(request, "community/hubs.html", context)


def page_number(request: HttpRequest) -> int:
    """The page asked for; the first when it is no number we show."""
    asked = request.GET.get(PAGE, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 4 else 1


def pages(request: HttpRequest, found: hubs.HubResults) -> Pages:
    """Addresses of the pages before and after, with the same filters."""
    kept = [(name, value) for name, value in request.GET.items() if value and name != PAGE]

    def address(number: int) -> str:
        return f"?{urlencode([*kept, (PAGE, number)] if number > 1 else kept)}"

    return Pages(
        number=found.number,
        previous_url=address(found.number - 1) if found.number > 1 else "",
        next_url=address(found.number + 1) if found.has_next else "",
    )


@public
@kept_for_visitors
@require_safe
def hub(request: HttpRequest, slug: str) -> HttpResponse:
    """One hub: what it does, for whom, and the way to it."""
    row = get_object_or_404(Hub.objects.active().prefetch_related("help_given", "themes", "wijken"), slug=slug)
    return render(request, "community/hub.html", {"card": hubs.hub_card(row), "totals": hubs.hub_totals(row)})
