"""What goes into the digest of followers: public things of a stretch of time. Constant in the number of followers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from community.models import Follow, News
from initiatives.enums import Audience
from initiatives.models import Initiative, TimelineEntry

EVENTS = ("published", "position_taken", "outcome", "closed")
Key = tuple[str, int]


@dataclass(frozen=True)
class Item:
    """Something that happened to a public initiative: an entry of its timeline, or news of its initiator."""

    initiative: Initiative
    at: datetime
    entry: TimelineEntry | None = None
    news: News | None = None

    @property
    def mark(self) -> tuple[bool, int]:
        """What tells it from every other item."""
        found = self.entry or self.news
        return self.entry is not None, found.pk if found else 0

    @property
    def keys(self) -> Iterator[Key]:
        """Who hears it: followers of the initiative, its wijk or its theme."""
        yield "initiative", self.initiative.pk
        if self.initiative.wijk_id:
            yield "wijk", self.initiative.wijk_id
        if self.initiative.theme_id:
            yield "theme", self.initiative.theme_id


@dataclass
class Stretch:
    """All that happened between two moments, found by what is followed."""

    items: dict[Key, list[Item]] = field(default_factory=lambda: defaultdict(list))

    def of(self, follows: Iterable[Follow], *, since: datetime) -> list[Item]:
        """What these follows hear: each thing once, the first first, nothing from before it was followed or told."""
        found: dict[tuple[bool, int], Item] = {}
        for follow in follows:
            begin = max(since, follow.confirmed_at or since)
            fresh = (item for item in self.items.get(key_of(follow), []) if item.at > begin)
            found |= {item.mark: item for item in fresh}
        return sorted(found.values(), key=lambda item: (item.at, item.mark))


def key_of(follow: Follow) -> Key:
    """By what a follow is found."""
    if follow.initiative_id:
        return "initiative", follow.initiative_id
    return ("wijk", follow.wijk_id) if follow.wijk_id else ("theme", follow.theme_id or 0)


def stretch(since: datetime, until: datetime) -> Stretch:
    """What everyone may know of what happened after `since` until `until`. Two queries."""
    public = Initiative.objects.public()
    between = {"initiative__in": public}
    entries = TimelineEntry.objects.filter(
        audience=Audience.PUBLIC, event__in=EVENTS, at__gt=since, at__lte=until, **between
    ).select_related("initiative__wijk", "initiative__theme")
    news = News.objects.public().filter(written_at__gt=since, written_at__lte=until)
    found = Stretch()
    for entry in entries.order_by("at", "pk"):
        put(found, Item(entry.initiative, entry.at, entry=entry))
    for each in news.select_related("initiative__wijk", "initiative__theme").order_by("written_at", "pk"):
        put(found, Item(each.initiative, each.written_at, news=each))
    return found


def put(found: Stretch, item: Item) -> None:
    """Let an item be found by each thing that is followed."""
    for key in item.keys:
        found.items[key].append(item)
