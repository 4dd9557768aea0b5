"""The werkplek as one page: my cases by what is due, what I am asked, what I still have to do."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, DateField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Least

from accounts.models import User
from city.queries import closed_days
from core.components import Tone
from initiatives.enums import Party, PromiseKind, Standing
from initiatives.models import Initiative, Promise, PromiseTerm
from initiatives.promises import days_late, standing
from initiatives.queries.promises import terms_on
from teams.enums import MemberState, Progress
from teams.models import ActionPoint, BookPassing, SessionDraft, TeamMember
from teams.queries.access import finished_cases, readable_cases, working_cases
from teams.queries.books import books_in_hand

NEVER = date.max
TONES = {
    Standing.STILL: Tone.NEUTRAL,
    Standing.ON_TIME: Tone.NEUTRAL,
    Standing.ALMOST_LATE: Tone.WARNING,
    Standing.LATE: Tone.NEGATIVE,
}
WARN_DAYS = 2
PAGE = 30
MOST_FINISHED = 10


@dataclass(frozen=True)
class Due:
    """Something with a last day; `standing` is its word ("te laat"), `late` the working days since."""

    on: date
    standing: Standing
    late: int
    what: str = ""

    @property
    def tone(self) -> Tone:
        """The colour that goes with the word."""
        return TONES[self.standing]


@dataclass(frozen=True)
class CaseLine:
    """A case in a list: `due` is what comes first of its promises and my action points, None when nothing does."""

    initiative: Initiative
    due: Due | None
    progress: Progress | None = None


@dataclass(frozen=True)
class PointLine:
    """An action point in a list."""

    point: ActionPoint
    due: Due


@dataclass(frozen=True)
class Workplace:
    """What a civil servant sees first."""

    invitations: Sequence[TeamMember]
    drafts: Sequence[SessionDraft]
    cases: Sequence[CaseLine]
    points: Sequence[PointLine]
    observed: Sequence[Initiative]
    finished: Sequence[Initiative]
    books: Sequence[BookPassing]
    number: int
    has_more: bool


def workplace(user: User, *, today: date, number: int = 1, progress: str = "") -> Workplace:
    """The page of one civil servant; a constant number of queries. `progress` keeps the cases where one stands so."""
    closed, terms = closed_days(), terms_on(today)
    start = (number - 1) * PAGE
    mine = working_cases(user)
    if progress:
        parts = TeamMember.objects.filter(user=user, state=MemberState.JOINED, progress=progress)
        mine = mine.filter(pk__in=parts.values("team__initiative"))
    cases = list(_by_due(mine, user)[start : start + PAGE + 1])
    return Workplace(
        invitations=list(_memberships(user, MemberState.INVITED)),
        drafts=list(user.session_drafts.select_related("initiative")),
        cases=[_case_line(case, today=today, closed=closed, terms=terms) for case in cases[:PAGE]],
        points=[PointLine(point, due(point.due_on, today, closed)) for point in _points(user)],
        observed=[member.team.initiative for member in _memberships(user, MemberState.OBSERVING)],
        finished=list(finished_cases(user).select_related("wijk").order_by("-changed_at", "-pk")[:MOST_FINISHED]),
        books=list(books_in_hand(user)),
        number=number,
        has_more=len(cases) > PAGE,
    )


def due(on: date, today: date, closed: Collection[date], *, warn_days: int = WARN_DAYS, what: str = "") -> Due:
    """How something that is due on a day stands today."""
    return Due(on, standing(on, today, warn_days, closed), days_late(on, today, closed), what)


def _by_due(cases: QuerySet[Initiative], user: User) -> QuerySet[Initiative]:
    promises = Promise.objects.filter(
        initiative=OuterRef("pk"), kept_on=None, withdrawn_on=None, party=Party.MUNICIPALITY
    ).order_by("due_on", "pk")
    points = ActionPoint.objects.open().filter(team__initiative=OuterRef("pk"), owner=user).order_by("due_on", "pk")
    parts = TeamMember.objects.filter(team__initiative=OuterRef("pk"), user=user, state=MemberState.JOINED)
    at_work = Q(ball=Party.MUNICIPALITY, paused_at=None)
    return (
        cases.annotate(
            promise_due=Case(
                When(at_work, then=Subquery(promises.values("due_on")[:1])), default=None, output_field=DateField()
            ),
            promise_kind=Subquery(promises.values("kind")[:1]),
            promise_text=Subquery(promises.values("text")[:1]),
            point_due=Subquery(points.values("due_on")[:1]),
            point_text=Subquery(points.values("text")[:1]),
            progress=Subquery(parts.values("progress")[:1]),
        )
        .annotate(first_due=Least(Coalesce("promise_due", Value(NEVER)), Coalesce("point_due", Value(NEVER))))
        .select_related("wijk", "owner")
        .order_by("first_due", "submitted_at", "pk")
    )


def _case_line(case: Initiative, *, today: date, closed: Collection[date], terms: dict[str, PromiseTerm]) -> CaseLine:
    found = vars(case)
    progress = Progress(found["progress"]) if found["progress"] else None
    if found["first_due"] == NEVER:
        return CaseLine(case, None, progress)
    if found["first_due"] == found["point_due"]:
        return CaseLine(case, due(found["point_due"], today, closed, what=found["point_text"]), progress)
    kind = found["promise_kind"]
    warn_days = terms[kind].warn_days if kind in terms else WARN_DAYS
    what = found["promise_text"] or str(PromiseKind(kind).label)
    return CaseLine(case, due(found["promise_due"], today, closed, warn_days=warn_days, what=what), progress)


def _memberships(user: User, state: MemberState) -> QuerySet[TeamMember]:
    rows = TeamMember.objects.filter(user=user, state=state, team__initiative__in=readable_cases(user))
    return rows.select_related("team__initiative__wijk", "team__initiative__theme", "invited_by").order_by(
        "invited_at", "pk"
    )


def _points(user: User) -> QuerySet[ActionPoint]:
    open_points = ActionPoint.objects.open().filter(owner=user, team__initiative__in=readable_cases(user))
    return open_points.select_related("team__initiative").order_by("due_on", "pk")
