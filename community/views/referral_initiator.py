"""The initiator's side of referrals: agree or not, answer, take back, tell what came of it; ask for one."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.actions import referral as actions
from community.actions import referral_reply
from community.enums.hubs import ReferralOutcome
from community.forms.referral import AskForm, ContactForm, OutcomeForm, RefusalForm, WordsForm
from community.models import Hub, Referral
from community.queries.referrals import shown
from community.views.request import PersonRequest
from core.access import signed_in
from core.refusals_shown import refusals_on, refusals_told, renew
from initiatives.models import Initiative

SHOW = "laat-zien"  # the button that shows the mail anew, with what was ticked


def own_referral(request: PersonRequest, number: str, pk: int) -> Referral:
    """A referral of this person's own initiative, else 404."""
    rows = Referral.objects.of_initiator(request.user).select_related("initiative", "hub")
    return get_object_or_404(rows, initiative__number=number, pk=pk)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def referral(request: PersonRequest, number: str, pk: int) -> HttpResponse:
    """Read what would go to the hub, choose what goes along, and agree."""
    row = own_referral(request, number, pk)
    if request.method != "POST":
        return show(request, row)
    form = ContactForm(request.POST, person=request.user)
    if SHOW not in request.POST and form.is_valid():
        with refusals_on(form):
            actions.consent(
                referral=row,
                contact=form.chosen(),
                seen=form.cleaned_data["seen"],
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("Dank u. De vraag is nu bij %(hub)s.") % {"hub": row.hub})
            return redirect(row)
        row.refresh_from_db()
        return show(request, row, consent_form=form)
    ticked = {box.name: box.name in request.POST for box in form.boxes()}
    return show(request, row, consent_form=ContactForm(person=request.user, initial=ticked))


def show(request: PersonRequest, row: Referral, **refused: forms.Form) -> HttpResponse:
    """The page of a referral; `refused` replaces an empty form by the one that was just refused."""
    page = shown(Referral.objects.filter(pk=row.pk))[0]
    fresh: dict[str, Any] = {
        "refusal_form": RefusalForm(auto_id="refusal_%s"),
        "words_form": WordsForm(auto_id="words_%s"),
        "outcome_form": OutcomeForm(auto_id="outcome_%s"),
        "consent_form": ContactForm(person=request.user),
        **refused,
    }
    if page.asks_consent:
        form = fresh["consent_form"]
        fresh["letter"] = letter = actions.letter(row, form.chosen(), at=timezone.now())
        form.initial["seen"] = letter.seen
    context = {"page": page, "initiative": row.initiative, "form": next(iter(refused.values()), None), **fresh}
    return render(request, "community/referral.html", context)


@signed_in
@require_POST
def step(request: PersonRequest, number: str, pk: int, word: str) -> HttpResponse:
    """Refuse, answer the hub, take it back, or tell what came of it."""
    row = own_referral(request, number, pk)
    if word not in STEPS:
        raise Http404
    return STEPS[word](request, row)


def _refuse(request: PersonRequest, row: Referral) -> HttpResponse:
    form = RefusalForm(request.POST, auto_id="refusal_%s")
    if form.is_valid():
        with refusals_on(form):
            actions.refuse(referral=row, refusal=form.cleaned_data["refusal"], by=request.user, at=timezone.now())
            messages.success(request, _("Dank u. Wij sturen niets naar %(hub)s.") % {"hub": row.hub})
            return redirect(row)
    return show(request, row, refusal_form=form)


def _add_words(request: PersonRequest, row: Referral) -> HttpResponse:
    form = WordsForm(request.POST, auto_id="words_%s")
    if form.is_valid():
        with refusals_on(form):
            referral_reply.add_words(referral=row, text=form.cleaned_data["text"], by=request.user, at=timezone.now())
            messages.success(request, _("Uw antwoord is naar %(hub)s gestuurd.") % {"hub": row.hub})
            return redirect(row)
    return show(request, row, words_form=form)


def _withdraw(request: PersonRequest, row: Referral) -> HttpResponse:
    with refusals_told(request):
        actions.withdraw(referral=row, by=request.user, at=timezone.now())
        messages.success(request, _("De vraag aan %(hub)s is ingetrokken.") % {"hub": row.hub})
    return redirect(row)


def _tell_outcome(request: PersonRequest, row: Referral) -> HttpResponse:
    form = OutcomeForm(request.POST, auto_id="outcome_%s")
    if form.is_valid():
        with refusals_on(form):
            referral_reply.record_outcome(
                referral=row,
                outcome=ReferralOutcome(form.cleaned_data["outcome"]),
                text=form.cleaned_data["text"],
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("Dank u. Daar leren wij van."))
            return redirect(row)
    return show(request, row, outcome_form=form)


STEPS: dict[str, Callable[[PersonRequest, Referral], HttpResponse]] = {
    "weigeren": _refuse,
    "antwoorden": _add_words,
    "intrekken": _withdraw,
    "uitkomst": _tell_outcome,
}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: PersonRequest, slug: str) -> HttpResponse:
    """Ask one's guide to bring one into contact with a hub, after reading what would go there."""
    hub = get_object_or_404(Hub.objects.askable(), slug=slug)
    own = Initiative.objects.of_initiator(request.user).open().order_by("-submitted_at", "-pk")
    names = {case.number: case for case in own}
    choices = [(number, f"{case.title} ({number})") for number, case in names.items()]
    form = AskForm(request.POST if request.method == "POST" else None, person=request.user, initiatives=choices)
    letter = None
    if form.is_valid():
        data, contact, now = form.cleaned_data, form.chosen(), timezone.now()
        case = names[data["initiative"]]
        if data["seen"] and SHOW not in request.POST:
            with refusals_on(form):
                row = actions.ask(
                    initiative=case,
                    hub=hub,
                    question=data["question"],
                    contact=contact,
                    seen=data["seen"],
                    by=request.user,
                    at=now,
                )
                messages.success(request, _("Uw gids heeft uw vraag gekregen."))
                return redirect(row)
        letter = actions.letter(Referral(initiative=case, hub=hub, question=data["question"].strip()), contact, at=now)
        renew(form, {"seen": letter.seen})
    context = {"hub": hub, "form": form, "letter": letter, "has_initiative": bool(choices)}
    return render(request, "community/hub_ask.html", context)
