"""Write the proof of what happened. Reading it is the admin's business; nobody can change it."""

from datetime import datetime
from typing import Any

from django.db.models import Model

from core.models import AuditEntry


def record(
    *,
    verb: str,
    subject: Model,
    by: Model | None,
    at: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AuditEntry:
    """Append one entry. `by` is the person, or None when the portal itself did it.

    `before` and `after` hold plain values without personal data. A subject that belongs to an initiative tells
    its number through `case_number`.
    """
    return AuditEntry.objects.create(
        at=at,
        verb=verb,
        actor_id=by.pk if by is not None else None,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        case_number=getattr(subject, "case_number", "") or "",
        before=before or {},
        after=after or {},
    )
