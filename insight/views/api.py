"""The open-data API at /api/v1: lists and single things of every dataset, its OpenAPI document and its catalogue."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from core.problems import problem
from insight.api import answers, asked, catalogue, document
from insight.api.door import FILE_WEIGHS, door, too_much, weigh
from insight.queries.open_data import DATASETS, dataset
from insight.queries.open_data.declared import Dataset, last_news, values


@door
def start(request: HttpRequest) -> HttpResponseBase:
    """What there is: the version, and where everything stands."""
    if errors := asked.nothing(request.GET):
        return wrong(errors)
    if not accepts(request, answers.JSON):
        return no_such_format([answers.JSON])
    base = answers.base()
    return answers.as_json(
        request,
        {
            "versie": settings.API_VERSION,
            "openapi": f"{base}/openapi.json",
            "catalogus": f"{base}/catalogus",
            "gegevens": {each.name: f"{base}/{each.name}" for each in DATASETS},
        },
    )


@door
def openapi(request: HttpRequest) -> HttpResponseBase:
    """The API described for programs."""
    if errors := asked.nothing(request.GET):
        return wrong(errors)
    return answers.as_json(request, document.openapi())


@door
def catalog(request: HttpRequest) -> HttpResponseBase:
    """The datasets described for catalogues of open data (DCAT-AP, as JSON-LD)."""
    if errors := asked.nothing(request.GET):
        return wrong(errors)
    return answers.as_json(request, catalogue.dcat(), content_type=answers.LINKED)


@door
def several(request: HttpRequest, name: str) -> HttpResponseBase:
    """A page of a dataset as JSON, or all of it as a file when the question prefers that."""
    found = known(name)
    offered = [answers.JSON, *answers.kinds(found).values()]
    kind = preferred(request, offered)
    if kind is None:
        return no_such_format(offered)
    return page(request, found) if kind == answers.JSON else file(request, found, kind)


@door
def as_file(request: HttpRequest, name: str, suffix: str) -> HttpResponseBase:
    """All of a dataset as one file."""
    found = known(name)
    kind = answers.kinds(found).get(suffix)
    if kind is None:
        raise Http404(_("Dit bestand is er niet."))
    return file(request, found, kind)


@door
def one(request: HttpRequest, name: str, key: str) -> HttpResponseBase:
    """One thing of a dataset."""
    found = known(name)
    if found.key is None:
        raise Http404(_("Dit adres is er niet."))
    if errors := asked.nothing(request.GET):
        return wrong(errors)
    if not accepts(request, answers.JSON):
        return no_such_format([answers.JSON])
    rows = found.key.find(found.rows(), key)[:1]
    thing = next(values(found, rows), None)
    if thing is None:
        raise Http404(_("Er is hier niets met deze sleutel, of het is niet openbaar."))
    return answers.as_json(request, thing)


@door
def missing(request: HttpRequest, rest: str = "") -> HttpResponseBase:
    """404 for what is no address of the API, such as one with a slash at its end."""
    raise Http404(_("Dit adres is er niet. Adressen van deze API eindigen niet op een schuine streep."))


def known(name: str) -> Dataset:
    """The dataset; 404 when there is none with this name."""
    found = dataset(name)
    if found is None:
        raise Http404(_("Deze gegevens zijn er niet."))
    return found


def page(request: HttpRequest, found: Dataset) -> HttpResponseBase:
    """One page of a list."""
    question, errors = asked.read(request.GET, found, paged=True)
    if errors:
        return wrong(errors)
    rows = question.narrowed(found.rows())
    count = rows.order_by().count() if isinstance(rows, QuerySet) else len(rows)
    first = (question.page - 1) * question.size
    body = answers.collection(values(found, rows[first : first + question.size]), question, count)
    return answers.as_json(
        request,
        body,
        news=last_news(found, rows),
        link=answers.links(found, question, body["paginering"]["paginas"]),
    )


def file(request: HttpRequest, found: Dataset, kind: str) -> HttpResponseBase:
    """All rows asked for; a file weighs more than a page."""
    question, errors = asked.read(request.GET, found, paged=False)
    if errors:
        return wrong(errors)
    room = weigh(request, FILE_WEIGHS - 1)
    if room.is_over:
        return too_much(room)
    return answers.as_file(request, found, question.narrowed(found.rows()), kind)


def preferred(request: HttpRequest, offered: list[str]) -> str | None:
    """The format the question likes best of what there is; None when it takes none of it."""
    try:
        return request.get_preferred_type(offered)
    except ValueError:  # a header that cannot be read
        return None


def accepts(request: HttpRequest, kind: str) -> bool:
    """True when the question takes this format."""
    return preferred(request, [kind]) is not None


def wrong(errors: list[dict[str, Any]]) -> HttpResponseBase:
    """400 with everything that is wrong with the question."""
    return problem(400, _("Verbeter de vraag en stuur hem opnieuw."), errors=errors)


def no_such_format(offered: list[str]) -> HttpResponseBase:
    """406: says which formats there are."""
    return problem(406, _("Kies een van: %(kinds)s.") % {"kinds": ", ".join(offered)})
