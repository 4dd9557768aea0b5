"""The directory of hubs for everyone: who helps with what, and one hub."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from community.forms.hub_filter import HubFilter
from community.models import Hub
from community.queries import hubs
from core.access import public
from core.kept_pages import kept_for_visitors
from core.paging import number_in, pages_around


@public
@kept_for_visitors
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """All hubs in use, found by word and filtered by help, theme and wijk."""
    chosen = HubFilter(request.GET, Hub.objects.active(), themes=hubs.theme_choices(), wijken=hubs.wijk_choices())
    found = hubs.hub_results(chosen.qs, number_in(request.GET))
    context = {
        "chosen": chosen,
        "query": request.GET.get("zoek", "").strip(),
        "found": found,
        "pages": pages_around(request.GET, found.number, has_next=found.has_next),
    }
    return render(request, "community/hubs.html", context)


@public
@kept_for_visitors
@require_safe
def hub(request: HttpRequest, slug: str) -> HttpResponse:
    """One hub: what it does, for whom, and the way to it."""
    row = get_object_or_404(Hub.objects.active().prefetch_related("help_given", "themes", "wijken"), slug=slug)
    return render(request, "community/hub.html", {"card": hubs.hub_card(row), "totals": hubs.hub_totals(row)})
