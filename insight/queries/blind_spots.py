"""What the page of blind spots reads. Counted by the database; the number of queries does not grow with the cases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count as CountOf
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import User
from city.models import Goal, Theme, Wijk
from community.models import Hub
from initiatives.enums import GoalStage, Origin, Outcome, PlaceKind, PositionKind
from initiatives.models import GoalLink, Initiative, Message, Position
from initiatives.permissions import Permission as Cases
from insight.blind_spots import Column, Count, Line, Place, Row, lines
from insight.permissions import Permission
from teams.models import Session

ENDED = (Outcome.STOPPED, Outcome.BECAME_OTHER)
MOST_VISITS = 8
MOST_HUBS = 2  # named with each of them


@dataclass(frozen=True)
class Look:
    """How somebody looks: at all initiatives or those that serve a goal, in all wijken of theirs or in one.

    `since` is the moment after which there must have been contact.
    """

    user: User
    since: datetime
    goal: Goal | None = None
    wijk: Wijk | None = None

    @property
    def wijken(self) -> QuerySet[Wijk]:
        """The wijken this person looks after, or the one that was chosen."""
        scopes = self.user.scopes(Permission.SEE_BLIND_SPOTS)
        own = Wijk.objects.order_by("name")
        if "" not in scopes:
            own = own.filter(code__in=[scope.removeprefix("wijk:") for scope in scopes])
        return own.filter(pk=self.wijk.pk) if self.wijk else own

    @property
    def sees_city(self) -> bool:
        """True when initiatives for the whole city are shown too."""
        return self.wijk is None and "" in self.user.scopes(Permission.SEE_BLIND_SPOTS)

    @property
    def cases(self) -> QuerySet[Initiative]:
        """The initiatives that live: not stopped, not become something else, not a double."""
        living = Initiative.objects.filter(merged_into=None, wiped_at=None).exclude(outcome__in=ENDED)
        if self.goal:
            served = GoalLink.objects.filter(goal=self.goal, stage__in=GoalStage.served())
            living = living.filter(pk__in=served.values("initiative"))
        here = ~Q(place_kind=PlaceKind.CITY) & Q(wijk__in=self.wijken.values("pk"))
        return living.filter(here | Q(place_kind=PlaceKind.CITY)) if self.sees_city else living.filter(here)

    @property
    def silent(self) -> Q:
        """No message either way, no talk and no position since then. Sets and not a look-up per case."""
        written = Message.objects.filter(sent_at__gte=self.since).values("initiative")
        talked = Session.objects.filter(held_on__gte=localdate(self.since)).values("team__initiative")
        decided = Position.objects.filter(taken_on__gte=localdate(self.since)).values("initiative")
        quiet = ~Q(pk__in=written) & ~Q(pk__in=talked) & ~Q(pk__in=decided)
        return Q(submitted_at__lt=self.since) & quiet


@dataclass(frozen=True)
class Visit:
    """An initiative to go and see: never who, always what and where. `since` is the last contact.

    `hubs` know the theme or the wijk, and may know how it goes.
    """

    title: str
    url: str
    where: str
    theme: str
    since: datetime
    is_spotted: bool
    hubs: Sequence[Hub] = ()


def table(look: Look) -> tuple[list[Column], list[Line]]:
    """The themes, and a line per wijk. Three queries."""
    themes = [Column(theme.pk, theme.name, theme.slug) for theme in Theme.objects.all()]
    rows = [Row(wijk.pk, wijk.name, wijk.slug, ", ".join(wijk.resident_names)) for wijk in look.wijken]
    counts = counted(look)
    if look.sees_city:
        rows.append(Row(None, _("Hele stad"), "", ""))
    if any(theme is None for _wijk, theme in counts):
        themes.append(Column(None, _("Zonder thema"), "geen"))
    return themes, lines(rows, themes, counts, addresses(look, rows, themes, counts))


def counted(look: Look) -> dict[Place, Count]:
    """Per wijk and theme how many initiatives live and what they miss. One query."""
    beyond = ~Q(position_kind__in=["", PositionKind.AWARE])
    found = (
        look.cases.order_by()
        .values_list("place_kind", "wijk", "theme")
        .annotate(
            CountOf("pk"),
            unpositioned=CountOf("pk", filter=Q(position_kind="")),
            silent=CountOf("pk", filter=look.silent),
            more=CountOf("pk", filter=beyond),
        )
    )
    counts: dict[Place, Count] = {}
    for kind, wijk, theme, *numbers in found:
        place = (None if kind == PlaceKind.CITY else wijk, theme)
        before = counts.get(place, Count())
        counts[place] = Count(
            before.cases + numbers[0],
            before.unpositioned + numbers[1],
            before.silent + numbers[2],
            before.more + numbers[3],
        )
    return counts


def addresses(look: Look, rows: list[Row], columns: list[Column], counts: Mapping[Place, Count]) -> dict[Place, str]:
    """Where the cases of a cell are listed: on the desk for who may see it, else among the public initiatives."""
    at_desk = look.user.has_perm(Cases.ENTER_DESK) and look.user.has_perm(Cases.SEE_CASES)
    start = reverse("admin:initiatives_initiative_changelist") if at_desk else reverse("initiatives:gallery")
    everywhere = "stad" if at_desk else "hele-stad"
    found = {}
    for row in rows:
        for column in columns:
            if counts.get((row.key, column.key), Count()).cases and (at_desk or column.key):
                asked = {"thema": column.slug, "wijk": row.slug or everywhere}
                found[row.key, column.key] = f"{start}?{urlencode({**asked, 'staat': 'alles'} if at_desk else asked)}"
    return found


def visits(look: Look) -> list[Visit]:
    """The initiatives without contact, the longest first, of those this person may read, each with the hubs that may
    know more. Four queries.
    """
    mine = Initiative.objects.for_desk(look.user).values("pk")
    public = Initiative.objects.public().values("pk")
    last = Message.objects.filter(initiative=OuterRef("pk")).order_by("-sent_at").values("sent_at")[:1]
    rows = (
        look.cases.filter(look.silent)
        .filter(Q(pk__in=mine) | Q(pk__in=public))
        .select_related("wijk", "theme")
        .defer("search_title", "search_text")
        .annotate(contact_at=Coalesce(Subquery(last), "submitted_at"))
        .order_by("contact_at", "pk")[:MOST_VISITS]
    )
    at_desk = look.user.has_perm(Cases.SEE_CASES)
    hubs = list(Hub.objects.active().prefetch_related("themes", "wijken").order_by("name", "pk"))
    return [
        Visit(
            title=case.title,
            url=_address(case, look.user) if at_desk or case.is_public else "",
            where=case.place if case.is_public else (case.wijk.name if case.wijk else _("Hele stad")),
            theme=case.theme.name if case.theme else "",
            since=case.contact_at,
            is_spotted=case.origin == Origin.SPOTTED,
            hubs=hubs_near(case, hubs),
        )
        for case in rows
    ]


def hubs_near(case: Initiative, hubs: Sequence[Hub]) -> list[Hub]:
    """The hubs that know both the wijk and the theme of a case, then those of its wijk, then those of its theme.

    A hub that works in other wijken alone is none of them.
    """
    here = case.wijk if case.place_kind != PlaceKind.CITY else None
    found = []
    for hub in hubs:
        wijken, on_theme = list(hub.wijken.all()), case.theme in hub.themes.all()
        in_wijk = here is not None and here in wijken
        if in_wijk or (on_theme and not wijken):
            found.append((in_wijk and on_theme, in_wijk, hub))
    found.sort(key=lambda each: each[:2], reverse=True)
    return [hub for _both, _in_wijk, hub in found[:MOST_HUBS]]


def _address(case: Initiative, user: User) -> str:
    if user.has_perm(Cases.SEE_CASES, case):
        return reverse("admin:initiatives_initiative_change", args=[case.pk])
    return case.get_absolute_url() if case.is_public else ""


def since(at: datetime, weeks: int) -> datetime:
    """The moment so many weeks ago."""
    return at - timedelta(weeks=weeks)
