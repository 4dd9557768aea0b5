"""Show beforehand what an action would mail: run it for real, listen to the outbox, and take everything back."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

from core.models import OutgoingMail

_heard: ContextVar[list[OutgoingMail] | None] = ContextVar("heard", default=None)


@contextmanager
def rehearsal() -> Iterator[list[OutgoingMail]]:
    """Whatever is written inside is taken back at the end; the list holds the mails that would have gone out.

    A preview made so shows exactly what will be sent. Exceptions, refusals among them, pass through.
    """
    mails: list[OutgoingMail] = []
    token = _heard.set(mails)
    try:
        with transaction.atomic():
            yield mails
            transaction.set_rollback(True)
    finally:
        _heard.reset(token)


def hear(mails: Iterable[OutgoingMail]) -> None:
    """The outbox tells what was put in it; outside a rehearsal nobody listens."""
    heard = _heard.get()
    if heard is not None:
        heard.extend(mails)
