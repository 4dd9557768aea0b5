"""Tell people: messages are rows, written in the transaction of the change. `core.delivery` sends them."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from unicodedata import category
from uuid import uuid4

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.translation import override

from core.models import OutgoingMail
from core.rehearsal import hear

LONGEST_SUBJECT = 200
BLANK_LINES = re.compile(r"\n[^\S\n]*+\n\s*+")


@dataclass(frozen=True)
class Message:
    """A mail to one person: what changed, what to do, by when, who helps, where to look. Plain text is the master.

    `kind` names the notice ("initiatives.receipt"); `case_number` is the initiative it is about; `secret` wipes
    the text after sending; `lifetime` is how long the message is worth sending; `calendar` is an appointment
    (`core.ical`) that goes along for the reader's agenda.
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
    calendar: str = ""


def compose(
    *,
    template: str,
    to: str,
    kind: str,
    language: str = "nl",
    case_number: str = "",
    context: dict[str, Any] | None = None,
    unsubscribe_url: str = "",
    calendar: str = "",
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
        calendar=calendar,
    )


def one_line(text: str) -> str:
    """The text without line breaks, control signs and signs that turn the direction of writing."""
    visible = ("" if category(sign) == "Cf" else " " if category(sign)[0] in "CZ" else sign for sign in text)
    return " ".join("".join(visible).split())


def printable(text: str) -> str:
    """The text without control signs and without what is no letter in any script; line breaks stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign in "\n\t" or category(sign) not in {"Cc", "Cs", "Cn"})


def enqueue(*messages: Message, at: datetime) -> list[OutgoingMail]:
    """Put messages in the outbox, in the caller's transaction. A subject is made one line."""
    rows = [
        OutgoingMail(
            to=message.to,
            subject=one_line(message.subject)[:LONGEST_SUBJECT],
            text=printable(message.text),
            calendar=message.calendar,
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
    hear(rows)
    return OutgoingMail.objects.bulk_create(rows)


def forget(mails: QuerySet[OutgoingMail]) -> int:
    """As `wipe`, and those that still waited go nowhere any more."""
    mails.filter(state=OutgoingMail.State.WAITING).update(state=OutgoingMail.State.EXPIRED)
    return wipe(mails)


def wipe(mails: QuerySet[OutgoingMail]) -> int:
    """Empty what mails say of a person: address, subject, text. That a mail of a kind went out stays known."""
    return mails.update(to="", subject="", text="", calendar="", unsubscribe_url="")
