"""What everyone may read: the gallery and the map. Each starts from `Initiative.objects.public()`."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Left
from django.urls import reverse
from django.utils.functional import Promise as LazyText
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from city.models import Theme, Wijk
from core.components import Tone
from initiatives.enums import Audience, Outcome, PlaceKind, State
from initiatives.models import Attachment, Initiative

Text = str | LazyText
Row = dict[str, Any]

PAGE_SIZE = 12
MOST_COUNTED = 1_000
LAST_PAGE = MOST_COUNTED // PAGE_SIZE + 1
FEED_SIZE = 30
TEASER_LENGTH = 140
CITY_WIDE = "hele-stad"

STATE_TONES: dict[str, Tone] = {
    State.SUBMITTED: Tone.NEUTRAL,
    State.OWNED: Tone.INFO,
    State.CONVERSING: Tone.INFO,
    State.ADVISED: Tone.POSITIVE,
    State.CLOSED: Tone.NEUTRAL,
}
OUTCOME_TONES: dict[str, Tone] = {
    Outcome.WITH_MUNICIPALITY: Tone.POSITIVE,
    Outcome.INDEPENDENT: Tone.POSITIVE,
    Outcome.FRAGILE: Tone.WARNING,
    Outcome.SEEKING_PLACE: Tone.WARNING,
}


@dataclass(frozen=True, slots=True)
class Card:
    """One initiative in a list. `lang` is set when its text is in another language than the page.

    `photo` is the token of its first public photo; without one, `shape` and `tint` choose a drawing.
    """

    shape: int
    tint: int
    url: str
    title: str
    teaser: str
    lang: str
    status: Text
    tone: Tone
    where: Text
    theme: str
    photo: str


@dataclass(frozen=True)
class Results:
    """One page of a list; `count` stops just above a thousand."""

    cards: list[Card]
    count: int
    number: int

    @property
    def has_next(self) -> bool:
        """True when there is a following page that we show."""
        return self.number * PAGE_SIZE < self.count and self.number < LAST_PAGE


def results(rows: QuerySet[Initiative], number: int, first: Q | None = None) -> Results:
    """Page `number` of these public initiatives, newest news first; those that meet `first` come before the others."""
    number = min(max(number, 1), LAST_PAGE)
    start = (number - 1) * PAGE_SIZE
    ordered = with_card_columns(rows.order_by("-news_at", "-pk"))
    found = in_two_parts(ordered, first, start) if first else ordered[start : start + PAGE_SIZE]
    return Results(cards=cards(found), count=rows.order_by()[: MOST_COUNTED + 1].count(), number=number)


def in_two_parts(ordered: QuerySet[Initiative, Row], first: Q, start: int) -> list[Row]:
    """A page of what meets `first` and then of the rest.

    Two short walks along the index of news: sorting on the condition would read every row that holds a common word.
    """
    before = ordered.filter(first).order_by()[:start].count() if start else 0
    found = list(ordered.filter(first)[start : start + PAGE_SIZE])
    skipped = start - before if not found else 0
    rest = ordered.exclude(first)[skipped : skipped + PAGE_SIZE]
    return [*found, *rest][:PAGE_SIZE]


def latest(count: int) -> Results:
    """The public initiatives with the latest news, as a page without a following one."""
    found = cards(with_card_columns(Initiative.objects.public().order_by("-news_at", "-pk"))[:count])
    return Results(cards=found, count=len(found), number=1)


def with_card_columns(rows: QuerySet[Initiative]) -> QuerySet[Initiative, Any]:
    """Only what a card shows, in one query."""
    photo = (
        Attachment.objects.filter(
            initiative=OuterRef("pk"), kind=Attachment.Kind.PHOTO, audience=Audience.PUBLIC, removed_at=None
        )
        .order_by("pk")
        .values("token")[:1]
    )
    theme = "theme__name_en" if get_language() == "en" else "theme__name"
    return rows.values(
        "pk",
        "slug",
        "title",
        "language",
        "state",
        "outcome",
        "paused_at",
        "place_kind",
        "theme_id",
        teaser=Left("summary", 2 * TEASER_LENGTH),
        theme_name=F(theme),
        wijk_name=F("wijk__name"),
        photo=Subquery(photo),
    )


def cards(rows: Iterable[Row]) -> list[Card]:
    """The rows as cards."""
    language = get_language()
    return [card(row, language) for row in rows]


def card(row: Row, language: str | None) -> Card:
    """One row as a card."""
    status, tone = status_of(row["state"], row["outcome"], paused=row["paused_at"] is not None)
    return Card(
        shape=row["theme_id"] or 0,
        tint=row["pk"],
        url=reverse("initiatives:detail", args=[row["slug"]]),
        title=row["title"],
        teaser=shortened(row["teaser"]),
        lang="" if row["language"] == language else row["language"],
        status=status,
        tone=tone,
        where=_("Hele stad") if row["place_kind"] == PlaceKind.CITY else row["wijk_name"],
        theme=row["theme_name"] or "",
        photo=row["photo"] or "",
    )


def status_of(state: str, outcome: str, *, paused: bool) -> tuple[Text, Tone]:
    """The word on the tag: how it fares when that is known, else where it stands."""
    if outcome:
        return Outcome(outcome).label, OUTCOME_TONES.get(outcome, Tone.NEUTRAL)
    if paused:
        return _("Gepauzeerd"), Tone.NEUTRAL
    return State(state).label, STATE_TONES[state]


def shortened(text: str, length: int = TEASER_LENGTH) -> str:
    """At most this many characters on one line, cut between words."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return f"{line[:length].rsplit(' ', 1)[0].rstrip(',.;:')}…"


@dataclass(frozen=True)
class WijkCount:
    """A wijk with how many public initiatives it has."""

    wijk: Wijk
    count: int


def wijk_counts() -> list[WijkCount]:
    """All wijken by name, with their number of public initiatives."""
    counts = dict(
        Initiative.objects.public()
        .exclude(place_kind=PlaceKind.CITY)
        .order_by()
        .values_list("wijk")
        .annotate(Count("pk"))
    )
    return [WijkCount(wijk, counts.get(wijk.pk, 0)) for wijk in Wijk.objects.order_by("name")]


def city_wide_count() -> int:
    """How many public initiatives are for the whole city."""
    return Initiative.objects.public().filter(place_kind=PlaceKind.CITY).count()


def theme_options() -> list[tuple[str, str]]:
    """(slug, name) of the themes, in the language of the page."""
    name = "name_en" if get_language() == "en" else "name"
    return list(Theme.objects.values_list("slug", name))


def wijk_options() -> list[tuple[str, str]]:
    """(slug, name) of the wijken."""
    return list(Wijk.objects.values_list("slug", "name"))


def public_photos() -> QuerySet[Attachment]:
    """Photos everyone may see: marked so, not taken away, with a public initiative."""
    return Attachment.objects.filter(
        kind=Attachment.Kind.PHOTO,
        audience=Audience.PUBLIC,
        removed_at=None,
        initiative__in=Initiative.objects.public(),
    )


def newest(rows: QuerySet[Initiative]) -> QuerySet[Initiative]:
    """The last public initiatives that were published, for a feed."""
    return rows.only("slug", "title", "summary", "published_at").order_by("-published_at", "-pk")[:FEED_SIZE]
