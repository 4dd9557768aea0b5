"""The initiator's side after sending: receipt, completing, who may read it, agreement, looking back, evaluation."""

from contextlib import suppress
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from community.actions import challenge_agreement as agreeing
from community.actions import challenge_sending as sending
from community.actions.challenge_draft import AlreadySent
from community.challenge_clock import told
from community.challenge_seal import is_whole
from community.enums.challenge import ChallengeState as State
from community.enums.challenge import ChallengeVerdict as Verdict
from community.forms.challenge import (
    AgreeForm,
    CompleteForm,
    EvaluationForm,
    RemarkForm,
    ReviewForm,
    SendForm,
    StopForm,
)
from community.models import Challenge
from community.queries import challenge_own as queries
from community.queries import challenge_shown as shown
from community.queries.challenge_terms import clock_of
from community.views.request import PersonRequest
from core import files
from core.access import signed_in
from core.components import Answer
from core.refusals_shown import refusals_on, refusals_told
from initiatives.enums import Side


def own_sent(request: PersonRequest, pk: int) -> Challenge:
    """The sent challenge, if this person is on its initiative's side now; else 404."""
    rows = shown.whole(queries.own(request.user).exclude(state=State.DRAFT))
    return get_object_or_404(rows, pk=pk)


def standing(challenge: Challenge, reader: User, today: date) -> dict[str, Any]:
    """Where a sent challenge stands, for its initiator's side."""
    found = shown.whole(queries.own(reader)).get(pk=challenge.pk)
    agreement, clock = shown.agreement_of(found), clock_of(found)
    decisions = list(found.decisions.all())
    running = found.state == State.RUNNING
    wrote = {row.side for row in found.evaluations.all()}
    asked = [row for row in found.completions.all() if row.answered_at is None and found.state == State.INCOMPLETE]
    ends_soon = bool(agreement and (agreement.end_reminded_on or today >= agreement.ends_on))
    return {
        "challenge": found,
        "tone": queries.tone_of(found),
        "steps": shown.steps(found, today),
        "clock": told(clock, today) if clock and found.is_undecided else [],
        "stands_still": bool(clock and clock.stands_still(today)),
        "is_late": bool(clock and found.is_undecided and clock.is_late(today)),
        "decisions": decisions,
        "is_sealed": bool(decisions) and is_whole(found.number or "", decisions[0]),
        "agreement": agreement if agreement and agreement.agreed_at else None,
        "shows_known": True,
        "staff_lang": get_language() != "nl",
        "proposal": agreement if agreement and found.state == State.DECIDED else None,
        "evaluations": shown.shown_evaluations(found),
        "costs": shown.costs_now(found),
        "asked": asked[-1] if asked else None,
        "review": next((row for row in agreement.reviews.all() if not row.initiator_at), None)
        if agreement and running
        else None,
        "may_evaluate": (found.state == State.ENDED or (running and ends_soon)) and Side.INITIATOR not in wrote,
        "may_withdraw": found.is_undecided or (found.state == State.DECIDED and decisions[0].verdict != Verdict.NO),
        "may_stop": found.state in {State.AGREED, State.RUNNING},
    }


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: PersonRequest, pk: int) -> HttpResponse:
    """Every answer with a way to change it, and the button that sends."""
    draft = get_object_or_404(queries.own(request.user), pk=pk)
    if not draft.is_draft:  # pressed twice, or sent by somebody else of the same side
        return redirect("community:challenge_copy", pk)
    form = SendForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            public = form.cleaned_data["may_be_public"]
            with suppress(AlreadySent):  # pressed twice: both read the same receipt
                sending.send(challenge=draft, may_be_public=public, by=request.user, at=timezone.now())
            return redirect("community:challenge_copy", pk)
    links = {task.part: task.url for task in queries.tasks(draft, [])}
    context = {
        "challenge": draft,
        "form": form,
        "gaps": queries.gaps(draft),
        "groups": [
            (part, [Answer(question, answer, links[part], question) for question, answer in rows])
            for part, rows in queries.everything(draft)
        ],
        "files": draft.files.all(),
    }
    return render(request, "community/challenge/check.html", context)


@signed_in
@require_safe
def copy(request: PersonRequest, pk: int) -> HttpResponse:
    """The receipt: number, moment, last day and everything that was sent; to read, to print."""
    found = own_sent(request, pk)
    context = {"challenge": found, "parts": queries.everything(found), "files": found.files.all()}
    return render(request, "community/challenge/copy.html", context)


