"""What the tests hold every page to, without asking for it.

Faults are collected here from wherever they happen (a template, a middleware, the thread of the test server) and
fail the test that was running. Raising on the spot would not do: Django's `{% if %}` swallows every exception.
"""

from collections.abc import Iterator
from contextlib import contextmanager

faults: list[str] = []


@contextmanager
def expecting_faults() -> Iterator[list[str]]:
    """For negative controls: faults found inside come in this list and fail nothing."""
    before = len(faults)
    caught: list[str] = []
    try:
        yield caught
    finally:
        caught.extend(faults[before:])
        del faults[before:]
