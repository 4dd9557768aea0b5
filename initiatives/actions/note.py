"""Internal notes on a case; the initiator's side never reads them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit
from core.refusal import Refusal
from initiatives.models import Initiative, Note


@transaction.atomic
def add_note(*, initiative: Initiative, text: str, by: User, at: datetime) -> Note:
    """Write an internal note. Raises Refusal when it is empty."""
    if not text.strip():
        raise Refusal(_("Schrijf eerst een notitie."), field="text")
    note = initiative.notes.create(author=by, text=text, written_at=at)
    audit.record(verb="initiative.noted", subject=initiative, by=by, at=at, after={"note": note.pk})
    return note
