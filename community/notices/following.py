"""What to tell followers: to confirm, that they follow already, and the digest. Returns messages, sends nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import groupby

from django.urls import reverse
from django.utils.translation import override

from community.models import Follow, Follower, News
from community.notices.letter import MAIL, NO_GUIDE
from community.queries.digest import Item
from community.queries.following import manage_token, name_of, stop_token
from core.links import absolute
from core.outbox import Message, compose
from initiatives import timeline
from initiatives.models import Initiative

MOST_TOLD = 20


@dataclass
class Block:
    """One initiative in the digest: what happened in sentences, and what its initiator told."""

    title: str
    place: str
    link: str
    lines: list[str] = field(default_factory=list)
    news: list[News] = field(default_factory=list)


def confirm(follow: Follow, *, secret: str, lasts: timedelta) -> Message:
    """The link that proves the mailbox; wiped after sending, worthless when late."""
    message = _to(follow.follower, "follow_confirm", follow, path=("community:confirm_follow", secret), lasts=lasts)
    return replace(message, secret=True, lifetime=lasts)


def follows_already(follow: Follow) -> Message:
    """Somebody asked for what this address has: nothing changes, and here is how to stop."""
    return _to(follow.follower, "follow_already", follow, path=("community:manage_follows", ""))


def _to(
    follower: Follower, kind: str, follow: Follow, *, path: tuple[str, str], lasts: timedelta = timedelta()
) -> Message:
    with override(follower.language):
        name, value = path
        link = absolute(reverse(name, args=[value or manage_token(follower)]))
        hours = int(lasts.total_seconds() // 3600)
        context = {**NO_GUIDE, "what": name_of(follow.subject), "kind": follow.kind, "link": link, "hours": hours}
    return compose(
        template=f"{MAIL}/{kind}.txt",
        to=follower.email,
        kind=f"community.{kind}",
        language=follower.language,
        context=context,
    )


def digest(follower: Follower, items: Sequence[Item]) -> Message:
    """All news of a day for one address, an initiative at a time, with the ways to choose and to stop."""
    with override(follower.language):
        blocks = list(_blocks(items))
        stop = absolute(reverse("community:stop_follows", args=[stop_token(follower)]))
        context = {
            **NO_GUIDE,
            "blocks": blocks[:MOST_TOLD],
            "count": len(blocks),
            "more": max(0, len(blocks) - MOST_TOLD),
            "manage": absolute(reverse("community:manage_follows", args=[manage_token(follower)])),
            "stop": stop,
        }
    return compose(
        template=f"{MAIL}/digest.txt",
        to=follower.email,
        kind="community.digest",
        language=follower.language,
        context=context,
        unsubscribe_url=stop,
    )


def _blocks(items: Iterable[Item]) -> Iterable[Block]:
    """The items by initiative, the initiatives in the order of their first item."""
    order: dict[int, int] = {}
    for item in items:
        order.setdefault(item.initiative.pk, len(order))
    ranked = sorted(items, key=lambda item: order[item.initiative.pk])
    for _key, run in groupby(ranked, key=lambda item: item.initiative.pk):
        yield _block(list(run))


def _block(items: Sequence[Item]) -> Block:
    initiative: Initiative = items[0].initiative
    block = Block(initiative.title, str(initiative.place), absolute(initiative.get_absolute_url()))
    for item in items:
        if item.entry:
            block.lines.append(timeline.sentence(item.entry, public=True))
        elif item.news:
            block.news.append(item.news)
    return block
