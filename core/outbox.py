"""Tell people: messages are rows, written in the transaction of the change. `core.delivery` sends them."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.utils import timezone

from core.models import OutgoingMail


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


def enqueue(*messages: Message) -> list[OutgoingMail]:
    """Put messages in the outbox, in the caller's transaction. Line breaks in a subject become spaces."""
    now = timezone.now()
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
            next_attempt_at=now,
            expires_at=now + message.lifetime if message.lifetime else None,
        )
        for message in messages
    ]
    return OutgoingMail.objects.bulk_create(rows)
