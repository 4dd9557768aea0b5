"""What changed in the text of a case between two of its versions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.queries import person
from core.access import needs
from core.components import Crumb
from initiatives.models import TextVersion
from initiatives.permissions import Permission
from initiatives.queries import versions
from initiatives.queries.submit import town_names
from initiatives.views import desk_case
from initiatives.views.desk_page import desk_page


@needs(Permission.SEE_CASES)
@require_safe
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """The last two versions, or the two that are chosen."""
    case = get_object_or_404(desk_case.cases(person(request)), pk=pk)
    kept = list(case.versions.select_related("saved_by").order_by("version"))
    before, after = _chosen(kept, request.GET.get("van", ""), -2), _chosen(kept, request.GET.get("naar", ""), -1)
    return desk_page(
        request,
        "initiatives/desk/versions.html",
        title=_("Versies van de tekst"),
        crumbs=(Crumb(case.title, desk_case.case_url(case.pk)),),
        case=case,
        versions=kept,
        before=before,
        after=after,
        changes=versions.changes(before, after, town_names()) if before and after else [],
    )


def _chosen(kept: list[TextVersion], number: str, place: int) -> TextVersion | None:
    """The version with this number; else the one at this place from the end, or the first."""
    found = next((one for one in kept if str(one.version) == number), None)
    return found or (kept[max(place, -len(kept))] if kept else None)
