"""The goals of the municipality as everyone reads them: who serves them, how sure that is, what came of it.

Only public initiatives count, and nothing says whose they are. Constant numbers of queries.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, TextChoices
from django.utils.functional import Promise as LazyText
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from city.enums import GoalKind
from city.models import Goal
from core.components import Tone
from initiatives.enums import GoalStage, GoalVerdict, Outcome, PlaceKind, PositionKind
from initiatives.models import GoalLink, Initiative
from initiatives.queries.public import status_of

Text = str | LazyText

PAGE_SIZE = 20
LAST_PAGE = 100


class Standing(TextChoices):
    """How sure it is that an initiative serves a goal, as everyone reads it; the values stand in addresses."""

    CLAIMED = "genoemd", _("Genoemd door de initiatiefnemer")
    CONFIRMED = "bevestigd", _("Bevestigd door de gemeente")
    HELD = "klopte", _("Teruggekeken: het klopte")
    PARTLY = "voor-een-deel", _("Teruggekeken: het klopte voor een deel")
    NOT = "klopte-niet", _("Teruggekeken: het klopte niet")

    @property
    def condition(self) -> Q:
        """The links that stand so."""
        return Q(stage=STAGES[self][0], verdict=STAGES[self][1])


STAGES: dict[Standing, tuple[str, str]] = {
    Standing.CLAIMED: (GoalStage.CLAIMED, ""),
    Standing.CONFIRMED: (GoalStage.CONFIRMED, ""),
    Standing.HELD: (GoalStage.REVISITED, GoalVerdict.HELD),
    Standing.PARTLY: (GoalStage.REVISITED, GoalVerdict.PARTLY),
    Standing.NOT: (GoalStage.REVISITED, GoalVerdict.NOT),
}
STANDINGS = {stage: standing for standing, stage in STAGES.items()}


@dataclass(frozen=True)
class Share:
    """One line of a table with a bar: `percent` is the length of the bar, of the longest."""

    name: Text
    count: int
    percent: int
    value: str = ""


@dataclass(frozen=True)
class GoalRow:
    """A goal in the list, with how many public initiatives stand how."""

    goal: Goal
    wijken: str
    total: int
    claimed: int
    confirmed: int
    held: int


@dataclass(frozen=True)
class Line:
    """One initiative on the page of a goal. `lang` is set when its title is in another language than the page."""

    url: str
    title: str
    lang: str
    where: Text
    status: Text
    tone: Tone
    standing: Standing


@dataclass(frozen=True)
class GoalPage:
    """Everything on the page of a goal; `chosen` narrows the list of initiatives, not the tables."""

    goal: Goal
    wijken: str
    total: int
    refused: int
    standings: list[Share]
    positions: list[Share]
    outcomes: list[Share]
    places: list[Share]
    lines: list[Line]
    chosen: Standing | None
    number: int
    has_next: bool


def public_links() -> QuerySet[GoalLink]:
    """The goals of public initiatives, without those the municipality said do not fit."""
    return GoalLink.objects.filter(
        initiative__in=Initiative.objects.public().values("pk"), stage__in=GoalStage.served()
    )


def goal_rows() -> dict[GoalKind, list[GoalRow]]:
    """All goals in use, by kind. Three queries."""
    counts: dict[int, dict[Standing, int]] = {}
    found = public_links().order_by().values_list("goal", "stage", "verdict").annotate(Count("pk"))
    for goal, stage, verdict, count in found:
        counts.setdefault(goal, {})[STANDINGS[stage, verdict]] = count
    rows = [_row(goal, counts.get(goal.pk, {})) for goal in Goal.objects.active().prefetch_related("wijken", "targets")]
    return {kind: [row for row in rows if row.goal.kind == kind] for kind in GoalKind}


def _row(goal: Goal, counts: Mapping[Standing, int]) -> GoalRow:
    return GoalRow(
        goal=goal,
        wijken=names_of(goal),
        total=sum(counts.values()),
        claimed=counts.get(Standing.CLAIMED, 0),
        confirmed=counts.get(Standing.CONFIRMED, 0),
        held=counts.get(Standing.HELD, 0),
    )


def goals() -> QuerySet[Goal]:
    """All goals that have a page: also those out of use, to which links remain."""
    return Goal.objects.prefetch_related("wijken", "targets")


def goal_page(goal: Goal, *, chosen: Standing | None, number: int) -> GoalPage:
    """The page of a goal from `goals`. Six queries, however many initiatives serve it."""
    links = public_links().filter(goal=goal)
    found = dict(_counted(links, "stage", "verdict"))
    number = min(max(number, 1), LAST_PAGE)
    start = (number - 1) * PAGE_SIZE
    shown = list(_with_case(links.filter(chosen.condition) if chosen else links)[start : start + PAGE_SIZE + 1])
    stages = [(standing.label, found.get(STAGES[standing], 0), standing.value) for standing in Standing]
    refused = GoalLink.objects.filter(
        goal=goal, stage=GoalStage.REJECTED, initiative__in=Initiative.objects.public().values("pk")
    )
    return GoalPage(
        goal=goal,
        wijken=names_of(goal),
        total=sum(count for _name, count, _value in stages),
        refused=refused.count(),
        standings=shares(stages),
        positions=_choices(links, "initiative__position_kind", [*PositionKind.choices, ("", _("Nog geen positie"))]),
        outcomes=_choices(links, "initiative__outcome", [*Outcome.choices, ("", _("Nog niet bekend"))]),
        places=_places(links),
        lines=[_line(link) for link in shown[:PAGE_SIZE]],
        chosen=chosen,
        number=number,
        has_next=len(shown) > PAGE_SIZE and number < LAST_PAGE,
    )


def _counted(links: QuerySet[GoalLink], *fields: str) -> list[tuple[tuple[str, ...], int]]:
    rows = links.order_by().values_list(*fields).annotate(Count("pk"))
    return [(tuple(row[:-1]), row[-1]) for row in rows]


def _choices(links: QuerySet[GoalLink], field: str, choices: Sequence[tuple[str, Text]]) -> list[Share]:
    """How many have each choice, in the order of the choices, without those that nobody has."""
    counts = dict(_counted(links, field))
    return shares([(label, counts.get((value,), 0), value) for value, label in choices if counts.get((value,), 0)])


def _places(links: QuerySet[GoalLink]) -> list[Share]:
    """How many there are in each wijk, most first, and for the whole city."""
    rows = _counted(
        links.exclude(initiative__place_kind=PlaceKind.CITY), "initiative__wijk__name", "initiative__wijk__slug"
    )
    named = sorted(((name, count, slug) for (name, slug), count in rows), key=lambda row: (-row[1], row[0]))
    everywhere = links.filter(initiative__place_kind=PlaceKind.CITY).count()
    return shares([*named, *([(_("Hele stad"), everywhere, "")] if everywhere else [])])


def shares(rows: Sequence[tuple[Text, int, str]]) -> list[Share]:
    """(name, count, value) as lines with a bar; the longest bar is as wide as the column."""
    most = max((count for _name, count, _value in rows), default=0) or 1
    return [Share(name, count, count * 100 // most, value) for name, count, value in rows]


def _with_case(links: QuerySet[GoalLink]) -> QuerySet[GoalLink]:
    plain = ("slug", "title", "language", "state", "outcome", "paused_at", "place_kind", "wijk__name")
    return (
        links.select_related("initiative__wijk")
        .only("stage", "verdict", *(f"initiative__{name}" for name in plain))
        .order_by("-initiative__news_at", "-initiative")
    )


def _line(link: GoalLink) -> Line:
    case = link.initiative
    status, tone = status_of(case.state, case.outcome, paused=case.paused_at is not None)
    return Line(
        url=case.get_absolute_url(),
        title=case.title,
        lang="" if case.language == get_language() else case.language,
        where=_("Hele stad") if case.place_kind == PlaceKind.CITY or case.wijk is None else case.wijk.name,
        status=status,
        tone=tone,
        standing=STANDINGS[link.stage, link.verdict],
    )


def names_of(goal: Goal) -> str:
    """The wijken of a wijkopgave, as a list in words; empty for a municipal goal."""
    return ", ".join(wijk.name for wijk in goal.wijken.all())
