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
ENDINGS = {
    "application": (*sorted(State.awarded()), State.REVOKED),
    "application_rejected": (State.REJECTED,),
    "application_broken_off": (State.WITHDRAWN, State.UNHANDLED),
}
GRANTED, REJECTED, BROKEN_OFF = (
    Rule(kind, WHAT, _ended(*states), wipe_applications, file=Application) for kind, states in ENDINGS.items()
)
