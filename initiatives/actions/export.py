"""Somebody takes the case list along."""

from datetime import datetime

from accounts.models import User
from core import audit


def note_export(*, rows: int, query: str, by: User, at: datetime) -> None:
    """Record who took how many cases along, and with which filter."""
    audit.record(verb="initiative.exported", subject=by, by=by, at=at, after={"rows": rows, "filter": query[:500]})
