"""What a council member wants to know before a meeting: what is new, what waits too long, what was decided and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Generic, TypeVar

from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, Left
from django.utils.translation import get_language

from city.models import Theme, Wijk
from community.enums.challenge import ChallengeState
from community.models import Challenge, ChallengeDecision, Event, StoryVersion
from community.queries.challenge_own import tone_of
from community.queries.stories import StoryCard, cards_of, newest
from core.calendar import local_day
from core.components import Tone
from initiatives.enums import Party, PositionKind, PromiseKind
from initiatives.models import Initiative, Position, Promise
from initiatives.queries.figures import GAVE_AWAY_ON
from initiatives.queries.public import Card, cards, shortened, with_card_columns
from insight.disclosure import Count as Told
from insight.disclosure import protect
from insight.enums import Topic
from insight.open_figures import Row
from insight.queries.figures import told
from insight.queries.report import Reach
from stimulus_fund.models import Decision
from stimulus_fund.queries.register import Award, award, decisions
from stimulus_fund.queries.register import Wanted as Anything

Line = TypeVar("Line")
MOST = 6  # of each kind: together they fit on two sheets of paper
MOST_COMING = 4
MOST_CHALLENGES = 4
MOST_STORIES = 3
MOST_COUNTED = 1_000
REASON_LENGTH = 220
SHORT_LENGTH = 140  # of what stands in half a column
PUBLIC_ALREADY = (PromiseKind.FIRST_ANSWER, PromiseKind.POSITION)  # whether these are late, everyone reads


@dataclass(frozen=True)
class Wanted:
    """Since which day, until today, and in which wijk and theme; None for all of them."""

    since: date
    today: date
    wijk: Wijk | None = None
    theme: Theme | None = None

    def about(self, path: str = "") -> Q:
        """Rows of initiatives in that wijk and theme; `path` leads to the initiative ("initiative__")."""
        asked = {"wijk": self.wijk, "theme": self.theme}
        return Q(**{f"{path}{name}": value for name, value in asked.items() if value is not None})

    def lately(self, field: str) -> Q:
        """Rows whose moment lies in the period."""
        return Reach(self.since, self.today).moments(field)


@dataclass(frozen=True)
class Listed(Generic[Line]):
    """The first few of a kind, and how many there are."""

    lines: Sequence[Line]
    count: int

    @property
    def rest(self) -> int:
        """How many are not in the list."""
        return self.count - len(self.lines)


@dataclass(frozen=True)
class Late:
    """A public initiative whose answer is late, which its own page says too."""

    title: str
    url: str
    kind: str
    due_on: date


@dataclass(frozen=True)
class Decided:
    """A position the municipality took on a public initiative, with its reason."""

    title: str
    url: str
    kind: PositionKind
    reason: str
    on: date


@dataclass(frozen=True)
class Money:
    """What was granted: the first few, how many, and euro cents together."""

    awards: Listed[Award]
    cents: int


@dataclass(frozen=True)
class Challenged:
    """A public challenge: where it stands, and once it was decided what and why; else the last day for the decision.

    `lang` is set when its name is in another language than the page. `on` is the day it was decided, or came in.
    """

    title: str
    url: str
    lang: str
    status: str
    tone: Tone
    verdict: str
    reason: str
    on: date | None
    due_on: date | None
    is_late: bool


@dataclass(frozen=True)
class Page:
    """The page, from top to bottom. `by_kind` and `by_wijk` are (name, how many are late), as they may be told."""

    speed: Sequence[Row]
    counted_at: datetime
    new: Listed[Card]
    by_kind: Sequence[tuple[str, Told]]
    by_wijk: Sequence[tuple[str, Told]]
    late: Sequence[Late]
    positions: Listed[Decided]
    challenges: Listed[Challenged]
    money: Money
    stories: Sequence[StoryCard]
    agenda: Sequence[Event]


def page(wanted: Wanted, *, at: datetime) -> Page:
    """Everything on the page. A constant number of queries."""
    figures = told("", at=at)
    speed = next(figure for figure in figures.figures if figure.topic == Topic.LEAD_TIMES)
    late = late_promises(wanted.today).filter(wanted.about("initiative__"))
    by_kind, by_wijk = _counted(late)
    return Page(
        speed=speed.rows,
        counted_at=figures.counted_at,
        new=_new(wanted),
        by_kind=by_kind,
        by_wijk=by_wijk,
        late=_named(late),
        positions=_positions(wanted),
        challenges=_challenges(wanted),
        money=_money(wanted),
        stories=_stories(wanted),
        agenda=list(_agenda(wanted, at)),
    )


def late_promises(today: date) -> QuerySet[Promise]:
    """Open promises of the municipality whose day has passed while it had the ball."""
    rows = Promise.objects.filter(party=Party.MUNICIPALITY, kept_on=None, withdrawn_on=None, due_on__lt=today)
    rows = rows.filter(initiative__merged_into=None).alias(gave_away_on=GAVE_AWAY_ON)
    return rows.filter(Q(initiative__ball=Party.MUNICIPALITY) | Q(due_on__lt=F("gave_away_on"))).order_by()


def _new(wanted: Wanted) -> Listed[Card]:
    rows = Initiative.objects.public().filter(wanted.about(), wanted.lately("published_at"))
    found = with_card_columns(rows.order_by("-published_at", "-pk"))[:MOST]
    return Listed(cards(found), rows.order_by()[:MOST_COUNTED].count())


def _counted(late: QuerySet[Promise]) -> tuple[list[tuple[str, Told]], list[tuple[str, Told]]]:
    """How many are late of each kind, and in which wijken most: as far as it may be told, the most first."""
    counts = list(late.values_list("kind", "initiative__wijk__name").annotate(Count("pk")))
    kinds = [kind for kind in PromiseKind if kind != PromiseKind.REPLY]
    names = [*Wijk.objects.values_list("name", flat=True), None]
    by_kind = protect([sum(count for one, _name, count in counts if one == kind) for kind in kinds])
    by_wijk = protect([sum(count for _kind, one, count in counts if one == name) for name in names])
    wijken = [(name, count) for name, count in zip(names, by_wijk.counts, strict=True) if name and count.number]
    return (
        [(str(kind.label), count) for kind, count in zip(kinds, by_kind.counts, strict=True)],
        sorted(wijken, key=lambda line: -line[1].number),
    )


def _named(late: QuerySet[Promise]) -> list[Late]:
    public = late.filter(kind__in=PUBLIC_ALREADY, initiative__in=Initiative.objects.public().values("pk"))
    rows = public.select_related("initiative").only("kind", "due_on", "initiative__title", "initiative__slug")
    return [
        Late(
            title=row.initiative.title,
            url=row.initiative.get_absolute_url(),
            kind=row.get_kind_display(),
            due_on=row.due_on,
        )
        for row in rows.order_by("due_on", "pk")[:MOST]
    ]


def _positions(wanted: Wanted) -> Listed[Decided]:
    public = Initiative.objects.public().filter(wanted.about())
    rows = Position.objects.filter(taken_on__range=(wanted.since, wanted.today), initiative__in=public.values("pk"))
    said = rows.annotate(said=Left("reason", 2 * REASON_LENGTH)).order_by("-taken_on", "-pk")
    latest = said.select_related("initiative")
    lines = [
        Decided(
            title=row.initiative.title,
            url=row.initiative.get_absolute_url(),
            kind=PositionKind(row.kind),
            reason=shortened(row.said, REASON_LENGTH),
            on=row.taken_on,
        )
        for row in latest.only("kind", "taken_on", "initiative__title", "initiative__slug")[:MOST]
    ]
    return Listed(lines, rows.order_by()[:MOST_COUNTED].count())


def _challenges(wanted: Wanted) -> Listed[Challenged]:
    """Those that came in or were decided in the period, and those that still wait; what happened last comes first."""
    decisions = ChallengeDecision.objects.order_by("-pk")
    last = decisions.filter(challenge=OuterRef("pk")).values("taken_at")[:1]
    public = Challenge.objects.public().filter(wanted.about("initiative__")).annotate(decided_at=Subquery(last))
    lately = wanted.lately("received_at") | wanted.lately("decided_at")
    rows = public.filter(lately | Q(state__in=ChallengeState.undecided()))
    shown = rows.select_related("initiative").prefetch_related(
        Prefetch("decisions", decisions.only("challenge", "verdict", "reasons", "taken_at"))
    )
    latest = shown.order_by(Coalesce("decided_at", "received_at").desc(), "-pk")[:MOST_CHALLENGES]
    return Listed([_challenged(row, wanted.today) for row in latest], rows.order_by()[:MOST_COUNTED].count())


def _challenged(challenge: Challenge, today: date) -> Challenged:
    decision = next(iter(challenge.decisions.all()), None)
    moment = decision.taken_at if decision else challenge.received_at
    due_on = challenge.decide_by if challenge.is_undecided else None
    language = challenge.initiative.language
    return Challenged(
        title=challenge.name,
        url=challenge.public_url,
        lang="" if language == get_language() else language,
        status=challenge.get_state_display(),
        tone=tone_of(challenge),
        verdict=decision.get_verdict_display() if decision else "",
        reason=shortened(decision.reasons, SHORT_LENGTH) if decision else "",
        on=local_day(moment) if moment else None,
        due_on=due_on,
        is_late=bool(due_on and due_on < today),
    )


def _stories(wanted: Wanted) -> list[StoryCard]:
    """What was told in the period; of a wijk by the public initiative it is about."""
    rows = StoryVersion.objects.published().filter(wanted.lately("story__published_at"))
    if wanted.theme:
        rows = rows.filter(story__theme=wanted.theme)
    if wanted.wijk:
        here = Initiative.objects.public().filter(wijk=wanted.wijk)
        rows = rows.filter(story__initiative__in=here.values("pk"))
    return [replace(card, lead=shortened(card.lead, SHORT_LENGTH)) for card in cards_of(newest(rows)[:MOST_STORIES])]


def _agenda(wanted: Wanted, at: datetime) -> QuerySet[Event]:
    """What comes next for everyone; what is for no wijk or theme in particular, only when none was chosen."""
    coming = Event.objects.public().coming(at).filter(wanted.about(), cancelled_at=None)
    return coming.select_related("kind").order_by("starts_at", "pk")[:MOST_COMING]


def _money(wanted: Wanted) -> Money:
    rows: QuerySet[Decision] = decisions(Anything()).filter(
        wanted.lately("taken_at"), wanted.about("application__initiative__")
    )
    whole = rows.order_by().aggregate(count=Count("*"), cents=Sum("application__granted_cents"))
    return Money(Listed([award(row) for row in rows[:MOST]], whole["count"]), whole["cents"] or 0)
