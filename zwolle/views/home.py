"""The first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from community.queries.agenda import soonest
from community.queries.stories import latest_story
from core.access import public
from core.kept_pages import kept_for_visitors
from initiatives.enums import HelpKind, PositionKind
from initiatives.queries import figures as year
from initiatives.queries.public import latest

NEWEST = 3
COMING = 3


@public
@kept_for_visitors
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What goes on, how to start, how the municipality helps, and what it promises."""
    now = timezone.now()
    context = {
        "found": latest(NEWEST),
        "story": latest_story(),
        "coming": soonest(now, COMING),
        "promises": year.promises(timezone.localdate(now)),
        "positions": list(PositionKind),
        "help_kinds": list(HelpKind),
    }
    return render(request, "pages/home.html", context)
