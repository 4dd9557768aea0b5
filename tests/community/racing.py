"""What tests of races share: presses of one moment, and a twin of the real thing that reads rows without a lock."""

from collections.abc import Callable
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, local
from typing import Any

import pytest
from django.db.models import Model, QuerySet
from django.test import Client

from accounts.models import User
from tests.community.test_races import at_once

Pressed = tuple[int, str]


def browser(user: User | None = None) -> Client:
    """A browser, of somebody who logged in or of a visitor."""
    client = Client()
    if user:
        client.force_login(user)
    return client


def press(client: Client, address: str, **fields: Any) -> Pressed:
    """Press a button: the status, and the words of the page that comes; after a redirect those of the page there."""
    answer = client.post(address, fields)
    if answer.status_code == 302:
        return 302, client.get(answer.headers["Location"]).content.decode()
    return answer.status_code, answer.content.decode()


def together(*acts: Callable[[], Any]) -> list[Any]:
    """What comes of doing these in the same moment."""
    return at_once(list(acts))


def without_locks(patch: pytest.MonkeyPatch, *models: type[Model]) -> None:
    """The unprotected twin: rows of these models are read as they stand, by whoever comes."""
    locking = QuerySet.select_for_update

    def read(rows: QuerySet[Any], *given: Any, **named: Any) -> QuerySet[Any]:
        return rows if rows.model in models else locking(rows, *given, **named)

    patch.setattr(QuerySet, "select_for_update", read)


def wait_for_each_other(patch: pytest.MonkeyPatch, place: Any, name: str, turn: int = 1) -> None:
    """Let both wait at the end of this function, the `turn`th time they come there, until both have read: then they
    write on what they read.
    """
    gate, real, seen = Barrier(2), getattr(place, name), local()

    def waiting(*given: Any, **named: Any) -> Any:
        found = real(*given, **named)
        seen.turns = getattr(seen, "turns", 0) + 1
        if seen.turns == turn:
            with suppress(BrokenBarrierError):  # the other one was stopped before it came here
                gate.wait(timeout=5)
        return found

    patch.setattr(place, name, waiting)
