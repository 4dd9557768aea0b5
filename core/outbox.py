"""Tell people: messages are rows, written in the transaction of the change. `core.delivery` sends them."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from core.models import OutgoingMail

BLANK_LINES = re.compile(r"\n\s*\n\s*")


@dataclass(frozen=True)
class Message:
    """A mail to one person: what changed, what to do, by when, who helps, where to look. Plain text is the master.

    `kind` names the notice ("initiatives.receipt"); `case_number` is the initiative it is about; `secret` wipes
    the text after sending; `lifetime` is how long the message is worth sending.
    """

    to: str
    subject: str
    text: str
    kind: str
    case_number: str = ""
    language: str = "nl"
    secret: bool = False
    lifetime: timedelta | None = None
    unsubscribe_url: str = ""


def compose(
    *,
    template: str,
    to: str,
    kind: str,
    language: str = "nl",
    case_number: str = "",
    context: dict[str, Any] | None = None,
    unsubscribe_url: str = "",
) -> Message:
    """A message from a text template that extends `mail/base.txt`, in the language of the reader.

    The first line of the rendered text is the subject.
    """
    with override(language):
        rendered = render_to_string(template, {"case_number": case_number, **(context or {})})
    subject, _newline, text = rendered.strip().partition("\n")
    return Message(
        to=to,
        subject=subject.strip(),
        text=BLANK_LINES.sub("\n\n", text).strip() + "\n",
        kind=kind,
        language=language,
        case_number=case_number,
        unsubscribe_url=unsubscribe_url,
    )


def enqueue(*messages: Message, at: datetime) -> list[OutgoingMail]:
    """Put messages in the outbox, in the caller's transaction. Line breaks in a subject become spaces."""
    rows = [
        OutgoingMail(
            to=message.to,
            subject=" ".join(message.subject.split())[:200],
            text=message.text,
            kind=message.kind,
            language=message.language,
            urgency=OutgoingMail.Urgency.CODE if message.secret else OutgoingMail.Urgency.NOTICE,
            secret=message.secret,
            case_number=message.case_number,
            unsubscribe_url=message.unsubscribe_url,
            message_id=f"<{uuid4()}@{settings.MAIL_DOMAIN}>",
            next_attempt_at=at,
            created_at=at,
            expires_at=at + message.lifetime if message.lifetime else None,
        )
        for message in messages
    ]
    return OutgoingMail.objects.bulk_create(rows)
