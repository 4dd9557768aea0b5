"""The figures in the open: how fast the municipality answers, what goes on, what it gives."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.access import public as everyone
from core.exports import csv_download
from core.kept_pages import kept_for_visitors
from insight.enums import Topic
from insight.queries.figures import told

PERIOD = "periode"


@everyone
@kept_for_visitors
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """All figures of a period, each with what it means, its table and its file."""
    found = told(request.GET.get(PERIOD, ""), at=timezone.now())
    code = found.period.code
    return render(
        request,
        "insight/open/figures.html",
        {"told": found, "period": found.period, "query": f"?{urlencode({PERIOD: code})}" if code else ""},
    )


@everyone
@require_safe
def figure_csv(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """One figure for a spreadsheet: the rows of its table, with the period and the moment of counting."""
    if slug not in Topic.values:
        raise Http404
    found = told(request.GET.get(PERIOD, ""), at=timezone.now())
    figure = next(each for each in found.figures if each.topic == slug)
    header = [*figure.columns, _("Van"), _("Tot en met"), _("Geteld op")]
    days = found.period.days
    name = f"cijfers-{slug}-{days[0].isoformat()}-{days[1].isoformat()}"
    rows = ([row.name, *(cell.plain for cell in row.cells), *days, found.counted_at] for row in figure.rows)
    return csv_download(name, header, rows)
