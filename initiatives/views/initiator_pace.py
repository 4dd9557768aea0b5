"""The initiator's own pace and word: pause, go on, stop, be on the website or not, tell how a phase went."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from core.access import signed_in
from core.refusals_shown import refusals_on
from initiatives.actions import pace as paces
from initiatives.actions import publication
from initiatives.actions.review import give_review
from initiatives.enums import State
from initiatives.forms.initiator import ReasonForm, ReviewForm
from initiatives.models import Initiative
from initiatives.queries import initiator as queries
from initiatives.views.initiator import own_case

Text = str | LazyText


@dataclass(frozen=True)
class Move:
    """A change of pace: its page in words, its action, and whether it takes a reason."""

    title: Text
    words: Text
    label: Text
    done: Text
    act: Callable[..., Initiative]
    takes_reason: bool = True


MOVES = {
    "pauze": Move(
        _("Zet het initiatief op pauze"),
        _("Dan doet de gemeente even niets. Uw gids weet waarom. U gaat verder wanneer u wilt."),
        _("Zet op pauze"),
        _("Uw initiatief staat op pauze."),
        paces.pause,
    ),
    "verder": Move(
        _("Ga verder met het initiatief"),
        _("De gemeente is dan weer aan zet. Uw gids krijgt bericht."),
        _("Ga verder"),
        _("U gaat verder. De gemeente is aan zet."),
        paces.resume,
        takes_reason=False,
    ),
    "stoppen": Move(
        _("Stop met het initiatief"),
        _("Het traject met de gemeente is dan klaar. Krijgt u later weer zin? Dan kunt u hier weer verder."),
        _("Stop"),
        _("Uw initiatief is gestopt. U kunt later weer verder."),
        paces.stop,
    ),
}


@signed_in
@require_http_methods(["GET", "POST"])
def pace(request: HttpRequest, number: str, move: str) -> HttpResponse:
    """Pause, go on or stop, with a reason for the guide."""
    initiative, user = own_case(request, number)
    if move not in MOVES:
        raise Http404
    chosen = MOVES[move]
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if not chosen.takes_reason:
        del form.fields["reason"]
    if form.is_valid():
        with refusals_on(form):
            chosen.act(initiative=initiative, by=user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, str(chosen.done))
            return redirect(initiative.status_url)
    context = {"initiative": initiative, "move": chosen, "form": form}
    return render(request, "initiatives/initiator/pace.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def website(request: HttpRequest, number: str) -> HttpResponse:
    """Give or withdraw consent to publication."""
    initiative, user = own_case(request, number)
    if request.method == "POST":
        if request.POST.get("consent") == "yes":
            publication.give_consent(initiative=initiative, by=user, at=timezone.now())
            messages.success(request, _("Uw initiatief mag op de website. Een gids zet het erop."))
        else:
            publication.withdraw_consent(initiative=initiative, by=user, at=timezone.now())
            messages.success(request, _("Uw initiatief staat niet meer op de website."))
        return redirect(initiative.status_url)
    return render(request, "initiatives/initiator/website.html", {"initiative": initiative})


@signed_in
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, number: str) -> HttpResponse:
    """Tell how the phase went that ended last."""
    initiative, user = own_case(request, number)
    phase = queries.unanswered_phase(initiative, user)
    if phase is None:
        messages.info(request, _("U heeft dit al verteld. Dank u wel."))
        return redirect(initiative.status_url)
    form = ReviewForm(request.POST if request.method == "POST" else None, is_open=initiative.is_open)
    if form.is_valid():
        with refusals_on(form):
            give_review(
                initiative=initiative,
                phase=State(phase),
                grade=form.cleaned_data["grade"],
                text=form.cleaned_data["text"],
                reopens=form.cleaned_data.get("reopens", False),
                by=user,
                at=timezone.now(),
            )
            messages.success(request, _("Dank u wel. Uw gids leest wat u schreef."))
            return redirect(initiative.status_url)
    context = {"initiative": initiative, "form": form, "question": queries.PHASE_QUESTIONS[phase]}
    return render(request, "initiatives/initiator/review.html", context)