@signed_in
@require_safe
def file(request: PersonRequest, pk: int, number: int) -> FileResponse:
    """A document or photo of one's own challenge."""
    found = get_object_or_404(get_object_or_404(queries.own(request.user), pk=pk).files.all(), pk=number)
    return files.send(found.file, name=found.name, content_type=found.content_type)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def complete(request: PersonRequest, pk: int) -> HttpResponse:
    """Add what the municipality missed."""
    found = own_sent(request, pk)
    asked = found.completions.filter(answered_at=None).order_by("-pk").first()
    if asked is None or found.state != State.INCOMPLETE:
        return redirect(found)
    form = CompleteForm(request.POST, request.FILES) if request.method == "POST" else CompleteForm()
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            sending.complete(challenge=found, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Uw aanvulling is verstuurd. De klok loopt weer."))
            return redirect(found)
    return render(request, "community/challenge/complete.html", {"challenge": found, "asked": asked, "form": form})


@signed_in
@require_POST
def publish(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the challenge to everyone, or not any more."""
    found, wanted = own_sent(request, pk), request.POST.get("openbaar") == "ja"
    with refusals_told(request):
        sending.set_public(challenge=found, is_public=wanted, by=request.user, at=timezone.now())
        told_so = _("Iedereen mag uw uitdaging lezen.") if wanted else _("Uw uitdaging staat niet meer op de website.")
        messages.success(request, told_so)
    return redirect(found)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: PersonRequest, pk: int) -> HttpResponse:
    """Read the proposal, agree, or say what must be different."""
    found = own_sent(request, pk)
    proposal = shown.agreement_of(found)
    if proposal is None or found.state != State.DECIDED:
        return redirect(found)
    by, at = request.user, timezone.now()
    wants_other = request.method == "POST" and "anders" in request.POST
    agree = AgreeForm(
        request.POST if request.method == "POST" and not wants_other else None,
        initial={"version": agreeing.agreement_mark(proposal)},
    )
    other = RemarkForm(request.POST if wants_other else None)
    if agree.is_bound and agree.is_valid():
        with refusals_on(agree):
            agreeing.agree(challenge=found, seen=agree.cleaned_data["version"], by=by, at=at)
            messages.success(request, _("De afspraak staat."))
            return redirect(found)
    if other.is_bound and other.is_valid():
        with refusals_on(other):
            agreeing.remark(challenge=found, text=other.cleaned_data["text"], by=by, at=at)
            messages.success(request, _("Wij lezen wat er anders moet. U krijgt bericht."))
            return redirect(found)
    context = {"challenge": found, "agreement": proposal, "agree": agree, "other": other}
    context["staff_lang"] = get_language() != "nl"
    return render(request, "community/challenge/agree.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    """Write in one sentence how it goes."""
    found = own_sent(request, pk)
    proposal = shown.agreement_of(found)
    rows = [row for row in proposal.reviews.all() if row.pk == number] if proposal else []
    if not rows:
        raise Http404
    form = ReviewForm(request.POST if request.method == "POST" else None, initial={"words": rows[0].initiator_words})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            words = form.cleaned_data["words"]
            agreeing.look_back(challenge=found, review=rows[0], words=words, by=request.user, at=timezone.now())
            messages.success(request, _("Dank u. De gemeente leest het ook."))
            return redirect(found)
    context = {
        "challenge": found,
        "form": form,
        "heading": _("Kijk terug"),
        "day": rows[0].due_on,
        "explained": "",
        "send": _("Verstuur"),
    }
    return render(request, "community/challenge/step.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation(request: PersonRequest, pk: int) -> HttpResponse:
    """Look back on the whole."""
    found = own_sent(request, pk)
    form = EvaluationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            agreeing.evaluate(challenge=found, words=form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Dank u. Als de gemeente ook schreef, staan de antwoorden naast elkaar."))
            return redirect(found)
    explained = _("De gemeente beantwoordt dezelfde vragen. U leest elkaars antwoorden pas als beide er zijn.")
    context = {"challenge": found, "form": form, "heading": _("Uw evaluatie"), "explained": explained, "day": None}
    return render(request, "community/challenge/step.html", context | {"send": _("Verstuur")})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: PersonRequest, pk: int) -> HttpResponse:
    """Let the agreement end earlier, with a reason."""
    found = own_sent(request, pk)
    form = StopForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            agreeing.stop(challenge=found, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("De afspraak stopt vandaag."))
            return redirect(found)
    explained = _("De afspraak stopt dan vandaag. Daarna kijken u en de gemeente terug.")
    context = {"challenge": found, "form": form, "heading": _("Stop eerder met de afspraak"), "explained": explained}
    return render(request, "community/challenge/step.html", context | {"send": _("Stop de afspraak"), "day": None})
