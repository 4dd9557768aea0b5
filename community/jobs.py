"""What happens by itself in the city around an initiative: due jobs, and rules for how long data are kept."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from community.actions import following_data, referral_clock
from community.actions.challenge_data import wipe_challenges
from community.actions.challenge_due import delete_stale_drafts, do_due_work
from community.actions.digest import send_digests
from community.actions.event_data import wipe_access_needs, wipe_registrations
from community.actions.event_reminder import remind_of_events
from community.actions.hub_data import delete_referrals
from community.actions.story_data import delete_ended
from community.enums.challenge import ChallengeState
from community.models import (
    Challenge,
    Flag,
    Follow,
    HelpOffer,
    News,
    Referral,
    Registration,
    StoryVersion,
    Takedown,
)
from core.due import Job
from core.retention import Rule
from initiatives.models import Initiative


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


def _send_digests(at: datetime) -> int:
    return send_digests(at=at)


DIGEST = Job(
    "community.digest",
    timedelta(days=1),
    _send_digests,
    hour=settings.DIGEST_HOUR,
    label=_("Nieuws sturen aan wie iets volgt"),
)


def _follows_asked_before(moment: datetime) -> QuerySet[Follow]:
    return Follow.objects.asked_before(moment)


def _offers_asked_before(moment: datetime) -> QuerySet[HelpOffer]:
    return HelpOffer.objects.asked_before(moment)


def _flags_answered_before(moment: datetime) -> QuerySet[Flag]:
    return Flag.objects.filter(answered_at__lt=moment)


def _cases_closed_before(moment: datetime) -> QuerySet[Initiative]:
    """Cases whose term is over and around which something still stands."""
    around = Q()
    for model in (News, HelpOffer, Takedown, Flag):
        around |= Q(Exists(model._default_manager.filter(initiative=OuterRef("pk"))))
    return Initiative.objects.closed_before(moment).filter(around)


UNCONFIRMED_FOLLOWS = Rule(
    "unconfirmed", "follows nobody confirmed deleted", _follows_asked_before, following_data.delete_follows
)
UNCONFIRMED_OFFERS = Rule(
    "unconfirmed", "offers of help nobody confirmed deleted", _offers_asked_before, following_data.delete_offers
)
ANSWERED_FLAGS = Rule("flag", "answered reports deleted", _flags_answered_before, following_data.delete_flags)
OLD_PARTS = Rule(
    "initiative",
    "news, offers of help and removals deleted",
    _cases_closed_before,
    following_data.empty_cases,
    file=Initiative,
    part=True,  # the case itself goes last
)


def _follow_up(at: datetime) -> int:
    return referral_clock.follow_up(at=at)


REFERRALS = Job("community.referrals", timedelta(days=1), _follow_up, hour=9, label=_("Knooppunten herinneren"))


def _referrals_of_cases_closed_before(moment: datetime) -> QuerySet[Referral]:
    cases = Initiative.objects.closed_before(moment)
    return Referral.objects.filter(initiative__in=cases.order_by().values("pk"))


OLD_REFERRALS = Rule(
    "initiative",
    "questions to hubs destroyed",
    _referrals_of_cases_closed_before,
    delete_referrals,
    file=Initiative,
    through="initiative",
)


def _versions_ended_before(moment: datetime) -> QuerySet[StoryVersion]:
    idle = Q(ended_at=None, published_at=None, changed_at__lt=moment)
    return StoryVersion.objects.filter(Q(ended_at__lt=moment) | idle).order_by("pk")


OLD_STORIES = Rule("story", "stories off the website and idle drafts deleted", _versions_ended_before, delete_ended)
