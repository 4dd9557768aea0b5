"""The first page of a civil servant: what is due, what is asked, what is to be done."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.access import needs
from core.components import Pages
from initiatives.permissions import Permission as Desk
from teams.enums import Progress
from teams.permissions import Permission
from teams.queries.workplace import Workplace, workplace
from teams.views.request import PersonRequest

PAGE, PROGRESS = "pagina", "stand"


@dataclass(frozen=True)
class ProgressLink:
    """A choice above the list of one's cases."""

    label: str
    url: str
    current: bool


@needs(Permission.WORK)
@require_safe
def overview(request: PersonRequest) -> HttpResponse:
    """My initiatives by what is due, what I am asked, what I still have to do."""
    asked = request.GET.get(PAGE, "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 4 else 1
    progress = request.GET.get(PROGRESS, "")
    progress = progress if progress in Progress.values else ""
    page = workplace(request.user, today=localdate(), number=max(1, number), progress=progress)
    context = {
        "page": page,
        "pages": _pages(page, progress),
        "progress_links": _progress_links(progress),
        "may_see_hours": request.user.has_perm(Permission.SEE_ALL_TEAMS),
        "may_enter_desk": request.user.has_perm(Desk.ENTER_DESK),
    }
    return render(request, "teams/workplace.html", context)


def _address(**asked: str | int) -> str:
    query = urlencode({name: value for name, value in asked.items() if value})
    return reverse("teams:workplace") + (f"?{query}" if query else "")


def _progress_links(current: str) -> list[ProgressLink]:
    choices = [("", _("alles")), *Progress.choices]
    return [ProgressLink(str(label), _address(stand=value), value == current) for value, label in choices]


def _pages(page: Workplace, progress: str) -> Pages:
    return Pages(
        number=page.number,
        previous_url=_address(stand=progress, pagina=page.number - 1) if page.number > 1 else "",
        next_url=_address(stand=progress, pagina=page.number + 1) if page.has_more else "",
    )
