"""The portal's own web server as a process on the database of a test, to be killed; and a client without a browser."""

import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode

from tests.core.mail_server import free_port
from tests.core.worker_process import process

START_SECONDS = 60
ANSWER_SECONDS = 60
PLAIN_STATIC = {"DJANGO_SETTINGS_MODULE": "tests.hardening.served"}
FORGERY_TOKEN = "a" * 32
NUMBER = re.compile(r"/mijn/(ZW-\d{4}-\d{4,})/")


class NotSent(Exception):
    """The portal answered, but not that it has the initiative."""


@contextmanager
def portal(port: int, *command: str, **more: str) -> Iterator[subprocess.Popen[str]]:
    """The web server, answering on this port; `command` starts it in another way."""
    start = command or ("-m", "zwolle.web")
    with process(*start, "--port", str(port), **{**PLAIN_STATIC, **more}) as running:
        limit = time.monotonic() + START_SECONDS
        while not answers(port):
            assert running.poll() is None, running.communicate()[0]
            assert time.monotonic() < limit, "the web server does not answer"
            time.sleep(0.02)
        yield running


def answers(port: int) -> bool:
    """True when something listens there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def post(port: int, path: str, fields: dict[str, str], headers: dict[str, str] | None = None) -> HTTPResponse:
    """Send a form as a page of the portal does. Raises OSError or HTTPException when the server is gone."""
    connection = HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)
    form = {**fields, "csrfmiddlewaretoken": FORGERY_TOKEN}
    sent = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrf={FORGERY_TOKEN}", **(headers or {})}
    try:
        connection.request("POST", path, urlencode(form), sent)
        answer = connection.getresponse()
        answer.read()
    finally:
        connection.close()
    return answer


def number_of(answer: HTTPResponse) -> str:
    """The number the portal says an initiative got. Raises NotSent."""
    found = NUMBER.search(answer.headers.get("Location", ""))
    if answer.status != 302 or found is None:
        raise NotSent(f"{answer.status} {answer.headers.get('Location')}")
    return found[1]


__all__ = ["NotSent", "answers", "free_port", "number_of", "portal", "post"]
