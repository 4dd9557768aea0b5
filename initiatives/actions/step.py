"""A step at the desk: one action on a case, refused when a colleague acted in the meantime."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit
from core.refusal import Refusal
from initiatives.actions import case
from initiatives.actions.note import add_note
from initiatives.models import Initiative


@transaction.atomic
def take_step(*, initiative: Initiative, move: Callable[[], object], seen: datetime) -> None:
    """Make a move on the case as it stood on the screen (`seen` is its `changed_at` there).

    Raises Conflict when somebody acted since, and whatever the move itself raises.
    """
    case.lock(initiative, seen=seen)
    move()


@transaction.atomic
def correct_quietly(
    *, initiative: Initiative, move: Callable[[], object], why: str, seen: datetime, by: User, at: datetime
) -> None:
    """Make a move that mends a mistake and mails nobody; why, stands in an internal note and in the audit.

    The move itself must be told not to mail. Raises Refusal without a reason.
    """
    if not why.strip():
        raise Refusal(_("Schrijf op welke fout u herstelt."), field="why")
    take_step(initiative=initiative, move=move, seen=seen)
    note = _("Hersteld zonder e-mail: %(why)s") % {"why": why.strip()}
    add_note(initiative=initiative, text=str(note), by=by, at=at)
    audit.record(verb="initiative.corrected_quietly", subject=initiative, by=by, at=at)
