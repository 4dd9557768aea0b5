"""The gidsteam's first page: what waits, for how long, and what went wrong behind the screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Max, Q
from django.http import QueryDict
from django.utils.timezone import localdate

from accounts.models import User
from core import due
from core.models import JobRun, OutgoingMail
from core.permissions import Permission as Core
from initiatives.permissions import Permission
from initiatives.queries import desk, queue
from initiatives.queries.queue import Tab
from stimulus_fund.permissions import Permission as Fund
from stimulus_fund.queries import desk as fund
from teams.models import Profile

MOST_MAILS = 5
RARE = {Tab.OTHER, Tab.REVIEW, Tab.PAUSED}  # lists that are shown only when something stands in them


@dataclass(frozen=True)
class TabLink:
    """A list of the desk, with how many cases stand in it."""

    label: str
    url: str
    count: int
    current: bool
    late: bool


@dataclass(frozen=True)
class LoadLine:
    """The load of a guide, and until when they are away."""

    load: desk.Load
    away_until: date | None


@dataclass(frozen=True)
class DueWork:
    """When the due work last ran, and what should have run and did not."""

    last: datetime | None
    late: Sequence[due.Late]


def chosen_tab(value: str) -> Tab:
    """The list an address names; the untouched cases when it names none."""
    return Tab(value) if value in Tab.values else Tab.NEW


def page(user: User, asked: QueryDict, at: datetime) -> dict[str, Any]:
    """Everything on the first page that this person may see. The number of queries does not depend on the rows."""
    context: dict[str, Any] = {"may_see_cases": False, "registered": None, "mails": None, "fund": None}
    if user.has_perm(Permission.SEE_CASES):
        context |= {"may_see_cases": True, **_queue(user, asked, at)}
    elif user.has_perm(Permission.REGISTER):
        context["registered"] = desk.registered_by(user)
    if user.has_perm(Fund.SEE_FUND):
        context |= {"fund": fund.due_first(user), "today": localdate(at)}
    if user.has_perm(Core.SEE_OUTBOX):
        context |= {"mails": _undelivered(), "work": due_work(at)}
    return context


def _queue(user: User, asked: QueryDict, at: datetime) -> dict[str, Any]:
    day = queue.today(at)
    tab = chosen_tab(asked.get("lijst", ""))
    counted = queue.counts(user, day)
    cases = queue.in_tab(user, tab, day).select_related("wijk", "theme", "owner").prefetch_related("labels")
    paginator = Paginator(cases, queue.PAGE)
    paginator.count = counted[tab]  # the tabs counted already
    shown = paginator.get_page(asked.get("pagina"))
    return {
        "tab": tab,
        "tabs": [_tab_link(one, counted[one], tab) for one in Tab if one not in RARE or counted[one] or one == tab],
        "rows": queue.rows(shown.object_list, day),
        "shown": shown,
        "query": f"?{urlencode({'lijst': tab.value})}",
        "loads": _loads(user, day),
        "reviews": desk.reviews_to_answer(user),
        "filters": desk.saved_filters(user),
    }


def _tab_link(tab: Tab, count: int, current: Tab) -> TabLink:
    late = tab == Tab.LATE and count > 0
    return TabLink(str(tab.label), f"?{urlencode({'lijst': tab.value})}", count, tab == current, late)


def _loads(user: User, day: queue.Today) -> list[LoadLine]:
    away = {
        profile.user_id: profile.absent_until
        for profile in Profile.objects.filter(absent_from__lte=day.on, absent_until__gte=day.on)
    }
    return [LoadLine(load, away.get(load.guide.pk)) for load in desk.load(user, day)]


def _undelivered() -> dict[str, Any]:
    failed = Q(state=OutgoingMail.State.FAILED)
    return {
        "count": OutgoingMail.objects.filter(failed).count(),
        "latest": list(OutgoingMail.objects.filter(failed).order_by("-pk")[:MOST_MAILS]),
    }


def due_work(at: datetime) -> DueWork:
    """What the desk says of reminders and outgoing mail; a worker that stands still says it all. Two queries."""
    late = due.late(at)
    if late and late[0].name == due.HEARTBEAT:
        late = late[:1]
    return DueWork(last=JobRun.objects.aggregate(last=Max("finished_at"))["last"], late=late)
