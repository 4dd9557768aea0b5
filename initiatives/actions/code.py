"""Six digits by mail prove that a mailbox belongs to whoever sends a draft."""

from datetime import datetime, timedelta
from secrets import randbelow

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from core import limits, outbox
from core.refusal import Refusal
from initiatives import notices_submit as notices
from initiatives.actions import draft as drafts
from initiatives.models import Draft

LASTS = timedelta(minutes=15)
AGAIN_AFTER = timedelta(seconds=30)
MOST_ATTEMPTS = 5
HOUR = 3600
CODES_AN_HOUR = 6
CODES_AN_HOUR_FROM_ONE_PLACE = 30


class CodeRefused(Refusal):
    """The code is wrong, too old, or tried too often."""

    field = "code"


def send_code(*, draft: Draft, email: str, asked_from: str, at: datetime) -> Draft:
    """Mail a code to this address; `asked_from` is the machine that asks.

    Within half a minute the same address gets no second one, so that a double click sends one mail. Raises
    TooOften.
    """
    if _just_sent(draft, email, at):
        return draft
    if not (
        limits.allow("code.client", asked_from, times=CODES_AN_HOUR_FROM_ONE_PLACE, seconds=HOUR, at=at)
        and limits.allow("code.submit", email, times=CODES_AN_HOUR, seconds=HOUR, at=at)
    ):
        raise drafts.TooOften(
            _("Wij stuurden al een paar keer een code. Kijk in uw mail, of probeer het over een uur.")
        )
    with transaction.atomic():
        draft = drafts.lock(draft)
        if _just_sent(draft, email, at):
            return draft
        digits = f"{randbelow(1_000_000):06}"
        draft.email = email
        draft.code_hash = hash_code(draft, digits)
        draft.code_sent_at = at
        draft.code_attempts = 0
        draft.save(update_fields=["email", "code_hash", "code_sent_at", "code_attempts"])
        outbox.enqueue(notices.code(email=email, digits=digits, language=draft.language, lasts=LASTS), at=at)
    return draft


def _just_sent(draft: Draft, email: str, at: datetime) -> bool:
    return draft.email == email and draft.code_sent_at is not None and at - draft.code_sent_at < AGAIN_AFTER


def problem_with(draft: Draft, digits: str, at: datetime) -> CodeRefused | None:
    """Why this code does not prove the address of this locked draft; None when it does.

    The caller counts an attempt. A code stays good until it expires, for this draft alone, so that whoever clicks
    twice sees the same initiative twice.
    """
    if not draft.code_sent_at or at - draft.code_sent_at > LASTS:
        return CodeRefused(_("Deze code is te oud. Vraag een nieuwe code."))
    if draft.code_attempts >= MOST_ATTEMPTS:
        return CodeRefused(_("U heeft te vaak een verkeerde code ingevuld. Vraag een nieuwe code."))
    if not constant_time_compare(draft.code_hash, hash_code(draft, digits)):
        return CodeRefused(_("Deze code klopt niet. Kijk nog eens in de e-mail."))
    return None


def hash_code(draft: Draft, digits: str) -> str:
    """What is kept of a code: keyed, because six digits can be guessed, and bound to the draft and its address."""
    return salted_hmac("initiatives.code", f"{draft.key}:{draft.email}:{digits}", algorithm="sha256").hexdigest()
