"""The case list as a file to take along, as it is filtered; who took it, stands in the audit."""

from collections.abc import Iterable, Iterator

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.queries import person
from core.access import needs
from core.exports import csv_download, xlsx_download
from initiatives.actions.export import note_export
from initiatives.models import Initiative
from initiatives.permissions import Permission

FORMS = {"csv": csv_download, "xlsx": xlsx_download}
AT_ONCE = 500


@needs(Permission.EXPORT)
@require_POST
def export(request: HttpRequest, form: str) -> HttpResponseBase:
    """The rows of the list with these filters; no names or addresses of residents."""
    if form not in FORMS:
        raise Http404
    try:
        shown = admin.site.get_model_admin(Initiative).get_changelist_instance(request)
    except IncorrectLookupParameters:
        return redirect("admin:initiatives_initiative_changelist")
    cases: QuerySet[Initiative] = shown.queryset
    note_export(rows=cases.count(), query=request.GET.urlencode(), by=person(request), at=timezone.now())
    return FORMS[form](_("initiatieven"), header(), lines(cases.iterator(chunk_size=AT_ONCE)))


def header() -> list[str]:
    """The names of the columns."""
    return [
        _("Nummer"),
        _("Titel"),
        _("Status"),
        _("Positie"),
        _("Aan zet"),
        _("Gids"),
        _("Thema"),
        _("Plek"),
        _("Wijk"),
        _("Herkomst"),
        _("Ingediend op"),
        _("Uiterlijke datum van de belofte"),
        _("Openbaar sinds"),
        _("Hoe het gaat"),
        _("Bekend sinds"),
        _("Labels"),
    ]


def lines(cases: Iterable[Initiative]) -> Iterator[list[object]]:
    """One line a case."""
    for case in cases:
        yield [
            case.number,
            case.title,
            case.get_state_display(),
            case.get_position_kind_display(),
            case.third_party or case.get_ball_display(),
            str(case.owner or ""),
            case.theme.name if case.theme else "",
            case.get_place_kind_display(),
            case.wijk.name if case.wijk else "",
            case.get_origin_display(),
            localdate(case.submitted_at),
            getattr(case, "due_on", None),
            localdate(case.published_at) if case.published_at else None,
            case.get_outcome_display(),
            case.outcome_on,
            ", ".join(label.name for label in case.labels.all()),
        ]
