"""What happens by itself to accounts: due jobs, and rules for how long data are kept."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.actions import data_request, expiry, unused
from accounts.models import DataRequest, MailedCode
from core.due import Job
from core.retention import Rule


def _warn_officers(at: datetime) -> int:
    return data_request.warn_of_deadlines(at=at)


def _forget_last_mails(at: datetime) -> int:
    return data_request.wipe_last_mails()


def _warn_and_erase_unused(at: datetime) -> int:
    return unused.warn_and_erase(at=at)


DATA_REQUESTS = Job(
    "accounts.data_requests", timedelta(days=1), _warn_officers, label=_("Waarschuwen voor verzoeken over gegevens")
)
LAST_MAILS = Job(
    "accounts.last_mails", timedelta(hours=1), _forget_last_mails, label=_("Adressen van gewiste accounts vergeten")
)
UNUSED = Job(
    "accounts.unused", timedelta(days=1), _warn_and_erase_unused, hour=4, label=_("Ongebruikte accounts wissen")
)


def _codes_ended_before(moment: datetime) -> QuerySet[MailedCode]:
    return MailedCode.objects.filter(expires_at__lt=moment)


def _requests_answered_before(moment: datetime) -> QuerySet[DataRequest]:
    return DataRequest.objects.filter(answered_at__lt=moment)


CODES = Rule("mailed_code", "ended codes deleted", _codes_ended_before, expiry.forget_codes)
REQUESTS = Rule("data_request", "answered requests deleted", _requests_answered_before, expiry.delete_requests)
