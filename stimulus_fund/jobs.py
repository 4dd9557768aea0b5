"""What happens by itself to applications: due jobs, and the rule for how long they are kept."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.due import Job
from core.retention import Rule
from stimulus_fund.actions.expiry import delete_stale_drafts, wipe_applications
from stimulus_fund.models import Application


def _delete_drafts(at: datetime) -> int:
    return delete_stale_drafts(at=at)


STALE_DRAFTS = Job("fund.stale_drafts", timedelta(days=1), _delete_drafts, hour=3, label=_("Oude aanvragen wissen"))


def _closed_before(moment: datetime) -> QuerySet[Application]:
    return Application.objects.filter(wiped_at=None, closed_at__lt=moment).order_by("closed_at", "pk")


OLD_APPLICATIONS = Rule("application", "texts and files of applications destroyed", _closed_before, wipe_applications)
