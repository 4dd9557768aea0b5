"""The goals of the municipality, for residents and for the council."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core.access import public as everyone
from core.components import Pages
from core.kept_pages import kept_for_visitors
from initiatives.queries import goals as queries
from initiatives.queries.goals import GoalPage, Standing
from initiatives.views.public import PAGE, page_number

STANDING = "stand"


@everyone
@kept_for_visitors
@require_safe
def goals(request: HttpRequest) -> HttpResponse:
    """All goals with their targets and how many initiatives serve them."""
    return render(request, "initiatives/goals/list.html", {"kinds": list(queries.goal_rows().items())})


@everyone
@kept_for_visitors
@require_safe
def goal(request: HttpRequest, code: str) -> HttpResponse:
    """One goal: what is wanted, which initiatives serve it, how sure that is and what came of it."""
    found = get_object_or_404(queries.goals(), code=code)
    asked = request.GET.get(STANDING, "")
    chosen = Standing(asked) if asked in Standing.values else None
    page = queries.goal_page(found, chosen=chosen, number=page_number(request))
    return render(request, "initiatives/goals/detail.html", {"page": page, "pages": _pages(page)})


def _pages(page: GoalPage) -> Pages:
    kept = {STANDING: page.chosen.value} if page.chosen else {}

    def address(number: int) -> str:
        return f"?{urlencode({**kept, PAGE: number} if number > 1 else kept)}"

    return Pages(
        number=page.number,
        previous_url=address(page.number - 1) if page.number > 1 else "",
        next_url=address(page.number + 1) if page.has_next else "",
    )
