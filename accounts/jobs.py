"""What happens by itself to accounts: rules for how long data are kept."""

from datetime import datetime

from django.db.models import QuerySet

from accounts.actions import expiry
from accounts.models import DataRequest, MailedCode
from core.retention import Rule


def _codes_ended_before(moment: datetime) -> QuerySet[MailedCode]:
    return MailedCode.objects.filter(expires_at__lt=moment)


def _requests_answered_before(moment: datetime) -> QuerySet[DataRequest]:
    return DataRequest.objects.filter(answered_at__lt=moment)


CODES = Rule("mailed_code", "ended codes deleted", _codes_ended_before, expiry.forget_codes)
REQUESTS = Rule("data_request", "answered requests deleted", _requests_answered_before, expiry.delete_requests)
