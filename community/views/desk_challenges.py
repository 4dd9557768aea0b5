"""Challenges at the werkplek: the list, one challenge, its files, and every step on a page of its own."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.queries import person
from community.actions.desk_challenge_assessing import give_view
from community.actions.desk_challenge_entering import note_attempt
from community.challenge_acts import Act
from community.challenge_clock import told
from community.challenge_seal import is_whole
from community.forms.desk_challenge import ViewForm
from community.models import Challenge
from community.permissions import Permission
from community.queries import challenge_own, desk_challenges
from community.queries import challenge_shown as shown
from community.queries.challenge_terms import clock_of
from community.views.desk_challenge_steps import STEPS, Step
from core import files
from core.access import needs
from core.components import Pages
from core.paging import number_in
from core.refusals_shown import refusals_on
from teams.permissions import Permission as Teams

BESIDE = {Act.ASK_VIEW, Act.EXTEND, Act.CORRECT, Act.REVIEW, Act.END}  # what nobody waits for
READERS = (Permission.ASSESS_CHALLENGES, Permission.DECIDE_CHALLENGES, Teams.WORK)


def desk_challenge(request: HttpRequest, pk: int) -> Challenge:
    """The sent challenge, if this colleague may see it; else 404."""
    return get_object_or_404(shown.whole(Challenge.objects.for_desk(person(request))), pk=pk)


@needs(*READERS)
@require_safe
def challenges(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, due first; what is carried out; what is over."""
    choice = request.GET.get("stand", "open")
    choice = choice if choice in desk_challenges.CHOICES else "open"
    page = number_in(request.GET)
    rows = desk_challenges.challenges(person(request), choice, page)
    here = f"{reverse('community_work:challenges')}?stand={choice}&pagina="
    labels = {"open": _("Wacht op ons"), "loopt": _("Wordt uitgevoerd"), "klaar": _("Afgelopen")}
    context = {
        "rows": [(row, challenge_own.tone_of(row)) for row in rows[: desk_challenges.PAGE]],
        "choices": [(value, labels[value], value == choice) for value in desk_challenges.CHOICES],
        "pages": Pages(
            number=page,
            previous_url=f"{here}{page - 1}" if page > 1 else "",
            next_url=f"{here}{page + 1}" if len(rows) > desk_challenges.PAGE else "",
        ),
        "today": timezone.localdate(),
        "may_enter": request.user.has_perm(Permission.ASSESS_CHALLENGES),
    }
    return render(request, "community/desk/challenges.html", context)


@needs(*READERS)
@require_safe
def challenge(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one challenge, and what this colleague can do with it now."""
    found, user, today = desk_challenge(request, pk), person(request), timezone.localdate()
    clock = clock_of(found)
    acts = desk_challenges.acts_for(found, user, today)
    advice = getattr(found, "advice", None)
    decisions = list(found.decisions.all())
    agreement = shown.agreement_of(found)
    context = {
        "challenge": found,
        "tone": challenge_own.tone_of(found),
        "acts": [act for act in acts if act not in BESIDE | {Act.DECLARE}],
        "acts_beside": [act for act in acts if act in BESIDE],
        "may_declare": Act.DECLARE in acts,
        "is_partial": desk_challenges.is_partial(found, user),
        "parts": challenge_own.everything(found),
        "files": found.files.all(),
        "clock": told(clock, today) if clock and found.is_undecided else [],
        "is_late": bool(clock and found.is_undecided and clock.is_late(today)),
        "advice": advice if advice and advice.handed_in_at else None,
        "judgements": advice.judgements.select_related("criterion") if advice and advice.handed_in_at else [],
        "views": found.views.select_related("person"),
        "own_view": desk_challenges.own_view(found, user),
        "decisions": decisions,
        "is_sealed": bool(decisions) and is_whole(found.number or "", decisions[0]),
        "agreement": agreement,
        "remark": agreement.remark if agreement else "",
        "staff_lang": False,
        "reviews": list(agreement.reviews.all()) if agreement else [],
        "evaluations": shown.shown_evaluations(found),
        "waits_for": {row.side for row in found.evaluations.all()},
        "interests": found.interests.select_related("person"),
        "steps": shown.steps(found, today),
    }
    return render(request, "community/desk/challenge.html", context)


@needs(*READERS)
@require_safe
def file(request: HttpRequest, pk: int, number: int) -> FileResponse:
    """A document or photo of a challenge."""
    found = get_object_or_404(desk_challenge(request, pk).files.all(), pk=number)
    return files.send(found.file, name=found.name, content_type=found.content_type)


@needs(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest, pk: int) -> HttpResponse:
    """What the colleague who performs the task now says about it."""
    found, user = desk_challenge(request, pk), person(request)
    asked = desk_challenges.own_view(found, user)
    if asked is None:
        raise Http404
    initial = {"text": asked.text, "cost_cents": asked.cost_cents}
    form = ViewForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            give_view(challenge=found, **form.cleaned_data, by=user, at=timezone.now())
            messages.success(request, _("Uw zienswijze is verstuurd."))
            return redirect("community_work:challenge", pk)
    context = {"challenge": found, "heading": _("Uw kijk op de taak"), "form": form}
    return render(
        request,
        "community/desk/step.html",
        context | plain(found) | {"question": asked.question, "send": _("Verstuur")},
    )


@needs(Permission.ASSESS_CHALLENGES, Permission.DECIDE_CHALLENGES)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """The page of one step: its form, and after the step the challenge again."""
    if slug not in STEPS:
        raise Http404
    found, user, act = desk_challenge(request, pk), person(request), Act(slug)
    if act not in desk_challenges.acts_for(found, user, timezone.localdate()):
        if request.method != "POST":
            raise Http404
        messages.error(request, str(note_attempt(act=act, challenge=found, by=user, at=timezone.now())))
        return redirect("community_work:challenge", pk)
    return show(request, STEPS[act], found, act)


def show(request: HttpRequest, what: Step, found: Challenge, act: Act) -> HttpResponse:
    """The form of a step that can be done, or what it was done to."""
    form = what.form(found, request.POST if request.method == "POST" else None, request.GET)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            said = what.do(found, form, person(request), timezone.now(), request.POST)
            messages.success(request, said)
            return redirect("community_work:challenge", found.pk)
    context = {
        "challenge": found,
        "heading": act.label,
        "act": act,
        "form": form,
        "views": found.views.select_related("person").exclude(given_at=None),
    }
    reads_advice = act in {Act.DECIDE, Act.CORRECT, Act.PROPOSE}
    advice = {"advice": getattr(found, "advice", None) if reads_advice else None}
    return render(request, what.template, context | plain(found) | advice)


def plain(found: Challenge) -> dict[str, Any]:
    """What stands beside every form."""
    return {"parts": challenge_own.everything(found), "question": "", "advice": None, "send": ""}
