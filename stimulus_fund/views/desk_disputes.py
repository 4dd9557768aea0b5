"""Objections and complaints at the desk: the list, one of them, and what its handler does."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import needs
from core.refusals_shown import refusals_on, refusals_told
from stimulus_fund.actions import disputing
from stimulus_fund.actions.preparing import answer_objection
from stimulus_fund.acts import Act
from stimulus_fund.forms.desk_disputes import (
    ConcludeForm,
    ConsentForm,
    HearingForm,
    InviteForm,
    NoHearingForm,
    PaperForm,
)
from stimulus_fund.forms.handling import ExtendForm
from stimulus_fund.models import Dispute
from stimulus_fund.permissions import Permission
from stimulus_fund.queries import disputes as queries
from stimulus_fund.queries.law import law
from stimulus_fund.queries.term import clock_of_dispute
from stimulus_fund.told import sentences
from stimulus_fund.views.deciding import write
from stimulus_fund.views.desk import application_for, shown
from stimulus_fund.views.own import PersonRequest, posted

WORK: dict[str, tuple[Any, type[Form], Callable[..., Any], Any]] = {
    "uitnodigen": (
        lazy("Nodig uit voor een gesprek"),
        InviteForm,
        disputing.invite,
        lazy("De uitnodiging is verstuurd."),
    ),
    "gesprek": (lazy("Schrijf het verslag van het gesprek"), HearingForm, disputing.write_hearing, lazy("Bewaard.")),
    "geen-gesprek": (lazy("Geen gesprek"), NoHearingForm, disputing.waive_hearing, lazy("Bewaard.")),
    "uitstellen": (lazy("Beslis later, één keer"), ExtendForm, disputing.adjourn, lazy("De brief is verstuurd.")),
    "instemming": (
        lazy("Leg vast dat de indiener wil wachten"),
        ConsentForm,
        disputing.note_consent,
        lazy("Vastgelegd."),
    ),
    "oordeel": (lazy("Rond de klacht af"), ConcludeForm, disputing.conclude, lazy("De klacht is afgehandeld.")),
}


def desk_dispute(request: PersonRequest, pk: int) -> Dispute:
    """An objection or complaint about an application this person works with; else 404."""
    return get_object_or_404(queries.for_desk(request.user), pk=pk)


@needs(Permission.SEE_FUND)
@require_safe
def disputes(request: PersonRequest) -> HttpResponse:
    """What waits for an answer, due first; and what was answered last."""
    context = {
        "waiting": queries.waiting(request.user),
        "closed": queries.closed(request.user),
        "today": timezone.localdate(),
    }
    return render(request, "fund/staff/disputes.html", context)


@needs(Permission.SEE_FUND)
@require_safe
def dispute(request: PersonRequest, pk: int) -> HttpResponse:
    """One objection or complaint with its clock, and what this person can do."""
    found = desk_dispute(request, pk)
    return render(request, "fund/staff/dispute.html", page(request, found))


def page(request: PersonRequest, found: Dispute) -> dict[str, Any]:
    """What each page about a dispute shows: the application's head, its own clock and whether it came in time."""
    clock = clock_of_dispute(found, law(), timezone.localdate())
    own = {
        "dispute": found,
        "clock": clock,
        "told": sentences(clock),
        "is_in_time": queries.is_in_time(found, law()),
        "mine": found.is_open and found.handler_id == request.user.pk,
        "can_take": found.is_open and request.user.has_perm(Permission.HANDLE, found.application),
        "work": [(slug, title) for slug, (title, *_rest) in WORK.items() if slug != "oordeel"],
    }
    return shown(found.application, timezone.localdate()) | own


@needs(Permission.HANDLE)
@require_POST
def take_on(request: PersonRequest, pk: int) -> HttpResponse:
    """Become the one who handles it."""
    found = desk_dispute(request, pk)
    with refusals_told(request):
        disputing.take_on_dispute(application=found.application, dispute=found, by=request.user, at=timezone.now())
        messages.success(request, _("U behandelt dit."))
    return redirect("fund_staff:dispute", pk)


@needs(Permission.HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def work(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """A page with one form for one thing the handler does."""
    if slug not in WORK:
        raise Http404
    found = desk_dispute(request, pk)
    application_for(request, found.application_id, Act.DISPUTE)
    title, form_class, action, done = WORK[slug]
    form = form_class(posted(request))
    if form.is_valid():
        with refusals_on(form):
            facts = {"application": found.application, "dispute": found, "by": request.user, "at": timezone.now()}
            action(**facts, **form.cleaned_data)
            messages.success(request, done)
            return redirect("fund_staff:dispute", pk)
    context = page(request, found) | {"form": form, "title": title}
    return render(request, "fund/staff/dispute_work.html", context)


@needs(Permission.HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: PersonRequest, pk: int) -> HttpResponse:
    """Write the decision on an objection."""
    found = desk_dispute(request, pk)
    if not found.is_objection or not found.is_open:
        raise Http404
    return write(request, found.application_id, Act.DISPUTE, answer_objection, found)


@needs(Permission.HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: PersonRequest, pk: int) -> HttpResponse:
    """Enter an objection or complaint that came on paper, for an application."""
    found = application_for(request, pk, Act.DISPUTE)
    decisions = queries.can_be_objected_to(found)
    form = PaperForm(posted(request), decisions=decisions, initial={"on": timezone.localdate()})
    if form.is_valid():
        with refusals_on(form):
            filed = disputing.enter_paper(application=found, **form.facts(), by=request.user, at=timezone.now())
            messages.success(request, _("Ingevoerd. De ontvangstbevestiging is verstuurd."))
            return redirect("fund_staff:dispute", filed.pk)
    context = shown(found, timezone.localdate()) | {"form": form, "title": _("Bezwaar of klacht op papier")}
    return render(request, "fund/staff/paper.html", context)
