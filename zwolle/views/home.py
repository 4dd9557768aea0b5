"""The first page, and how the municipality keeps its promises."""

from datetime import date

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from core.access import public
from initiatives.enums import HelpKind, PositionKind
from initiatives.queries import figures as year
from initiatives.queries.public import latest

NEWEST = 3
FIVE_MINUTES = 300


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What goes on, how to start, how the municipality helps, and what it promises."""
    today = localdate()
    context = {
        "found": latest(NEWEST),
        "promises": remembered("promises", today),
        "positions": list(PositionKind),
        "help_kinds": list(HelpKind),
    }
    return render(request, "pages/home.html", context)


@public
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """How fast the municipality answers, with what each figure means and over which period."""
    return render(request, "pages/figures.html", {"figures": remembered("figures", localdate())})


def remembered(name: str, today: date) -> object:
    """A figure of the year, kept in this process for five minutes: it is read often and moves slowly."""
    return caches["local"].get_or_set(f"{name}:{today}", lambda: getattr(year, name)(today), FIVE_MINUTES)
