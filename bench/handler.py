"""Requests straight into the WSGI application: no server and no client whose cost would be measured too."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, reset_queries
from django.test import override_settings


@dataclass(frozen=True)
class Answer:
    """What a request gave: status, seconds, queries, the body's bytes and where it redirects to."""

    status: int
    seconds: float
    queries: int
    size: int
    location: str
    cookies: dict[str, str]


class Application:
    """A Django application, called as a WSGI server would call it; with the portal's middleware or another."""

    def __init__(self, middleware: list[str] | None = None) -> None:
        with override_settings(MIDDLEWARE=settings.MIDDLEWARE if middleware is None else middleware):
            self.handler = WSGIHandler()

    def request(
        self, path: str, *, cookies: dict[str, str] | None = None, form: dict[str, str] | None = None
    ) -> Answer:
        """One GET, or one POST when there is a form; raises RuntimeError on a server error."""
        environ = self.environ(path, cookies or {}, form)
        counter = QueryCounter()
        headers: list[tuple[str, str]] = []
        status = 0

        def start_response(line: str, given: list[tuple[str, str]], *rest: Any) -> Callable[[bytes], None]:
            nonlocal status
            status = int(line.split(maxsplit=1)[0])
            headers.extend(given)
            return lambda _chunk: None

        with connection.execute_wrapper(counter):
            began = perf_counter()
            response = self.handler(environ, start_response)
            size = sum(len(chunk) for chunk in response)
            seconds = perf_counter() - began
            response.close()
        if status >= 500:
            raise RuntimeError(f"{path} answered {status}")
        location = next((value for name, value in headers if name == "Location"), "")
        return Answer(status, seconds, counter.number, size, location, _cookies(headers))

    @staticmethod
    def environ(path: str, cookies: dict[str, str], form: dict[str, str] | None) -> dict[str, Any]:
        """What a server tells the application about a request on the loopback address."""
        route, _mark, query = path.partition("?")
        body = urlencode(form).encode() if form is not None else b""
        return {
            "REQUEST_METHOD": "GET" if form is None else "POST",
            "PATH_INFO": route,
            "QUERY_STRING": query,
            "SCRIPT_NAME": "",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "8000",
            "HTTP_HOST": "localhost:8000",
            "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "HTTP_ORIGIN": "http://localhost:8000",
            "HTTP_ACCEPT_LANGUAGE": "nl",
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": BytesIO(body),
            "wsgi.errors": BytesIO(),
            "wsgi.url_scheme": "http",
            "wsgi.version": (1, 0),
            "wsgi.multithread": False,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }


class QueryCounter:
    """Counts what goes to the database."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, execute: Callable[..., Any], *args: Any) -> Any:
        """Count one statement and let it pass."""
        self.number += 1
        return execute(*args)


def keep_connection() -> None:
    """Keep one database connection for all requests, as a worker with CONN_MAX_AGE does."""
    request_started.disconnect(reset_queries)
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)


def _cookies(headers: list[tuple[str, str]]) -> dict[str, str]:
    pairs = (value.split(";", 1)[0].partition("=") for name, value in headers if name == "Set-Cookie")
    return {name: value for name, _mark, value in pairs}
