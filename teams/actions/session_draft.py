"""What somebody typed in the session form but did not send yet; kept on the server, so that no text is lost."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusal import Refusal
from initiatives.actions import case
from initiatives.models import Initiative
from teams.models import Session, SessionDraft, SpotDraft

DRAFT_DAYS = 30


class NotYours(Refusal):
    """The key belongs to somebody else's draft."""


@transaction.atomic
def save_session_draft(
    *,
    user: User,
    initiative: Initiative,
    key: UUID,
    fields: Mapping[str, str],
    at: datetime,
    session: Session | None = None,
) -> SessionDraft | None:
    """Keep what was typed, for a new session or as a correction of `session`.

    Returns None when the new session was logged already, so that a late save leaves no ghost.

    Raises NotYours when the key belongs to somebody else.
    """
    case.lock(initiative)
    if Session.objects.filter(idempotency_key=key).exists():
        return None
    draft, _made = SessionDraft.objects.get_or_create(
        key=key, defaults={"user": user, "initiative": initiative, "session": session, "saved_at": at}
    )
    if draft.user_id != user.pk:
        raise NotYours(_("Dit concept is van iemand anders."))
    draft.initiative, draft.fields, draft.saved_at = initiative, dict(fields), at
    draft.save()
    return draft


def discard_session_draft(*, draft: SessionDraft) -> None:
    """Throw a draft away because its writer says so."""
    draft.delete()


def delete_stale_drafts(*, at: datetime) -> int:
    """Delete drafts nobody touched for thirty days; returns how many."""
    old = at - timedelta(days=DRAFT_DAYS)
    deleted = [model.objects.filter(saved_at__lt=old).delete()[0] for model in (SessionDraft, SpotDraft)]
    return sum(deleted)
