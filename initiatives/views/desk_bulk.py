"""The same step for the marked cases: choose, see what will happen, confirm."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.queries import person
from core.access import needs
from core.components import Crumb
from core.models import OutgoingMail
from core.rehearsal import rehearsal
from initiatives.actions import bulk
from initiatives.forms.desk_bulk import AssignForm, LabelForm, NoChoiceForm
from initiatives.models import Initiative
from initiatives.permissions import Permission
from initiatives.views.desk_page import desk_page
from initiatives.views.desk_step import moment

SEEN = "gezien-"
LARGEST_KEY = 2**63 - 1


@dataclass(frozen=True)
class Kind:
    """A step for many cases: what it asks, and what it does to each."""

    key: str
    label: str | LazyText
    form: type[forms.Form]
    act: Callable[..., object]
    word: Permission


KINDS = {
    kind.key: kind
    for kind in [
        Kind("gids", _("Aan een gids geven"), AssignForm, bulk.assign, Permission.TRIAGE),
        Kind("label", _("Label ophangen"), LabelForm, bulk.hang_label, Permission.TRIAGE),
        Kind("openbaar", _("Openbaar maken"), NoChoiceForm, bulk.make_public, Permission.PUBLISH),
    ]
}


@dataclass(frozen=True)
class Marked:
    """A case that was marked in the list, and when it was last seen there."""

    case: Initiative
    seen: datetime


def begin(request: HttpRequest, key: str, cases: QuerySet[Initiative]) -> HttpResponse:
    """The first page after marking cases in the list: what is asked, or at once what will happen."""
    kind = KINDS[key]
    chosen = list(cases.order_by("pk")[: bulk.MOST_AT_ONCE + 1])
    if len(chosen) > bulk.MOST_AT_ONCE:
        messages.error(request, _("Kies ten hoogste %(most)s initiatieven tegelijk.") % {"most": bulk.MOST_AT_ONCE})
        return redirect("admin:initiatives_initiative_changelist")
    marked = [Marked(case, case.changed_at) for case in chosen]
    form = kind.form() if kind.form.base_fields else kind.form({})
    return _preview(request, kind, marked, form) if form.is_bound else _page(request, kind, marked, form)


@needs(Permission.TRIAGE, Permission.PUBLISH)
@require_POST
def carry_out(request: HttpRequest, what: str) -> HttpResponse:
    """Show what will happen, and after the confirmation do it."""
    kind = KINDS.get(what)
    if kind is None or not person(request).has_perm(kind.word):
        raise Http404
    marked = _marked(request)
    form = kind.form(request.POST)
    if not marked or not form.is_valid() or "wijzig" in request.POST:
        return _page(request, kind, marked, form)
    if "bevestig" not in request.POST:
        return _preview(request, kind, marked, form)
    result = _for_each(request, kind, marked, form)
    done, refused = len(result.done), len(result.refused)
    messages.success(
        request, ngettext("Gedaan bij %(n)s initiatief.", "Gedaan bij %(n)s initiatieven.", done) % {"n": done}
    )
    if refused:
        messages.warning(request, "; ".join(f"{case.number}: {why}" for case, why in result.refused))
    return redirect("admin:initiatives_initiative_changelist")


def _marked(request: HttpRequest) -> list[Marked]:
    """The cases the form names and this person may see; `seen` travels with each."""
    seen = {
        int(name.removeprefix(SEEN)): moment(str(value))
        for name, value in request.POST.items()
        if name.startswith(SEEN) and name.removeprefix(SEEN).isdecimal() and len(name) < 26
    }
    keys = [key for key in seen if key <= LARGEST_KEY][: bulk.MOST_AT_ONCE]
    cases = Initiative.objects.for_desk(person(request)).filter(pk__in=keys).select_related("owner").order_by("pk")
    return [Marked(case, seen[case.pk]) for case in cases]


def _for_each(request: HttpRequest, kind: Kind, marked: Sequence[Marked], form: forms.Form) -> bulk.Done:
    answers = form.cleaned_data
    at = timezone.now()

    def move(initiative: Initiative) -> object:
        return kind.act(initiative=initiative, by=person(request), at=at, **answers)

    return bulk.for_each(cases=[one.case for one in marked], move=move, seen={one.case.pk: one.seen for one in marked})


def _preview(request: HttpRequest, kind: Kind, marked: Sequence[Marked], form: forms.Form) -> HttpResponse:
    form.full_clean()
    with rehearsal() as mails:
        result = _for_each(request, kind, marked, form)
    return _page(request, kind, marked, form, result=result, mails=mails)


def _page(
    request: HttpRequest,
    kind: Kind,
    marked: Sequence[Marked],
    form: forms.Form,
    *,
    result: bulk.Done | None = None,
    mails: Sequence[OutgoingMail] = (),
) -> HttpResponse:
    gallery = reverse("admin:initiatives_initiative_changelist")
    return desk_page(
        request,
        "initiatives/desk/bulk.html",
        title=kind.label,
        crumbs=(Crumb(_("Initiatieven"), gallery),),
        kind=kind,
        marked=marked,
        form=form,
        hidden=[bound.as_hidden() for bound in form],
        result=result,
        mails=mails,
        address=reverse("admin:initiatives_initiative_bulk", args=[kind.key]),
    )
