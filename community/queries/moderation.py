"""What moderators look at: reports, requests to look again, what was taken down, and the latest news."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import User
from community.enums.following import FlagState, NewsState, TakedownState
from community.models import Flag, News, Takedown
from core.components import Tone
from initiatives.models import Initiative
from teams.queries.access import not_own

PAGE_SIZE = 20
SOON_DAYS = 2


@dataclass(frozen=True)
class Queue:
    """What waits, the first promised first, and how many of each; `news` is what initiators wrote last."""

    flags: list[Flag]
    flag_count: int
    appeals: list[Takedown]
    news: list[News]


def queue(user: User) -> Queue:
    """The queue of a moderator. Four queries, whatever the number of rows."""
    flags = open_flags(user)
    return Queue(
        flags=list(flags[:PAGE_SIZE]),
        flag_count=flags.count(),
        appeals=list(appeals()[:PAGE_SIZE]),
        news=list(latest_news()[:PAGE_SIZE]),
    )


def open_flags(user: User) -> QuerySet[Flag]:
    """Reports nobody answered, the first promised first."""
    return flags(user).filter(state=FlagState.OPEN).order_by("due_on", "pk")


def flags(user: User) -> QuerySet[Flag]:
    """Reports with what they are about. Never of an initiative on whose side this moderator is: they name people."""
    rows = Flag.objects.filter(initiative__in=not_own(user).order_by().values("pk"))
    return rows.select_related("initiative", "news", "offer", "answered_by")


def appeals() -> QuerySet[Takedown]:
    """Removals of which the writer asked to look again, the first promised first."""
    return takedowns().filter(state=TakedownState.APPEALED).order_by("due_on", "pk")


def takedowns() -> QuerySet[Takedown]:
    """Removals with what they are about, the latest first."""
    rows = Takedown.objects.select_related("initiative", "news", "offer", "flag", "taken_by", "decided_by")
    return rows.order_by("-taken_at", "-pk")


def latest_news() -> QuerySet[News]:
    """What everyone reads now, the latest first."""
    return News.objects.public().filter(state=NewsState.SHOWN).select_related("initiative")


def waiting_for_moderators() -> int:
    """How many reports and requests wait."""
    waits = Takedown.objects.filter(state=TakedownState.APPEALED).count()
    return waits + Flag.objects.filter(state=FlagState.OPEN).count()


def own_takedowns(user: User) -> QuerySet[Takedown]:
    """What was taken down of the initiatives on whose side this person is: news and pages, not offers of others."""
    theirs = Initiative.objects.of_initiator(user)
    return takedowns().filter(Q(offer=None), initiative__in=theirs)


def tone_of(due_on: date, today: date) -> Tone:
    """How near a promised day is."""
    if due_on < today:
        return Tone.NEGATIVE
    return Tone.WARNING if (due_on - today).days <= SOON_DAYS else Tone.NEUTRAL
