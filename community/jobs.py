"""The due jobs of the city around an initiative."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.actions.challenge_data import wipe_challenges
from community.actions.challenge_due import delete_stale_drafts, do_due_work
from community.actions.event_data import wipe_access_needs, wipe_registrations
from community.actions.event_reminder import remind_of_events
from community.enums.challenge import ChallengeState
from community.models import Challenge, Registration
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


def _challenges(at: datetime) -> int:
    return do_due_work(at=at)


def _challenge_drafts(at: datetime) -> int:
    return delete_stale_drafts(at=at)


CHALLENGES = Job("community.challenges", timedelta(days=1), _challenges, label=_("Uitdagingen: beginnen en herinneren"))
CHALLENGE_DRAFTS = Job(
    "community.challenge_drafts", timedelta(days=1), _challenge_drafts, hour=3, label=_("Oude uitdagingen wissen")
)


def _challenges_ended(*states: ChallengeState) -> Callable[[datetime], QuerySet[Challenge]]:
    def ended_before(moment: datetime) -> QuerySet[Challenge]:
        return Challenge.objects.all().ended_before(moment, *states)

    return ended_before


WIPED = "texts and files of challenges destroyed"
CHALLENGES_DONE = Rule(
    "challenge",
    WIPED,
    _challenges_ended(ChallengeState.EVALUATED, ChallengeState.ENDED),
    wipe_challenges,
    file=Challenge,
)
CHALLENGES_REJECTED = Rule(
    "challenge_rejected", WIPED, _challenges_ended(ChallengeState.DECIDED), wipe_challenges, file=Challenge
)
CHALLENGES_BROKEN_OFF = Rule(
    "challenge_broken_off", WIPED, _challenges_ended(ChallengeState.WITHDRAWN), wipe_challenges, file=Challenge
)
