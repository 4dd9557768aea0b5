"""A letter of the portal to somebody with an account, in their own language. Returns a message, sends nothing."""

from typing import Any

from accounts.models import User
from core.outbox import Message, compose

MAIL = "community/mail"
# What `mail/base.txt` asks of every message; whoever has no account has no guide either.
NO_GUIDE = {"name": "", "guide_name": "", "guide_phone": "", "link": ""}


def to_person(person: User, kind: str, *, link: str, case_number: str, **facts: Any) -> Message:
    """The letter `kind` (its template and its kind in the outbox) with where to look, and what it tells."""
    return compose(
        template=f"{MAIL}/{kind}.txt",
        to=person.email,
        kind=f"community.{kind}",
        language=person.language,
        case_number=case_number,
        context={**NO_GUIDE, **facts, "name": person.display_name, "link": link},
    )
