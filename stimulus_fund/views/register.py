"""The public register of awards, to read and to take along."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.access import public as everyone
from core.components import Pages
from core.exports import csv_download
from core.kept_pages import kept_for_visitors
from stimulus_fund.forms.register import RegisterForm
from stimulus_fund.queries import register as queries


@everyone
@kept_for_visitors
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """What was given, the latest first, with search."""
    form = RegisterForm(request.GET)
    page = form.page()
    rows = queries.page(form.wanted(), page)
    pages = Pages(
        number=page,
        previous_url=form.query(pagina=page - 1) if page > 1 else "",
        next_url=form.query(pagina=page + 1) if len(rows) > queries.PAGE else "",
    )
    context = {"form": form, "rows": rows[: queries.PAGE], "pages": pages, "query": form.query()}
    return render(request, "fund/public/register.html", context)


@everyone
@require_safe
def register_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same lines for a spreadsheet; amounts in euros as Dutch readers write them."""
    header = [_("Nummer"), _("Regeling"), _("Doel"), _("Thema"), _("Wijk"), _("Ontvanger"), _("Bedrag"), _("Besluit")]
    rows = (
        [
            row.number,
            row.scheme,
            row.purpose,
            row.theme,
            row.place,
            row.recipient,
            f"{row.cents // 100},{row.cents % 100:02d}",
            row.on.isoformat() if row.on else "",
        ]
        for row in queries.everything(RegisterForm(request.GET).wanted())
    )
    return csv_download("register-toekenningen", header, rows)
