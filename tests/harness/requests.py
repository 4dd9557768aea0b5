"""Every request of every test passes here, the browser's included: reading writes nothing, headers and markup stand."""

import re
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Any

from django.conf import settings
from django.db import connections
from django.http import HttpRequest, HttpResponse

from tests.harness import faults
from tests.harness.markup import problems_of_markup

WRITE = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
AUDIT_TABLE = "core_auditentry"
MAY_BE_WRITTEN = {"accounts_session", settings.CACHES["default"]["LOCATION"]}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = {"default-src": "'none'", "frame-ancestors": "'none'", "base-uri": "'none'"}


def is_record_of_seeing(table: str, parameters: Sequence[Any] | None) -> bool:
    """True for the audit entry that says who saw a case: the one thing reading a page may write."""
    return table == AUDIT_TABLE and any(str(value).endswith(".seen") for value in parameters or ())


class WatchRequests:
    """The outermost middleware of the tests."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        question = f"{request.method} {request.path}"
        with ExitStack() as watched:
            if request.method in SAFE_METHODS:
                for connection in connections.all(initialized_only=True):
                    watched.enter_context(connection.execute_wrapper(self.watch(question)))
            response = self.get_response(request)
        problems = [*problems_of_headers(response), *problems_of_markup(response)]
        faults.extend(f"{question}: {problem}" for problem in problems)
        return response

    def watch(self, question: str) -> Callable[..., Any]:
        """A wrapper of queries that reports writes."""

        def execute(run: Callable[..., Any], sql: str, parameters: Any, many: bool, context: dict[str, Any]) -> Any:
            write = WRITE.match(sql)
            if write and write[1] not in MAY_BE_WRITTEN and not is_record_of_seeing(write[1], parameters):
                faults.append(f"{question} writes to {write[1]}")
            return run(sql, parameters, many, context)

        return execute


def problems_of_headers(response: HttpResponse) -> list[str]:
    """What is wrong with the headers that protect the reader."""
    wrong = [
        f"{name} is {response.get(name)!r}, not {value!r}"
        for name, value in HEADERS.items()
        if response.get(name) != value
    ]
    policy = response.get("Content-Security-Policy", "")
    directives = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
    wrong += [
        f"Content-Security-Policy has {name} {directives.get(name)!r}, not {value!r}"
        for name, value in POLICY.items()
        if directives.get(name) != value
    ]
    if "unsafe" in policy or "*" in policy:
        wrong.append(f"Content-Security-Policy is loose: {policy}")
    return wrong
