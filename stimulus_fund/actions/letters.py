"""Send a letter: sealed, numbered, electronically only with consent; and put what must go by post on the post."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, outbox
from core.refusal import IllegalTransition
from stimulus_fund import notices
from stimulus_fund.enums import LetterKind, Post
from stimulus_fund.letters import Draft
from stimulus_fund.models import Application, Decision, Dispute, Letter


def send_letter(
    application: Application,
    draft: Draft,
    *,
    decision: Decision | None = None,
    dispute: Dispute | None = None,
    by: User | None,
    at: datetime,
) -> Letter:
    """Seal a letter about a locked application and send it, or leave it for the post (Awb 2:8, 3:41)."""
    agreed = draft.kind in LetterKind.receipts() or application.deliveries.filter(kind=draft.kind).exists()
    letter = application.letters.create(
        decision=decision,
        dispute=dispute,
        kind=draft.kind,
        number=application.letters.count() + 1,
        subject=draft.subject,
        body=draft.body,
        seal=sealed(draft.body),
        sent_by=by,
        sent_at=at,
        post=Post.PORTAL if agreed else Post.PAPER,
    )
    if draft.kind != LetterKind.RECEIPT:  # that one goes along with its own mail
        outbox.enqueue(*notices.letter(letter), at=at)
    return letter


def sealed(body: str) -> str:
    """The seal of a text: its SHA-256."""
    return sha256(body.encode()).hexdigest()


@transaction.atomic
def post_letter(*, letter: Letter, by: User, at: datetime) -> Letter:
    """Write down that a letter went by post. Raises IllegalTransition when it did already."""
    letter = Letter.objects.select_for_update(of=["self"]).select_related("application__initiative").get(pk=letter.pk)
    if letter.post != Post.PAPER or letter.posted_at:
        raise IllegalTransition(_("Deze brief is al verstuurd."))
    letter.posted_by, letter.posted_at = by, at
    letter.save(update_fields=["posted_by", "posted_at"])
    number = {"number": letter.application.number, "letter": letter.number}
    audit.record(verb="letter.posted", subject=letter.application, by=by, at=at, after=number)
    return letter
