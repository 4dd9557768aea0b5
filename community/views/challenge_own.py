"""The initiator's side writes a challenge: begin, the task list, its parts, throw away."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.actions import challenge_draft as drafts
from community.actions.challenge_sending import withdraw
from community.challenge_questions import Part
from community.forms.challenge import PART_FORMS, EvidenceForm, PartForm
from community.models import Challenge
from community.queries import challenge_own as queries
from community.queries.challenge_terms import weeks_on
from community.views.challenge_after import standing
from community.views.request import PersonRequest
from core.access import signed_in
from core.refusal import Refusal
from core.refusals_shown import refusals_on, refusals_told
from core.seen import mark


def browser(request: HttpRequest) -> str:
    """A mark of where somebody is logged in, which tells nothing of the session itself."""
    return mark("browser", request.session.session_key)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: PersonRequest, number: str) -> HttpResponse:
    """What challenging from this initiative means, and the button that begins."""
    initiative = get_object_or_404(queries.own_initiatives(request.user), number=number)
    if request.method == "POST":
        with refusals_told(request):
            return redirect(drafts.begin(initiative=initiative, by=request.user, at=timezone.now()))
    context = {"initiative": initiative, "weeks": weeks_on(timezone.localdate()), "parts": list(Part)}
    return render(request, "community/challenge/begin.html", context)


@signed_in
@require_safe
def challenge(request: PersonRequest, pk: int) -> HttpResponse:
    """The task list of a draft, or where a sent challenge stands."""
    found = get_object_or_404(queries.own(request.user), pk=pk)
    if not found.is_draft:
        return render(request, "community/challenge/status.html", standing(found, request.user, timezone.localdate()))
    context = {"challenge": found, "tasks": queries.tasks(found, list(found.files.all()))}
    return render(request, "community/challenge/tasks.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """One part of a draft: kept as it is typed, judged when one goes on.

    When somebody sent it meanwhile, what was typed stays on the screen with that sentence.
    """
    if slug not in Part.values:
        raise Http404
    shown, draft = Part(slug), get_object_or_404(queries.own(request.user), pk=pk)
    if not draft.is_draft and (request.method != "POST" or shown == Part.EVIDENCE):
        return redirect(draft)
    if shown == Part.EVIDENCE:
        return evidence(request, draft)
    theirs: Mapping[str, object] = {}
    if request.method == "POST":
        form = PART_FORMS[shown](request.POST)
        with refusals_on(form) as refused:
            draft = keep(request, draft, shown, form)
            if ("later" in request.POST and form.is_right) or form.is_valid():
                return redirect(draft)
            mark_anew(form, draft, shown)
        theirs = refused.theirs or {}
        if theirs:
            draft.refresh_from_db()
    else:
        form = PART_FORMS[shown](initial=queries.snapshot(draft, shown) | marks(draft, shown))
    context = {"challenge": draft, "part": shown, "form": form, "theirs": queries.overwritten(draft, theirs)}
    return render(request, "community/challenge/part.html", context)


def keep(request: PersonRequest, draft: Challenge, shown: Part, form: PartForm) -> Challenge:
    """Save what is right of what was typed. Raises Conflict, AlreadySent."""
    return drafts.keep(
        challenge=draft,
        part=shown,
        answers=form.kept(),
        seen=form.data.get("version", ""),
        browser=browser(request),
        at=timezone.now(),
    )


def marks(draft: Challenge, shown: Part) -> dict[str, object]:
    """The hidden fields that say what the page showed."""
    return {"concept": draft.pk, "version": queries.part_mark(draft, shown)}


def mark_anew(form: PartForm, draft: Challenge, shown: Part) -> None:
    """What was saved although something is wrong is what the page shows now."""
    data = form.data.copy() if isinstance(form.data, QueryDict) else QueryDict(mutable=True)
    data["version"] = queries.part_mark(draft, shown)
    form.data = data


def evidence(request: PersonRequest, draft: Challenge) -> HttpResponse:
    """Documents and photos that show the support."""
    if request.method == "POST" and "remove_file" in request.POST:
        number = request.POST["remove_file"]
        if number.isascii() and number.isdecimal() and len(number) < 12:
            with refusals_told(request):
                drafts.remove_file(challenge=draft, pk=int(number), at=timezone.now())
        return redirect("community:challenge_part", draft.pk, Part.EVIDENCE.value)
    form = EvidenceForm(request.POST, request.FILES) if request.method == "POST" else EvidenceForm()
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            for upload in form.cleaned_data["uploads"]:
                drafts.add_file(challenge=draft, upload=upload, by=request.user, at=timezone.now())
            return redirect("community:challenge_part", draft.pk, Part.EVIDENCE.value)
    context = {"challenge": draft, "part": Part.EVIDENCE, "form": form, "files": draft.files.select_related("added_by")}
    return render(request, "community/challenge/evidence.html", context)


@signed_in
@require_POST
def save(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """Save what a script sends while somebody types; answers when it was saved, or why not."""
    if slug not in PART_FORMS:
        raise Http404
    shown, draft = Part(slug), get_object_or_404(queries.own(request.user), pk=pk)
    form = PART_FORMS[shown](request.POST)
    try:
        draft = keep(request, draft, shown, form)
    except Refusal as refusal:
        return JsonResponse({"message": str(refusal.message)}, status=409)
    moment = {"time": date_format(timezone.localtime(draft.changed_at), "H:i")}
    whole = gettext("Bewaard om %(time)s")
    said = whole if form.is_right else gettext("Bewaard om %(time)s, behalve wat nog niet klopt.")
    return JsonResponse({"message": said % moment, **marks(draft, shown)})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: PersonRequest, pk: int) -> HttpResponse:
    """Throw a draft away, or take back what was sent, after asking."""
    found = get_object_or_404(queries.own(request.user), pk=pk)
    if request.method == "POST":
        with refusals_told(request):
            if found.is_draft:
                drafts.discard(challenge=found)
                messages.success(request, _("Uw concept is weggegooid."))
                return redirect(found.initiative.status_url)
            withdraw(challenge=found, by=request.user, at=timezone.now())
            messages.success(request, _("U heeft de uitdaging ingetrokken."))
        return redirect(found)
    return render(request, "community/challenge/discard.html", {"challenge": found})
