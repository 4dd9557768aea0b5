"""What to tell whoever writes or sends an initiative. Returns messages, sends nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import override

from accounts.models import User
from core.links import absolute
from core.outbox import Message, compose
from initiatives.models import Draft, Initiative
from initiatives.queries.submit import token
from initiatives.timeline import day_in_full

MAIL = "initiatives/mail"
# What `mail/base.txt` asks of every message; whoever writes or sends an initiative has no guide yet.
NOBODY_YET = {"name": "", "guide_name": "", "guide_phone": "", "link": ""}


def code(*, email: str, digits: str, language: str, lasts: timedelta) -> Message:
    """The six digits that prove a mailbox; wiped after sending, worthless when late."""
    message = compose(
        template=f"{MAIL}/code.txt",
        to=email,
        kind="initiatives.code",
        language=language,
        context={**NOBODY_YET, "code": digits, "minutes": int(lasts.total_seconds() // 60)},
    )
    return replace(message, secret=True, lifetime=lasts)


def draft_link(draft: Draft) -> Message:
    """The link that opens a draft on any device, because its writer asked for it."""
    return _about_draft(draft, "draft_link", to=draft.email)


def draft_reminder(draft: Draft) -> Message:
    """The same link once more, after a week without a word."""
    return _about_draft(draft, "draft_reminder", to=draft.address)


def _about_draft(draft: Draft, kind: str, *, to: str) -> Message:
    with override(draft.language):
        context = {
            **NOBODY_YET,
            "delete_on": day_in_full(draft.delete_on),
            "link": absolute(reverse("initiatives:resume", args=[token(draft)])),
        }
    return compose(
        template=f"{MAIL}/{kind}.txt", to=to, kind=f"initiatives.{kind}", language=draft.language, context=context
    )


def receipt(
    initiative: Initiative,
    *,
    person: User,
    rows: Sequence[tuple[str, str]],
    files: Sequence[str],
    first_answer_due: date,
) -> Message:
    """Proof of what was sent and when, with the date of the promised first answer (Awb 2.3: receipt with a copy).

    `rows` are questions and answers in the reader's language.
    """
    with override(person.language):
        context = {
            **NOBODY_YET,
            "name": person.display_name,
            "title": initiative.title,
            "number": initiative.number,
            "moment": moment_in_full(initiative.submitted_at),
            "due_on": day_in_full(first_answer_due),
            "rows": rows,
            "files": files,
            "link": absolute(reverse("initiatives:receipt", args=[initiative.number])),
        }
    return compose(
        template=f"{MAIL}/receipt.txt",
        to=person.email,
        kind="initiatives.receipt",
        language=person.language,
        case_number=initiative.number,
        context=context,
    )


def moment_in_full(at: datetime) -> str:
    """A moment as people write it: 12 maart 2026 om 14:32."""
    return date_format(localtime(at), "j F Y, H:i")
