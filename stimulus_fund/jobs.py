"""What happens by itself to applications: due jobs, and the rule for how long they are kept."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.due import Job
from core.retention import Rule
from stimulus_fund.actions.expiry import delete_stale_drafts, wipe_applications
from stimulus_fund.actions.reminding import remind, remind_of_disputes, remind_of_reports
from stimulus_fund.actions.term import tell_all
from stimulus_fund.enums import State
from stimulus_fund.models import Application


def _delete_drafts(at: datetime) -> int:
    return delete_stale_drafts(at=at)


def _tell_time(at: datetime) -> int:
    return tell_all(at=at)


def _remind(at: datetime) -> int:
    return remind(at=at) + remind_of_reports(at=at) + remind_of_disputes(at=at)


TELL_TIME = Job("fund.tell_time", timedelta(days=1), _tell_time, hour=1, label=_("Klokken van aanvragen bijwerken"))
REMIND = Job("fund.remind", timedelta(days=1), _remind, label=_("Herinneren aan besluiten, verslagen en bezwaren"))
STALE_DRAFTS = Job("fund.stale_drafts", timedelta(days=1), _delete_drafts, hour=3, label=_("Oude aanvragen wissen"))


def _ended(*states: State) -> Callable[[datetime], QuerySet[Application]]:
    def ended_before(moment: datetime) -> QuerySet[Application]:
        kept = Application.objects.filter(wiped_at=None, state__in=states, closed_at__lt=moment)
        return kept.order_by("closed_at", "pk")

    return ended_before


WHAT = "texts and files of applications destroyed"
GRANTED = Rule("application", WHAT, _ended(*sorted(State.awarded()), State.REVOKED), wipe_applications)
REJECTED = Rule("application_rejected", WHAT, _ended(State.REJECTED), wipe_applications)
BROKEN_OFF = Rule("application_broken_off", WHAT, _ended(State.WITHDRAWN, State.UNHANDLED), wipe_applications)
