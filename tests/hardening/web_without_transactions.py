"""The unprotected twin of the web server, run as a process: the same portal, but nothing is one transaction."""

from typing import Any

from django.db.models import QuerySet
from django.db.transaction import Atomic


def nothing(*_given: Any, **_facts: Any) -> None:
    """Begin and end nothing."""


Atomic.__enter__ = Atomic.__exit__ = nothing  # type: ignore[assignment, method-assign]
QuerySet.select_for_update = lambda rows, *_given, **_facts: rows  # type: ignore[method-assign]

from zwolle.web import main  # noqa: E402

main()
