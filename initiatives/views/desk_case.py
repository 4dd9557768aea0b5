"""The case page: read on the left, act on the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.queries import person
from core.access import needs
from core.components import Crumb
from core.permissions import Permission as Core
from initiatives.actions.seen import note_seen
from initiatives.forms.desk_fields import StepForm
from initiatives.models import Initiative
from initiatives.models.initiative import InitiativeQuerySet
from initiatives.permissions import Permission
from initiatives.queries import case_page, desk, queue
from initiatives.queries.queue import Tab
from initiatives.views import desk_steps
from initiatives.views.desk_page import desk_page
from initiatives.views.desk_steps import Group, Step


@dataclass(frozen=True)
class Menu:
    """The steps under one heading."""

    group: Group
    steps: Sequence[Step]


@dataclass(frozen=True)
class Place:
    """Where a case stands in the list somebody came from; the neighbours are keys, or None at the end."""

    tab: Tab
    number: int
    of: int
    previous: int | None
    following: int | None

    @property
    def query(self) -> str:
        """Keeps the list in an address."""
        return f"?{urlencode({'lijst': self.tab.value})}"


def cases(user: User) -> InitiativeQuerySet:
    """Cases this person may open, with what every page of a case reads."""
    return Initiative.objects.for_desk(user).select_related("wijk", "theme", "owner", "registered_by", "merged_into")


def case_url(pk: int, query: str = "") -> str:
    """The address of a case page."""
    return reverse("admin:initiatives_initiative_change", args=[pk]) + query


def step_url(case: Initiative, step: Step, query: str = "") -> str:
    """The address of a step of a case."""
    return reverse("admin:initiatives_initiative_step", args=[case.pk, step.key]) + query


def chosen_tab(request: HttpRequest) -> Tab | None:
    """The list the address names, if it names one."""
    value = request.GET.get("lijst", "")
    return Tab(value) if value in Tab.values else None


def form_facts(case: Initiative, user: User) -> dict[str, Any]:
    """What every form of a step is told."""
    return {"case": case, "user": user, "today": localdate(timezone.now())}


@needs(Permission.SEE_CASES)
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    """A case, with the step that comes first."""
    if not key.isdecimal():
        raise Http404
    case = get_object_or_404(cases(person(request)), pk=int(key))
    step = desk_steps.first(desk_steps.offered(case, person(request)), case)
    form = step.form(**form_facts(case, person(request))) if step else None
    return page(request, case, step, form)


def page(
    request: HttpRequest,
    case: Initiative,
    step: Step | None,
    form: StepForm | None,
    *,
    changes: Sequence[case_page.TrailLine] | None = None,
    theirs: Sequence[tuple[str, str]] = (),
    seen: str = "",
) -> HttpResponse:
    """The case beside a step; after a conflict `changes` is what was done meanwhile and `theirs` what stands now."""
    at = timezone.now()
    if request.method == "GET":
        note_seen(initiative=case, by=person(request), at=at)
    day = queue.today(at)
    place = _place(person(request), chosen_tab(request), case, day)
    steps = desk_steps.offered(case, person(request))
    return desk_page(
        request,
        "initiatives/desk/case.html",
        title=case.title,
        crumbs=_crumbs(place),
        status=200 if changes is None else 409,
        page=case_page.page(case, person(request), day),
        case=case,
        menu=[Menu(group, list(some)) for group, some in groupby(steps, key=lambda one: one.group)],
        step=step,
        form=form,
        texts=desk.standard_texts(step.texts) if step and step.texts else [],
        seen=seen or case.changed_at.isoformat(),
        changes=changes,
        theirs=theirs,
        place=place,
        query=place.query if place else "",
    )


def _place(user: User, tab: Tab | None, case: Initiative, day: queue.Today) -> Place | None:
    if tab is None:
        return None
    keys = queue.order(user, tab, day)
    index = keys.index(case.pk) if case.pk in keys else -1
    return Place(
        tab=tab,
        number=index + 1,
        of=len(keys),
        previous=keys[index - 1] if index > 0 else None,
        following=keys[index + 1] if index + 1 < len(keys) else None,
    )


def _crumbs(place: Place | None) -> tuple[Crumb, ...]:
    if place:
        return (Crumb(place.tab.label, reverse("admin:index") + place.query),)
    return (Crumb(_("Initiatieven"), reverse("admin:initiatives_initiative_changelist")),)


@needs(Core.SEE_AUDIT)
@require_safe
def trail(request: HttpRequest, key: str) -> HttpResponse:
    """Who saw and changed what, page by page."""
    if not key.isdecimal():
        raise Http404
    case = get_object_or_404(cases(person(request)), pk=int(key))
    paginator = Paginator(range(case_page.trail_length(case)), case_page.TRAIL_PAGE)
    shown = paginator.get_page(request.GET.get("pagina"))
    lines = case_page.trail(case, limit=case_page.TRAIL_PAGE, offset=(shown.number - 1) * case_page.TRAIL_PAGE)
    return desk_page(
        request,
        "initiatives/desk/trail.html",
        title=case.title,
        crumbs=(Crumb(case.title, case_url(case.pk)),),
        case=case,
        lines=lines,
        shown=shown,
        query="?",
    )
