"""The first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from core.access import public
from core.kept_pages import kept_for_visitors
from initiatives.enums import HelpKind, PositionKind
from initiatives.queries import figures as year
from initiatives.queries.public import latest

NEWEST = 3


@public
@kept_for_visitors
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What goes on, how to start, how the municipality helps, and what it promises."""
    context = {
        "found": latest(NEWEST),
        "promises": year.promises(localdate()),
        "positions": list(PositionKind),
        "help_kinds": list(HelpKind),
    }
    return render(request, "pages/home.html", context)
