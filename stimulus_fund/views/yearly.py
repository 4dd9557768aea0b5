"""The yearly report for everyone, the list of incidental subsidies, and figures for an evaluation."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import amounts
from core.access import needs
from core.access import public as everyone
from core.exports import csv_download
from core.kept_pages import kept_for_visitors
from stimulus_fund.models import Scheme
from stimulus_fund.permissions import Permission
from stimulus_fund.queries import yearly as queries
from stimulus_fund.queries.register import years
from stimulus_fund.views.own import PersonRequest

SHOWN = 100


@everyone
@require_safe
def latest(request: HttpRequest) -> HttpResponse:
    """The year there is most recent news of."""
    found = years()
    return redirect("fund:yearly", found[0] if found else timezone.localdate().year)


@everyone
@kept_for_visitors
@require_safe
def report(request: HttpRequest, year: int) -> HttpResponse:
    """What the fund did in a year."""
    known = known_years(year)
    lines = queries.report(year)
    context = {
        "year": year,
        "years": known,
        "lines": lines[:-1],
        "total": lines[-1] if lines else None,
        "incidental": queries.incidental(year, SHOWN),
        "is_now": year == timezone.localdate().year,
    }
    return render(request, "fund/public/yearly.html", context)


def known_years(year: int) -> list[int]:
    """The years there is news of, or this one; 404 when `year` is none of them."""
    known = years() or [timezone.localdate().year]
    if year not in known:
        raise Http404
    return known


@everyone
@require_safe
def incidental_csv(request: HttpRequest, year: int) -> StreamingHttpResponse:
    """Every incidental subsidy of a year (Awb 4:23 lid 3)."""
    known_years(year)
    header = [_("Nummer"), _("Regeling"), _("Doel"), _("Wijk"), _("Ontvanger"), _("Bedrag"), _("Besluit")]
    rows = (
        [one.number, one.scheme, one.purpose, one.place, one.recipient, amounts.written(one.cents), one.on or ""]
        for one in queries.incidental(year)
    )
    return csv_download(f"incidentele-subsidies-{year}", header, rows)


@needs(Permission.SEE_FUND)
@require_safe
def evaluation_csv(request: PersonRequest) -> StreamingHttpResponse:
    """Five years of applications without names or texts, for the evaluation of the schemes (Awb 4:24)."""
    header = [
        *(_("Regeling"), _("Nummer"), _("Thema"), _("Wijk"), _("Doel"), _("Ontvangen"), _("Stand")),
        *(_("Gevraagd"), _("Toegekend"), _("Vastgesteld"), _("Dagen tot besluit")),
    ]
    mine = Scheme.objects.worked_by(request.user)
    rows = (
        [
            *(one.scheme, one.number, one.theme, one.wijk, one.goal, one.received_on, one.state),
            *(amounts.written(one.asked), amounts.written(one.granted)),
            "" if one.settled is None else amounts.written(one.settled),
            "" if one.days is None else one.days,
        ]
        for one in queries.evaluation(mine, timezone.localdate())
    )
    return csv_download("evaluatie-stimuleringsfonds", header, rows)
