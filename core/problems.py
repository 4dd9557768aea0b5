"""Errors as programs read them: `application/problem+json` (RFC 9457), for every address of the API.

What every answer of the API carries stands here too, because errors are made in more places than the API itself:
by the middleware, and where no address was found.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

CONTENT_TYPE = "application/problem+json"
SANDBOX = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"
READABLE = (
    "API-Version, Content-Crs, ETag, Last-Modified, Link, RateLimit, RateLimit-Limit, RateLimit-Policy, "
    "RateLimit-Remaining, RateLimit-Reset, Retry-After"
)
TITLES: dict[int, LazyText] = {
    400: _("De vraag klopt niet"),
    403: _("Niet toegestaan"),
    404: _("Niet gevonden"),
    405: _("Alleen lezen"),
    406: _("Dit formaat is er niet"),
    412: _("De voorwaarde klopt niet"),
    413: _("Te groot"),
    429: _("Te veel vragen"),
    500: _("Fout aan onze kant"),
    503: _("Even niet bereikbaar"),
}


def is_api(request: HttpRequest) -> bool:
    """True for an address of the API, whether it exists or not."""
    return request.path.startswith(settings.API_PATH)


def problem(
    status: int,
    detail: object,
    *,
    errors: Iterable[Mapping[str, Any]] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """An error for programs: status, title, detail, and every error of the question when there are several."""
    said: dict[str, Any] = {"status": status, "title": str(TITLES[status]), "detail": str(detail)}
    found = list(errors)
    if found:
        said["errors"] = found
    body = json.dumps(said, ensure_ascii=False)
    response = HttpResponse(body, status=status, content_type=CONTENT_TYPE, headers=dict(headers or {}))
    for_everyone(response)
    return response


def for_everyone(response: HttpResponseBase) -> None:
    """What every answer of the API says: its version, that any site may read it, and that it is no page."""
    response["API-Version"] = settings.API_VERSION
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = READABLE
    response["Content-Security-Policy"] = SANDBOX
    response.setdefault("Cache-Control", "no-store")
