"""The first page of a civil servant: what is due, what is asked, what is to be done."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from core.access import needs
from core.components import Pages
from initiatives.permissions import Permission as Desk
from teams.permissions import Permission
from teams.queries.workplace import Workplace, workplace
from teams.views.request import PersonRequest

PAGE = "pagina"


@needs(Permission.WORK)
@require_safe
def overview(request: PersonRequest) -> HttpResponse:
    """My initiatives by what is due, what I am asked, what I still have to do."""
    asked = request.GET.get(PAGE, "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 4 else 1
    page = workplace(request.user, today=localdate(), number=max(1, number))
    return render(
        request,
        "teams/workplace.html",
        {"page": page, "pages": _pages(page), "may_enter_desk": request.user.has_perm(Desk.ENTER_DESK)},
    )


def _pages(page: Workplace) -> Pages:
    here = reverse("teams:workplace")
    return Pages(
        number=page.number,
        previous_url=f"{here}?{PAGE}={page.number - 1}" if page.number > 1 else "",
        next_url=f"{here}?{PAGE}={page.number + 1}" if page.has_more else "",
    )
