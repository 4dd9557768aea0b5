"""The due jobs of EP-teams."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from core.due import Job
from teams.actions.action_point import remind_of_points
from teams.actions.session_draft import delete_stale_drafts


def _remind(at: datetime) -> int:
    return remind_of_points(at=at)


def _delete_drafts(at: datetime) -> int:
    return delete_stale_drafts(at=at)


REMINDERS = Job("teams.reminders", timedelta(days=1), _remind, hour=8, label=_("Herinneren aan actiepunten"))
STALE_DRAFTS = Job(
    "teams.stale_drafts", timedelta(days=1), _delete_drafts, hour=3, label=_("Oude gespreksteksten wissen")
)
