"""What everyone reads of stories: the list, one story, what stands on the page of an initiative."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from city.models import Theme
from community.enums.story import QuoteTopic, StoryKind, StoryState
from community.models import StoryPhoto, StoryQuote, StoryVersion
from core import markdown
from initiatives.enums import Side
from initiatives.models import Initiative
from teams.models import Lesson

PAGE_SIZE = 12
FEED_SIZE = 30


@dataclass(frozen=True)
class StoryCard:
    """One story in a list. `lang` is set when its text is in another language than the page.

    `photo` is the token of its first photo; without one, `shape` and `tint` choose a drawing.
    """

    url: str
    title: str
    lead: str
    lang: str
    kind: str
    theme: str
    published_at: datetime
    photo: str
    shape: int
    tint: int


@dataclass(frozen=True)
class StoryResults:
    """One page of the list; `count` is of all that were found."""

    cards: list[StoryCard]
    count: int
    number: int

    @property
    def has_next(self) -> bool:
        """True when there is a following page."""
        return self.number * PAGE_SIZE < self.count


@dataclass(frozen=True)
class Pair:
    """What both sides say on one topic, side by side."""

    heading: str
    quotes: list[StoryQuote]


@dataclass(frozen=True)
class StoryPage:
    """A version as it is read. `lang` is set when its text is in another language than the page."""

    version: StoryVersion
    lang: str
    body: SafeString
    pairs: list[Pair]
    photos: list[StoryPhoto]
    initiative: Initiative | None
    theme: str
    shape: int


def results(*, theme: str, kind: str, number: int) -> StoryResults:
    """Page `number` of the published stories of a theme (its slug) and kind, the newest first; "" is all."""
    found = StoryVersion.objects.published()
    if theme:
        found = found.filter(story__theme__slug=theme)
    if kind:
        found = found.filter(story__kind=kind)
    count = found.count()
    number = min(max(number, 1), max(1, -(-count // PAGE_SIZE)))
    start = (number - 1) * PAGE_SIZE
    return StoryResults(cards_of(newest(found)[start : start + PAGE_SIZE]), count, number)


def newest(versions: QuerySet[StoryVersion]) -> QuerySet[StoryVersion]:
    """In the order in which the stories were first told, the last first; a correction moves none."""
    return versions.order_by("-story__published_at", "-story__pk")


def latest_story() -> StoryCard | None:
    """The story that was told last; None when there is none online. One query."""
    return next(iter(cards_of(newest(StoryVersion.objects.published())[:1])), None)


def of_initiative(initiative: Initiative) -> list[StoryCard]:
    """The published stories about an initiative. One query."""
    return cards_of(newest(StoryVersion.objects.published().filter(story__initiative=initiative)))


def of_lesson(lesson: Lesson) -> list[StoryCard]:
    """The published stories that tell of a lesson. One query."""
    return cards_of(newest(StoryVersion.objects.published().filter(story__lessons=lesson)))


def cards_of(versions: QuerySet[StoryVersion]) -> list[StoryCard]:
    """Only what a card shows, in one query."""
    theme = "story__theme__name_en" if get_language() == "en" else "story__theme__name"
    photo = StoryPhoto.objects.approved().filter(version=OuterRef("pk")).order_by("pk").values("token")[:1]
    rows: Iterable[Any] = versions.values(
        "title", "lead", "language", "story_id", "story__slug", "story__kind", "story__theme_id", "story__published_at",
        theme_name=F(theme), photo=Subquery(photo),
    )  # fmt: skip
    language = get_language()
    return [
        StoryCard(
            url=reverse("community:story", args=[row["story__slug"]]),
            title=row["title"],
            lead=row["lead"],
            lang="" if row["language"] == language else row["language"],
            kind=str(StoryKind(row["story__kind"]).label),
            theme=row["theme_name"] or "",
            published_at=row["story__published_at"],
            photo=row["photo"] or "",
            shape=row["story__theme_id"] or 0,
            tint=row["story_id"],
        )
        for row in rows
    ]


def page_of(version: StoryVersion) -> StoryPage:
    """A version with everything on its page; of one that is online only what was approved. Two queries."""
    story, theme = version.story, version.story.theme
    quotes = version.quotes.order_by("pk")
    photos: QuerySet[StoryPhoto] = version.photos.order_by("pk")
    if version.state == StoryState.PUBLISHED:
        quotes, photos = quotes.filter(approved_at__isnull=False), version.photos.approved().order_by("pk")
    name = theme and (theme.name_en if get_language() == "en" else theme.name)
    return StoryPage(
        version=version,
        lang="" if version.language == get_language() else version.language,
        body=markdown.render(version.body),
        pairs=pairs_of(quotes),
        photos=list(photos),
        initiative=story.initiative if story.initiative and story.initiative.is_public else None,
        theme=name or "",
        shape=story.theme_id or 0,
    )


def pairs_of(quotes: Iterable[StoryQuote]) -> list[Pair]:
    """Quotes by topic, the initiator's side first."""
    topics = list(QuoteTopic)

    def place(quote: StoryQuote) -> tuple[int, bool, int]:
        return topics.index(QuoteTopic(quote.topic)), quote.side != Side.INITIATOR, quote.pk

    ordered = sorted(quotes, key=place)
    return [
        Pair(str(QuoteTopic(topic).label), list(group))
        for topic, group in groupby(ordered, key=lambda each: each.topic)
    ]


def public_versions() -> QuerySet[StoryVersion]:
    """What everyone reads, with what its page needs."""
    return StoryVersion.objects.published().select_related("story__initiative", "story__theme", "author")


def public_photos() -> QuerySet[StoryPhoto]:
    """Photos everyone may see: approved, in a story that is online."""
    return StoryPhoto.objects.approved().filter(version__state=StoryState.PUBLISHED)


def feed_versions() -> QuerySet[StoryVersion]:
    """The last published stories, for a feed."""
    return newest(StoryVersion.objects.published()).select_related("story")[:FEED_SIZE]


def story_themes() -> list[tuple[str, str]]:
    """(slug, name) of the themes with a published story, in the language of the page."""
    name = "name_en" if get_language() == "en" else "name"
    told = StoryVersion.objects.published().values("story__theme")
    return list(Theme.objects.filter(pk__in=told).order_by(name).values_list("slug", name))


def story_slugs() -> list[str]:
    """The addresses of all published stories, the newest first."""
    slugs = newest(StoryVersion.objects.published()).values_list("story__slug", flat=True)
    return [slug for slug in slugs if slug]
