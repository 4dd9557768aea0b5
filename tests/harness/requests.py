"""Every request of every test passes here, the browser's included: reading writes nothing, headers and markup stand.

`tests/settings.py` puts `WatchRequests` around the portal's own middleware.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from typing import Any

from django.conf import settings
from django.db import connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from tests.harness import faults, quiet
from tests.harness.markup import problems_of_markup

WRITE = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
AUDIT_TABLE = "core_auditentry"
MAY_BE_WRITTEN = {"accounts_session", settings.CACHES["default"]["LOCATION"]}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PAGE_POLICY = (
    "base-uri 'none'; connect-src 'self'; default-src 'none'; font-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; img-src 'self' data:; manifest-src 'self'; script-src 'self'; style-src 'self'"
)
# The one page that other sites may frame: no script, no form, no cookie, nobody's own (insight.views.open_data.embed).
FRAMED_VIEW = "open_data:embed"
FRAMED_POLICY = (
    "base-uri 'none'; default-src 'none'; form-action 'none'; frame-ancestors *; img-src 'self' data:; style-src 'self'"
)
FRAMED_HEADERS = {"X-Frame-Options": None, "Cross-Origin-Resource-Policy": "cross-origin"}
# The one page that may ask a telephone where it is: after a press of its button (static/js/scout.js).
PLACE_ASKED = {"/werkplek/spotten/": "camera=(), geolocation=(self), microphone=(), payment=()"}
FILE_POLICY = "base-uri 'none'; default-src 'none'; frame-ancestors 'none'; sandbox"
COOKIE = {"httponly": True, "samesite": "Lax", "path": "/"}


def is_record_of_seeing(table: str, parameters: Sequence[Any] | None) -> bool:
    """True for the audit entry that says who saw a case: the one thing reading a page may write."""
    return table == AUDIT_TABLE and any(str(value).endswith(".seen") for value in parameters or ())


class WatchRequests:
    """The outermost middleware of the tests."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        question = f"{request.method} {request.path}"
        with ExitStack() as watched:
            watched.enter_context(quiet.at_work())
            if request.method in SAFE_METHODS:
                for connection in connections.all():
                    watched.enter_context(connection.execute_wrapper(self.watch(question)))
            response = self.get_response(request)
        framed = is_framed(request) and response.status_code == 200
        headers = problems_of_headers(response, request.path, framed=framed)
        problems = [*headers, *problems_of_keeping(request, response)]
        faults.extend(f"{question}: {problem}" for problem in (*problems, *problems_of_markup(response)))
        return response

    def watch(self, question: str) -> Callable[..., Any]:
        """A wrapper of queries that reports writes."""

        def execute(run: Callable[..., Any], sql: str, parameters: Any, many: bool, context: dict[str, Any]) -> Any:
            write = WRITE.match(sql)
            if write and write[1] not in MAY_BE_WRITTEN and not is_record_of_seeing(write[1], parameters):
                faults.append(f"{question} writes to {write[1]}")
            return run(sql, parameters, many, context)

        return execute


def is_framed(request: HttpRequest) -> bool:
    """True for the one page that other sites may frame."""
    return request.resolver_match is not None and request.resolver_match.view_name == FRAMED_VIEW


def problems_of_headers(response: HttpResponseBase, path: str = "", *, framed: bool = False) -> list[str]:
    """What is wrong with the headers that protect the reader."""
    expected = HEADERS | FRAMED_HEADERS if framed else HEADERS
    wrong = [
        f"{name} is {response.get(name)!r}, not {value!r}"
        for name, value in expected.items()
        if response.get(name) != value
        and not (name == "Permissions-Policy" and path in PLACE_ASKED and response.get(name) == PLACE_ASKED[path])
    ]
    policy = "; ".join(sorted(part.strip() for part in response.get("Content-Security-Policy", "").split(";")))
    if policy not in ({FRAMED_POLICY} if framed else {PAGE_POLICY, FILE_POLICY}):
        wrong.append(f"Content-Security-Policy is {policy!r}, neither that of pages nor that of files")
    return wrong


def problems_of_keeping(request: HttpRequest, response: HttpResponseBase) -> Iterator[str]:
    """What others could come to read: a page of somebody in a shared cache, a cookie that a script can see."""
    for name, cookie in response.cookies.items():
        if cookie["max-age"] != 0:
            facts = {fact: cookie[fact] for fact in COOKIE}
            if facts != COOKIE:
                yield f"cookie {name} is {facts}"
    name, kept = settings.SESSION_COOKIE_NAME, response.get("Cache-Control", "")
    if is_framed(request) and response.cookies and name not in request.COOKIES:
        yield "a page for other sites sets a cookie"
    of_a_session = name in request.COOKIES or name in response.cookies
    own = "private" in kept or "no-store" in kept
    if of_a_session and not own and not request.path.startswith(settings.STATIC_URL):
        yield f"belongs to a session, and Cache-Control is {kept!r}"
