"""The due jobs of initiatives."""

from datetime import datetime, timedelta

from core.due import Job
from initiatives.actions import draft


def _remind(at: datetime) -> int:
    return draft.remind_of_drafts(at=at)


def _delete(at: datetime) -> int:
    return draft.delete_old_drafts(at=at)


DRAFT_REMINDERS = Job("initiatives.draft_reminders", timedelta(days=1), _remind, hour=10)
OLD_DRAFTS = Job("initiatives.old_drafts", timedelta(days=1), _delete, hour=3)
