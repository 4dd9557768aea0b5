"""Knows whether the test server is answering something, so that a test does not empty the tables under a request."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

PATIENCE_SECONDS = 10

_changed = Condition()
_at_work: list[object] = []


@contextmanager
def at_work() -> Iterator[None]:
    """For as long as one request takes."""
    request = object()
    with _changed:
        _at_work.append(request)
    try:
        yield
    finally:
        with _changed:
            _at_work.remove(request)
            _changed.notify_all()


def wait() -> bool:
    """Wait until no request is being answered; False when that takes too long."""
    with _changed:
        return _changed.wait_for(lambda: not _at_work, PATIENCE_SECONDS)
