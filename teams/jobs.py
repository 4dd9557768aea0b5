"""The due jobs of EP-teams."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from core.due import Job
from core.retention import Rule
from initiatives.models import Initiative
from teams.actions import expiry
from teams.actions.action_point import remind_of_points
from teams.actions.programme_data import wipe_programmes
from teams.actions.session_draft import delete_stale_drafts
from teams.models import Programme, Team


def _remind(at: datetime) -> int:
    return remind_of_points(at=at)


def _delete_drafts(at: datetime) -> int:
    return delete_stale_drafts(at=at)


REMINDERS = Job("teams.reminders", timedelta(days=1), _remind, hour=8, label=_("Herinneren aan actiepunten"))
STALE_DRAFTS = Job(
    "teams.stale_drafts", timedelta(days=1), _delete_drafts, hour=3, label=_("Oude gespreksteksten wissen")
)


def _teams_of_cases_closed_before(moment: datetime) -> QuerySet[Team]:
    cases = Initiative.objects.closed_before(moment)
    ended = Coalesce("initiative__closed_at", "initiative__changed_at")
    return Team.objects.filter(initiative__in=cases.order_by().values("pk")).order_by(ended, "initiative")


OLD_TEAMS = Rule(
    "initiative",
    "advice sessions and action points destroyed",
    _teams_of_cases_closed_before,
    expiry.empty_teams,
    file=Initiative,
    through="initiative",
)


def _programmes_ended_before(moment: datetime) -> QuerySet[Programme]:
    return Programme.objects.filter(wiped_at=None, ends_on__lt=localdate(moment)).order_by("ends_on", "pk")


OLD_PROGRAMMES = Rule("programme", "what was said in programmes destroyed", _programmes_ended_before, wipe_programmes)
