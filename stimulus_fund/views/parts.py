"""The parts of an application, each on its own page: kept as they are typed, judged when one goes on."""

from collections.abc import Mapping
from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from core.access import signed_in
from core.refusal import Refusal
from core.refusals_shown import refusals_on
from stimulus_fund.actions import application as drafts
from stimulus_fund.budget import gap_told, share_told
from stimulus_fund.enums import CoverageKind
from stimulus_fund.forms.application import PART_FORMS, PartForm
from stimulus_fund.forms.budget import BudgetForm, more_rows
from stimulus_fund.forms.evidence import EvidenceForm
from stimulus_fund.models import Application, Ruleset
from stimulus_fund.queries import own as queries
from stimulus_fund.queries.gaps import gaps, required_files
from stimulus_fund.queries.shown import plain_answers
from stimulus_fund.questions import Part
from stimulus_fund.views.own import PersonRequest, browser, own_writable


@signed_in
@require_http_methods(["GET", "POST"])
def part(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """One part of a draft, or one that the municipality asked to complete."""
    if slug not in Part.values:
        raise Http404
    shown = Part(slug)
    draft = own_writable(request, pk, shown)
    if shown == Part.BUDGET:
        return budget(request, draft)
    if shown == Part.EVIDENCE:
        return evidence(request, draft)
    return plain(request, draft, shown)


def plain(request: PersonRequest, draft: Application, shown: Part) -> HttpResponse:
    """A part of plain questions."""
    rules = queries.rules_for(draft)
    theirs: Mapping[str, object] = {}
    if request.method == "POST":
        form = PART_FORMS[shown](request.POST, rules=rules)
        answers = form.kept()
        with refusals_on(form) as refused:
            draft = drafts.keep(
                application=draft,
                part=shown,
                answers=answers,
                seen=form.data.get("version", ""),
                browser=browser(request),
                at=timezone.now(),
            )
            if "later" in request.POST and form.is_right:
                return redirect(task_list(draft))
            show_gaps(draft, rules, shown, form)
            if form.is_valid():
                return redirect(task_list(draft))
            mark_anew(form, draft, shown)
        theirs = refused.theirs or {}
    else:
        initial = queries.snapshot(draft, shown) | marks(draft, shown)
        form = PART_FORMS[shown](initial=initial, rules=rules)
    context = page(draft, shown) | {"form": form, "forms": [form], "theirs": saved_by_others(draft, theirs)}
    return render(request, "fund/apply/part.html", context)


def task_list(application: Application) -> str:
    """Where one comes from: the task list of a draft, or of what is asked again."""
    return application.get_absolute_url() if application.is_draft else reverse("fund:complete", args=[application.pk])


def saved_by_others(draft: Application, theirs: Mapping[str, object]) -> list[tuple[str, str]]:
    """(question, what stands there now) of what somebody else saved meanwhile."""
    if theirs:
        draft.refresh_from_db()
    return [(question, answer) for name, question, answer in plain_answers(draft) if name in theirs]


def show_gaps(draft: Application, rules: Ruleset | None, shown: Part, form: BaseForm) -> None:
    """Say what is still missing on this page."""
    for gap in gaps(draft, rules, queries.lines_of(draft), draft.files.all()):
        if gap.part == shown and gap.field not in form.errors:
            form.add_error(gap.field if gap.field in form.fields else None, str(gap.message))


def marks(draft: Application, shown: Part) -> dict[str, object]:
    """The hidden fields that say what the page showed."""
    return {"concept": draft.pk, "version": queries.part_mark(draft, shown)}


def mark_anew(form: BaseForm, draft: Application, shown: Part) -> None:
    """What was saved although something is wrong is what the page shows now."""
    data: Any = form.data
    data = data.copy()
    data["version"] = queries.part_mark(draft, shown)
    form.data = data


def page(draft: Application, shown: Part) -> dict[str, Any]:
    """What every part's page shows besides its form."""
    return {"application": draft, "part": shown}


def budget(request: PersonRequest, draft: Application) -> HttpResponse:
    """Costs, coverage and what is asked, with the share computed."""
    rules = queries.rules_for(draft)
    initial = queries.snapshot(draft, Part.BUDGET) | marks(draft, Part.BUDGET)
    initial["municipal_cents"] = initial["municipal_cents"] or None
    posted = request.POST if request.method == "POST" else None
    prefix = next((name for name in ("cost", "fund") if f"more-{name}" in request.POST), "")
    if posted is not None and prefix:
        posted = more_rows(posted, prefix)
    form = BudgetForm(posted, lines=queries.lines_of(draft), initial=initial, rules=rules)
    if posted is not None and form.is_valid():
        with refusals_on(form.sums):
            draft = keep_budget(request, draft, form)
            if not prefix:
                show_budget_gaps(draft, rules, form, later="later" in request.POST)
                if form.is_valid():
                    return redirect(task_list(draft))
            mark_anew(form.sums, draft, Part.BUDGET)
    sums = queries.budget_of(draft, rules)
    context = page(draft, Part.BUDGET) | {
        "form": form,
        "forms": [] if prefix else form.forms,
        "theirs": [],
        "budget": sums,
        "share": share_told(sums, rules.max_share_percent if rules else None),
        "gap": gap_told(sums),
    }
    return render(request, "fund/apply/budget.html", context)


def keep_budget(request: PersonRequest, draft: Application, form: BudgetForm) -> Application:
    """Save a valid budget. Raises Conflict, AlreadySent."""
    return drafts.keep_budget(
        application=draft,
        lines=form.lines(),
        answers=form.kept(),
        seen=form.sums.data.get("version", ""),
        browser=browser(request),
        at=timezone.now(),
    )


def show_budget_gaps(draft: Application, rules: Ruleset | None, form: BudgetForm, *, later: bool) -> None:
    """Say what is missing at the field it is about: the first row of costs, or what is asked."""
    if later:
        return
    for gap in gaps(draft, rules, queries.lines_of(draft), []):
        if gap.part == Part.BUDGET:
            is_row = gap.field != CoverageKind.ASKED and bool(form.costs.forms)
            target: BaseForm = form.costs.forms[0] if is_row else form.sums
            target.add_error("name" if is_row else "asked", str(gap.message))


def evidence(request: PersonRequest, draft: Application) -> HttpResponse:
    """Documents and photos: what the rules ask for, and whatever else helps."""
    rules = queries.rules_for(draft)
    wanted = required_files(rules, queries.budget_of(draft, rules).asked_cents)
    if request.method == "POST" and "remove_file" in request.POST:
        number = request.POST["remove_file"]
        if number.isdecimal():
            drafts.remove_file(application=draft, pk=int(number), at=timezone.now())
        return redirect("fund:part", draft.pk, Part.EVIDENCE.value)
    posted = request.method == "POST"
    form = EvidenceForm(request.POST, request.FILES, wanted=wanted) if posted else EvidenceForm(wanted=wanted)
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            for upload in form.cleaned_data["uploads"]:
                drafts.add_file(
                    application=draft,
                    upload=upload,
                    required=form.cleaned_data["required"],
                    by=request.user,
                    at=timezone.now(),
                )
            return redirect("fund:part", draft.pk, Part.EVIDENCE.value)
    present = list(draft.files.select_related("required", "added_by"))
    had = {file.required_id for file in present}
    context = page(draft, Part.EVIDENCE) | {
        "form": form,
        "forms": [form],
        "files": present,
        "missing": [one for one in wanted if one.pk not in had],
    }
    return render(request, "fund/apply/evidence.html", context)


@signed_in
@require_POST
def save(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """Save what a script sends while somebody types; answers when it was saved, or why not."""
    if slug not in Part.values or slug == Part.EVIDENCE:
        raise Http404
    shown = Part(slug)
    draft = own_writable(request, pk, shown)
    try:
        said = keep_typed(request, draft, shown)
    except Refusal as refusal:
        return JsonResponse({"message": str(refusal.message)}, status=409)
    draft.refresh_from_db()
    moment = {"time": date_format(timezone.localtime(draft.changed_at), "H:i")}
    return JsonResponse({"message": said % moment, **marks(draft, shown)})


def keep_typed(request: PersonRequest, draft: Application, shown: Part) -> str:
    """Save what is right and say how much that was; a budget is saved in whole or not. Raises Conflict, AlreadySent."""
    rules = queries.rules_for(draft)
    saved = gettext("Bewaard om %(time)s")
    if shown == Part.BUDGET:
        form = BudgetForm(request.POST, lines=[], initial={}, rules=rules)
        if not form.is_valid():
            return gettext("Nog niet bewaard: een bedrag of een omschrijving klopt nog niet.")
        keep_budget(request, draft, form)
        return saved
    typed: PartForm = PART_FORMS[shown](request.POST, rules=rules)
    answers, seen = typed.kept(), request.POST.get("version", "")
    drafts.keep(application=draft, part=shown, answers=answers, seen=seen, browser=browser(request), at=timezone.now())
    return saved if typed.is_right else gettext("Bewaard om %(time)s, behalve wat nog niet klopt.")
