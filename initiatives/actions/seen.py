"""Who saw a case: the one thing that reading a page may write."""

from datetime import datetime, timedelta

from accounts.models import User
from core import audit
from core.models import AuditEntry
from initiatives.models import Initiative

SEEN = "initiatives.seen"
ONE_VISIT = timedelta(hours=1)


def note_seen(*, initiative: Initiative, by: User, at: datetime) -> None:
    """Record that somebody opened the case; paging to and fro within an hour is one visit."""
    visit = AuditEntry.objects.filter(
        case_number=initiative.number, verb=SEEN, actor_id=by.pk, at__gt=at - ONE_VISIT, at__lte=at
    )
    if not visit.exists():
        audit.record(verb=SEEN, subject=initiative, by=by, at=at)
