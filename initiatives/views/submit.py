"""Write an initiative, page by page: Idee, Plek, Hulp, U. Saved as it is typed; every page works without a script."""

from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import public
from core.components import Stage
from core.files_field import sort_out
from core.refusal import Conflict, Refusal
from initiatives import sheet
from initiatives.actions import attachment
from initiatives.actions import draft as drafts
from initiatives.forms.guide import GuideForm
from initiatives.forms.submit import CHECK, PAGES, Page, StepForm, page, unfinished
from initiatives.models import Draft
from initiatives.queries import submit as queries
from initiatives.routes import place_of, route
from initiatives.views import own_draft

no_store = cache_control(no_store=True, private=True)


@public
@no_store
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """What an initiative is, the three questions, and the way back to a draft this browser has."""
    draft = own_draft.current(request)
    found = draft if draft and not draft.initiative else None
    return render(request, "initiatives/submit/start.html", {"form": GuideForm(), "draft": found})


@public
@no_store
@require_GET
def advice(request: HttpRequest) -> HttpResponse:
    """Where somebody with these three answers should go, and the way on all the same."""
    form = GuideForm(request.GET)
    if not form.is_valid():
        return render(request, "initiatives/submit/start.html", {"form": form, "draft": None})
    answers = form.cleaned_data
    request.session[own_draft.SESSION_SCALE] = answers["scale"]
    return render(request, "initiatives/submit/advice.html", {"route": route(**answers)})


@public
@no_store
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, slug: str) -> HttpResponse:
    """One page: show what is known, keep what is typed, go on when it is filled in well."""
    shown = page(slug)
    if shown is None:
        raise Http404
    draft = own_draft.current(request)
    if draft and draft.initiative:
        return redirect("initiatives:receipt", draft.initiative.number)
    if request.method == "POST":
        return receive(request, shown, draft)
    form = shown.form(initial=initial(request, shown, draft), user=own_draft.person(request))
    return show(request, Screen(shown, form, draft, to_check="check" in request.GET))


def receive(request: HttpRequest, shown: Page, draft: Draft | None) -> HttpResponse:
    """Keep everything that came with a page, then judge it."""
    to_check = "check" in request.POST
    try:
        draft = keep(request, shown, draft)
    except drafts.AlreadySent:
        return redirect("initiatives:start")
    except Conflict as conflict:
        form = shown.form(request.POST, user=own_draft.person(request))
        return show(request, Screen(shown, form, draft, to_check=to_check, theirs=conflict.theirs))
    problems = keep_files(request, draft)
    if "remove_file" in request.POST:
        return redirect(own_address(shown, to_check=to_check))
    if "later" in request.POST:
        return redirect("initiatives:later")
    form = shown.form(request.POST, user=own_draft.person(request))
    for problem in problems:
        form.add_error("uploads" if "uploads" in form.fields else None, problem)
    if not form.is_valid():
        return show(request, Screen(shown, form, draft, to_check=to_check))
    return redirect(own_address(following(shown, to_check=to_check)))


def keep(request: HttpRequest, shown: Page, draft: Draft | None, *, whole: bool = True) -> Draft:
    """Save what was typed on a page, in a new draft if there is none. Raises Conflict, AlreadySent.

    `whole` when all of the page was sent, and not only what changed.
    """
    facts: dict[str, Any] = {
        "answers": shown.form.typed(request.POST, whole=whole),
        "user": own_draft.person(request),
        "language": get_language(),
        "browser": own_draft.browser(request),
        "at": timezone.now(),
    }
    seen = own_draft.number(request.POST.get("version", ""))
    if draft:
        saved = drafts.keep(draft=draft, seen=seen, **facts)
    else:
        saved = drafts.start(key=queries.reserved_key(request.POST.get(own_draft.FIELD, "")), **facts)
    own_draft.remember(request, saved)
    return saved


def keep_files(request: HttpRequest, draft: Draft) -> list[str]:
    """Add and remove files as asked; returns what is wrong with those that could not be kept."""
    good, problems = sort_out(request.FILES.getlist("uploads"))
    for upload in good:
        try:
            attachment.add_to_draft(draft=draft, upload=upload, at=timezone.now())
        except Refusal as refusal:
            problems.append(str(refusal.message))
            break
    removed = own_draft.number(request.POST.get("remove_file", ""))
    if removed is not None:
        attachment.remove_from_draft(draft=draft, pk=removed)
    return problems


