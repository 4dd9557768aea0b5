"""Delete what accounts no longer need to keep."""

from datetime import datetime

from django.db.models import QuerySet

from accounts.models import DataRequest, MailedCode


def forget_codes(codes: QuerySet[MailedCode], at: datetime) -> int:
    """Delete codes; returns how many."""
    return codes.delete()[0]


def delete_requests(requests: QuerySet[DataRequest], at: datetime) -> int:
    """Delete answered requests about somebody's data; the proof that they were answered stays in the audit."""
    return requests.delete()[0]
