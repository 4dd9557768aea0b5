"""What happens to every request and every response."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

log = logging.getLogger("portal.request")

Handler = Callable[[HttpRequest], HttpResponse]
MOST_QUERY_SIGNS = 4_000


class RequestLogMiddleware:
    """One line a request: method, route, status, milliseconds. No address, no query, nothing of the person.

    The route is the pattern in the urlconf ("mijn/<number>/"): the path itself may hold a name or a token.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Time the rest and write it down."""
        began = time.perf_counter()
        response = self.get_response(request)
        spent = (time.perf_counter() - began) * 1000
        log.info("%s %s %d %.0f ms", request.method, route(request), response.status_code, spent)
        return response


class SecurityHeadersMiddleware:
    """Headers that Django and django-csp do not set; what belongs to a session is never kept by a shared cache."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add what the response does not say yet."""
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        # By the cookie and not by the person: who that is costs a query, and the database may be what is broken.
        name = settings.SESSION_COOKIE_NAME
        if name in request.COOKIES or name in response.cookies:
            kept = response.get("Cache-Control", "")
            if "private" not in kept and "no-store" not in kept and not _is_static(request):
                response["Cache-Control"] = "no-store, private"
        return response


class RefuseMalformedMiddleware:
    """What no browser of a person sends is refused before it reaches a view or the database.

    NUL bytes (PostgreSQL takes none) in address, query, cookies or form: 400. An endless query: 400. A body or form
    above the limits of the settings: 413.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at address, query, cookies and length."""
        if _content_length(request) > settings.LARGEST_REQUEST:
            return too_large(request)
        query = request.META.get("QUERY_STRING", "")
        values = [request.path, *request.COOKIES.values(), *_flat(request.GET.lists())]
        if len(query) > MOST_QUERY_SIGNS or any("\x00" in value for value in values):
            raise BadRequest
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Handler, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Look at the form, now that somebody is going to read it."""
        if request.method != "POST":
            return None
        try:
            values = _flat(request.POST.lists())
        except RequestDataTooBig:
            return too_large(request)
        if any("\x00" in value for value in values):
            raise BadRequest
        return None


def route(request: HttpRequest) -> str:
    """The pattern of the address, as the log may know it."""
    match = request.resolver_match
    if match is not None:
        return f"/{match.route}"
    return settings.STATIC_URL if _is_static(request) else "-"


def too_large(request: HttpRequest) -> HttpResponse:
    """The page that says what is too large, named by `settings.TOO_LARGE_VIEW`."""
    view: Handler = import_string(settings.TOO_LARGE_VIEW)
    return view(request)


def _is_static(request: HttpRequest) -> bool:
    return request.path.startswith(settings.STATIC_URL)


def _content_length(request: HttpRequest) -> int:
    text = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0


def _flat(lists: Any) -> list[str]:
    return [text for name, values in lists for text in (name, *values)]
