"""An internal note of which some colleagues must know."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import outbox
from initiatives.actions.note import add_note
from initiatives.models import Initiative, Note
from teams import notices
from teams.actions.team import NotAColleague
from teams.queries.people import participants


@transaction.atomic
def write_note(*, initiative: Initiative, text: str, named: Collection[User], by: User, at: datetime) -> Note:
    """Write an internal note; the colleagues it names read it in their mail.

    Raises Refusal when it is empty, NotAColleague when somebody named has nothing to do with the case.
    """
    if not set(named) <= set(participants(initiative, by)):
        raise NotAColleague(_("Kies alleen collega’s die meedoen, meekijken of gids zijn."), field="named")
    note = add_note(initiative=initiative, text=text, by=by, at=at)
    outbox.enqueue(*notices.named_in_note(note, named), at=at)
    return note
