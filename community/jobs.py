"""The due jobs of the city around an initiative."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.actions.event_data import wipe_access_needs, wipe_registrations
from community.actions.event_reminder import remind_of_events
from community.models import Registration
from core.due import Job
from core.retention import Rule


def _remind(at: datetime) -> int:
    return remind_of_events(at=at)


EVENT_REMINDERS = Job(
    "community.event_reminders", timedelta(days=1), _remind, hour=9, label=_("Herinneren aan bijeenkomsten van morgen")
)


def _of_events_ended_before(moment: datetime) -> QuerySet[Registration]:
    return Registration.objects.filter(event__ends_at__lt=moment).order_by("event__ends_at", "pk")


def _with_needs(moment: datetime) -> QuerySet[Registration]:
    return _of_events_ended_before(moment).exclude(access_needs="")


EVENT_ACCESS_NEEDS = Rule(
    "event_access_needs", "what people needed to take part in an event emptied", _with_needs, wipe_access_needs
)
EVENT_REGISTRATIONS = Rule(
    "event_registration", "who registered for an event deleted", _of_events_ended_before, wipe_registrations
)