@dataclass(frozen=True)
class Screen:
    """What a page shows: `theirs` are the words another browser saved meanwhile, by field."""

    page: Page
    form: StepForm
    draft: Draft | None
    to_check: bool = False
    theirs: dict[str, Any] = field(default_factory=dict)


def show(request: HttpRequest, screen: Screen) -> HttpResponse:
    """The page itself."""
    draft = screen.draft
    title = draft.answers.get("title", "") if draft else ""
    return render(
        request,
        "initiatives/submit/step.html",
        {
            "page": screen.page,
            "form": screen.form,
            "draft": draft,
            "word": queries.token(draft) if draft else queries.new_token(),
            "to_check": screen.to_check,
            "theirs": readable_conflict(screen.theirs),
            "stages": stages(screen.page.slug),
            "files": list(draft.files.all()) if draft and "uploads" in screen.form.fields else [],
            "similar": queries.similar(title) if screen.page.slug in {"idee", "plek"} else [],
        },
    )


def readable_conflict(theirs: dict[str, Any]) -> list[tuple[str, str]]:
    """(question, words saved elsewhere) as people read them."""
    if not theirs:
        return []
    town = queries.town_names()
    return [
        (str(sheet.QUESTIONS[name]), sheet.readable(name, value, town))
        for name, value in theirs.items()
        if name in sheet.QUESTIONS
    ]


def initial(request: HttpRequest, shown: Page, draft: Draft | None) -> dict[str, Any]:
    """The answers so far; what the three questions and the mailed link already told is not asked again."""
    answers: dict[str, Any] = dict(draft.answers) if draft else {}
    if draft and draft.email:
        answers.setdefault("email", draft.email)
    place = place_of(request.session.get(own_draft.SESSION_SCALE, ""))
    if place and shown.slug == "plek":
        answers.setdefault("place_kind", place)
    return answers


def stages(current: str) -> list[Stage]:
    """The row of steps, with links to those before the current one."""
    slugs = [(one.slug, one.name) for one in PAGES] + [CHECK]
    here = [slug for slug, _name in slugs].index(current)
    return [
        Stage(name, reverse("initiatives:step", args=[slug]) if number < here else "", number == here)
        for number, (slug, name) in enumerate(slugs)
    ]


def following(shown: Page, *, to_check: bool) -> Page | None:
    """The page after this one; None for the check page."""
    place = PAGES.index(shown) + 1
    return None if to_check or place == len(PAGES) else PAGES[place]


def own_address(shown: Page | None, *, to_check: bool = False) -> str:
    """The address of a page, or of the check page."""
    if shown is None:
        return reverse("initiatives:check")
    return reverse("initiatives:step", args=[shown.slug]) + ("?check" if to_check else "")


@public
@no_store
@require_POST
def save_step(request: HttpRequest, slug: str) -> HttpResponse:
    """Save what a script sends while somebody types; answers when it was saved, or why not."""
    shown = page(slug)
    if shown is None:
        raise Http404
    try:
        draft = keep(request, shown, own_draft.current(request), whole=False)
    except Refusal as refusal:
        return JsonResponse({"message": str(refusal.message)}, status=409)
    moment = date_format(timezone.localtime(draft.saved_at), "H:i")
    return JsonResponse(
        {
            "message": gettext("Bewaard om %(time)s") % {"time": moment},
            "version": draft.version,
            own_draft.FIELD: queries.token(draft),
        }
    )


@public
@no_store
@require_GET
def similar(request: HttpRequest) -> HttpResponse:
    """Public initiatives that look like a title, for beside it."""
    found = queries.similar(request.GET.get("title", ""))
    return render(request, "initiatives/submit/similar.html", {"similar": found})


@public
@no_store
@require_GET
def resume(request: HttpRequest, word: str) -> HttpResponse:
    """Open the draft of a mailed link on its first unfinished page, as often as the link is used."""
    draft = queries.by_token(word, timezone.localdate())
    if draft is None:
        return render(request, "initiatives/submit/gone.html", status=404)
    own_draft.remember(request, draft)
    if draft.initiative:
        return redirect("initiatives:receipt", draft.initiative.number)
    return redirect(own_address(unfinished(draft.answers, own_draft.sends_as(request, draft))))
