"""Rows as JSON, GeoJSON and CSV, and what goes with an answer that may be kept as long as it is asked after."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import gettext as _

from core.exports import csv_lines
from core.problems import problem
from insight.api.asked import PAGE, Asked
from insight.queries.open_data.declared import Dataset, Geometry, Row, plain, values

JSON, GEOJSON, CSV = "application/json", "application/geo+json", "text/csv"
SUFFIXES = {"geojson": GEOJSON, "csv": CSV}
LINKED = "application/ld+json"
CRS = "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"
MAY_BE_KEPT = "no-cache"  # kept, but asked after each time: what was taken back is gone at once


def base() -> str:
    """The address the API starts at."""
    return f"{settings.PUBLIC_ADDRESS}{settings.API_PATH}v1"


def collection(found: Iterable[Row], asked: Asked, count: int) -> dict[str, Any]:
    """A page of rows, with where it stands in the whole."""
    pages = max(1, -(-count // asked.size))
    paging = {"page": asked.page, "pageSize": asked.size, "aantal": count, "paginas": pages}
    return {"resultaten": list(found), "paginering": paging}


def links(dataset: Dataset, asked: Asked, pages: int) -> str:
    """The other pages of a list, as the header Link names them (RFC 8288)."""
    numbers = {"first": 1, "prev": min(asked.page - 1, pages), "next": asked.page + 1, "last": pages}
    shown = {rel: page for rel, page in numbers.items() if 1 <= page <= pages}
    address = f"{base()}/{dataset.name}"
    return ", ".join(
        f'<{address}?{urlencode({**asked.words, PAGE: page})}>; rel="{rel}"' for rel, page in shown.items()
    )


def as_json(
    request: HttpRequest, body: Any, *, content_type: str = JSON, news: datetime | None = None, link: str = ""
) -> HttpResponseBase:
    """An answer with its mark; 304 for who has it already."""
    content = json.dumps(body, ensure_ascii=False, default=written).encode("utf-8", "replace")
    mark = f'"{sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type=content_type)
    if link:
        response["Link"] = link
    response["ETag"] = mark
    if news:
        response["Last-Modified"] = http_date(news.timestamp())
    response["Cache-Control"] = MAY_BE_KEPT
    patch_vary_headers(response, ["Accept"])
    # Only by its mark: two changes within a second have one date, and what was taken back may not live on by it.
    answer = get_conditional_response(request, etag=mark, response=response)
    if answer is not None and answer.status_code == 412:
        return problem(412, _("Wat u noemt is niet wat hier nu staat."))
    return answer or response


def as_file(request: HttpRequest, dataset: Dataset, rows: Any, kind: str) -> HttpResponseBase:
    """All rows asked for as one file, sent as they come."""
    nobody_reads = request.method == "HEAD"
    pieces = csv(dataset, rows) if kind == CSV else geojson(dataset, rows)
    content_type = f"{CSV}; charset=utf-8; header=present" if kind == CSV else GEOJSON
    response = StreamingHttpResponse(iter(()) if nobody_reads else pieces, content_type=content_type)
    suffix = next(suffix for suffix, known in SUFFIXES.items() if known == kind)
    response["Content-Disposition"] = f'attachment; filename="{dataset.name}.{suffix}"'
    if kind == GEOJSON:
        response["Content-Crs"] = CRS
    patch_vary_headers(response, ["Accept"])
    return response


def csv(dataset: Dataset, rows: Any) -> Iterator[str]:
    """The rows for a spreadsheet: no text of anybody acts as a formula."""
    header = [field.name for field in dataset.fields]
    return csv_lines(header, ([cell(row[name]) for name in header] for row in values(dataset, rows)))


def geojson(dataset: Dataset, rows: Any) -> Iterator[str]:
    """The rows as a FeatureCollection (RFC 7946), in longitude and latitude; nowhere is a feature without geometry."""
    place = dataset.places() if dataset.places else lambda row: None
    yield '{"type":"FeatureCollection","features":['
    for number, row in enumerate(plain(dataset, rows)):
        yield ("," if number else "") + json.dumps(
            feature(dataset, row, place(row)), ensure_ascii=False, default=written
        )
    yield "]}"


def feature(dataset: Dataset, row: Row, place: Geometry | None) -> dict[str, Any]:
    """One row as a Feature, under its key when it has one."""
    said = {field.name: field.of_row(row) for field in dataset.fields}
    identity = {"id": said[dataset.key.field]} if dataset.key else {}
    return {"type": "Feature", **identity, "geometry": place, "properties": said}


def written(value: Any) -> Any:
    """Days as days, moments in UTC."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def cell(value: Any) -> Any:
    """A value as a cell of CSV: lists in one cell, moments in UTC as in JSON."""
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return written(value) if isinstance(value, date) else value


def kinds(dataset: Dataset) -> Mapping[str, str]:
    """The formats a list of this dataset has besides JSON, by suffix."""
    return {suffix: kind for suffix, kind in SUFFIXES.items() if kind != GEOJSON or dataset.places}
