"""Photos and documents with a session; they come in checked and cleaned (`core.files.check_upload`)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.files import Upload
from core.refusal import Refusal
from initiatives.actions import attachment, case
from initiatives.enums import Audience, Side
from teams.models import Session, SessionFile


@transaction.atomic
def add_session_files(
    *, session: Session, uploads: Sequence[Upload], shared: bool, by: User, at: datetime
) -> list[SessionFile]:
    """Add files to a session, for colleagues alone or, when `shared`, for the initiator's side too; never for everyone.

    Raises Refusal for shared files with a session that is internal, and TooManyFiles.
    """
    initiative = case.lock(session.team.initiative)
    session = Session.objects.select_related("team").get(pk=session.pk)
    if shared and not session.shared:
        raise Refusal(_("Dit gesprek is intern. Deel eerst het gesprek, daarna het bestand."), field="shared")
    audience = Audience.INITIATOR if shared else Audience.INTERNAL
    kept = []
    for upload in uploads:
        added = attachment.add(
            initiative=initiative, upload=upload, side=Side.MUNICIPALITY, audience=audience, by=by, at=at
        )
        kept.append(session.files.create(team=session.team, attachment=added))
    return kept


def remove_session_file(*, file: SessionFile, by: User, at: datetime) -> None:
    """Take a file of a session away; that it was there stays known."""
    attachment.remove(attachment=file.attachment, by=by, at=at)
