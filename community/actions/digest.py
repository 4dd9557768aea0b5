"""The digest: at most one mail a day to each address, with what everyone may know, and none without news."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, Min, OuterRef, Prefetch
from django.utils.timezone import localdate

from community.models import Follow, Follower
from community.notices.following import digest
from community.queries.digest import Item, Stretch, stretch
from core import audit, outbox

# What was written a moment ago may stand in a transaction that is not over: it is told the day after.
SETTLED = timedelta(minutes=5)
LONGEST_AGO = timedelta(days=7)
AT_ONCE = 200


def send_digests(*, at: datetime) -> int:
    """Write a digest to each address that has news and had none today; returns how many. Running it twice is once."""
    keep_up_with_accounts()
    until, today = at - SETTLED, localdate(at)
    due = Follower.objects.active().filter(told_until__lt=until).exclude(told_on=today)
    first = due.aggregate(Min("told_until"))["told_until__min"]
    if first is None:
        return 0
    news = stretch(max(first, at - LONGEST_AGO), until)
    sent, last = 0, 0
    while keys := list(due.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        sent += _send_to(keys, news, until=until, at=at)
        last = keys[-1]
    return sent


@transaction.atomic
def _send_to(keys: Sequence[int], news: Stretch, *, until: datetime, at: datetime) -> int:
    """Write to those of these followers that have news; all of them have heard everything until `until`."""
    today = localdate(at)
    follows = Prefetch("follows", Follow.objects.confirmed().select_related("initiative"))
    rows = Follower.objects.select_for_update().filter(pk__in=keys, told_until__lt=until).exclude(told_on=today)
    followers = list(rows.order_by("pk").prefetch_related(follows))
    told = [(each, items) for each in followers if (items := _items(each, news))]
    outbox.enqueue(*(digest(follower, items) for follower, items in told), at=at)
    Follower.objects.filter(pk__in=[each.pk for each in followers]).update(told_until=until)
    Follower.objects.filter(pk__in=[follower.pk for follower, _items in told]).update(told_on=today)
    for follower, items in told:
        audit.record(verb="follow.told", subject=follower, by=None, at=at, after={"items": len(items)})
    return len(told)


def _items(follower: Follower, news: Stretch) -> list[Item]:
    return news.of(follower.follows.all(), since=follower.told_until)


@transaction.atomic
def keep_up_with_accounts() -> None:
    """Whoever follows with an account gets the digest at the address the account has now; two of one address join."""
    moved = Follower.objects.filter(user__erased_at=None, user__isnull=False).exclude(email=F("user__email"))
    for follower in moved.select_related("user").select_for_update(of=("self",)).order_by("pk"):
        other = Follower.objects.select_for_update().filter(email=follower.user.email).first()  # type: ignore[union-attr]
        if other:
            _join(follower, other)
        else:
            follower.email = follower.user.email  # type: ignore[union-attr]
            follower.save(update_fields=["email"])


def _join(follower: Follower, other: Follower) -> None:
    """Hand over what `other` does not follow yet; what both follow stays once."""
    same = Follow.objects.filter(follower=other)
    for name in ("initiative", "wijk", "theme"):
        twin = Exists(same.filter(**{f"{name}__isnull": False, name: OuterRef(name)}))
        follower.follows.filter(**{f"{name}__isnull": False}).filter(~twin).update(follower=other)
    days = [day for day in (follower.told_on, other.told_on) if day]
    # One address gets one mail a day, also on the day on which two became one.
    Follower.objects.filter(pk=other.pk).update(user=follower.user, told_on=max(days, default=None))
    follower.delete()
