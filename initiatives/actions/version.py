"""What the initiator's side said of an initiative, kept as it stood at each change."""

from datetime import datetime

from accounts.models import User
from initiatives.models import Initiative, TextVersion
from initiatives.queries.versions import snapshot


def keep(initiative: Initiative, *, by: User | None, at: datetime) -> TextVersion:
    """Keep the answers as version `initiative.version`."""
    return initiative.versions.create(version=initiative.version, texts=snapshot(initiative), saved_by=by, saved_at=at)
