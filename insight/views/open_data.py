"""Open data for people: what there is and what it means; and a list of initiatives to show on another site."""

from dataclasses import dataclass
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from core.access import public as everyone
from core.kept_pages import kept_for_visitors
from initiatives.models import Initiative
from initiatives.queries import public
from insight.api import answers
from insight.api.door import FILE_WEIGHS
from insight.api.versions import CHANGES
from insight.forms.open_data import ListForm
from insight.queries.open_data import DATASETS
from insight.queries.open_data.declared import Dataset
from insight.queries.open_data.initiatives import CITY_WIDE, INITIATIVES

NAMES = {answers.GEOJSON: "GeoJSON", answers.CSV: "CSV"}
FRAMED: dict[str, Any] = {
    "script-src": None,
    "font-src": None,
    "connect-src": None,
    "manifest-src": None,
    "form-action": ["'none'"],
    "frame-ancestors": ["*"],
}


@dataclass(frozen=True)
class Described:
    """A dataset as people read it: where it is, as which files, and a question to begin with."""

    dataset: Dataset
    address: str
    files: list[tuple[str, str]]
    example: str


@everyone
@kept_for_visitors
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Which data there are, what their fields mean, and how to use them."""
    form = list_form(request)
    context = {
        "described": [described(each) for each in DATASETS],
        "form": form,
        "line": frame(f"{settings.PUBLIC_ADDRESS}{reverse('open_data:embed')}{form.query}"),
        "preview": f"{reverse('open_data:embed')}{form.query}",
        "base": answers.base(),
        "licence": settings.OPEN_DATA_LICENCE,
        "licence_url": settings.OPEN_DATA_LICENCE_URL,
        "reads": settings.API_READS_A_MINUTE,
        "weighs": FILE_WEIGHS,
        "changes": CHANGES,
    }
    return render(request, "insight/open_data/data.html", context)


@everyone
@require_safe
@xframe_options_exempt
@csp_replace(FRAMED)
@kept_for_visitors
def embed(request: HttpRequest) -> HttpResponse:
    """The latest public initiatives, to be framed by any site: no cookie, no script, no form, nobody's own page."""
    form = list_form(request)
    narrow = {each.name: each.narrow for each in INITIATIVES.filters}
    rows = Initiative.objects.public()
    for name, value in form.chosen.items():
        rows = narrow[name](rows, value)
    context = {"found": public.results(rows, 1), "more": f"{reverse('initiatives:gallery')}{form.query}"}
    response = render(request, "insight/open_data/embed.html", context)
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def frame(address: str) -> str:
    """The line of HTML with which another site shows the list."""
    facts = f'title="{_("Initiatieven van bewoners")}" width="100%" height="600" loading="lazy" style="border:0"'
    return f'<iframe src="{address}" {facts}></iframe>'


def list_form(request: HttpRequest) -> ListForm:
    """Which initiatives are wanted."""
    return ListForm(request.GET, wijken=public.wijk_options(), themes=public.theme_options(), city=CITY_WIDE)


def described(dataset: Dataset) -> Described:
    """A dataset for the page; without a query."""
    address = f"{answers.base()}/{dataset.name}"
    examples = {each.name: each.example for each in dataset.filters[:2] if each.example}
    files = [(NAMES[kind], f"{address}.{suffix}") for suffix, kind in answers.kinds(dataset).items()]
    return Described(dataset, address, files, f"{address}?{urlencode(examples)}" if examples else address)
