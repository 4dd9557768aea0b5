"""Drafts for tests, as the pages make them."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from accounts.models import User
from initiatives.actions import code, draft
from initiatives.forms.submit import collect
from initiatives.intake import Intake, Sender
from initiatives.models import Draft
from tests.initiatives.submitting import ANSWERS, mailed_code

AT = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def begin(*, at: datetime = AT, user: User | None = None, **answers: Any) -> Draft:
    """A draft with these answers."""
    return draft.start(key=uuid4(), answers=answers, user=user, language="nl", browser="phone", at=at)


def finished(*, user: User | None = None) -> Draft:
    """A draft that can be sent."""
    return begin(user=user, **ANSWERS)


def gathered(of: Draft) -> tuple[Intake, Sender]:
    """What a finished draft says."""
    found = collect(of.answers, of.user, "nl")
    assert found is not None
    return found


def coded(of: Draft, *, at: datetime = AT) -> str:
    """Have a code mailed for a draft, and read it."""
    code.send_code(draft=of, email="noor@example.nl", asked_from="192.0.2.1", at=at)
    return mailed_code()
