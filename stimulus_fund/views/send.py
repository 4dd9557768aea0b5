"""Look everything over and send it; the files that belong to it."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from core import files
from core.access import signed_in
from core.components import Answer
from core.refusals_shown import refusals_on
from stimulus_fund.actions.sending import send as send_off
from stimulus_fund.budget import gap_told, share_told
from stimulus_fund.enums import Division
from stimulus_fund.forms.send import SendForm
from stimulus_fund.models import Application
from stimulus_fund.queries import own as queries
from stimulus_fund.queries.gaps import differences, gaps
from stimulus_fund.queries.shown import everything
from stimulus_fund.questions import Part
from stimulus_fund.views.own import PersonRequest, own_application, own_draft, posted


@signed_in
@require_http_methods(["GET", "POST"])
def check(request: PersonRequest, pk: int) -> HttpResponse:
    """Every answer with a way to change it, what does not fit the rules, and the button that sends."""
    draft = own_draft(request, pk)
    rules = queries.rules_for(draft)
    form = SendForm(posted(request), by_vote=bool(rules and rules.division == Division.VOTE))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            sent = send_off(application=draft, agreed=form.kinds(), by=request.user, at=timezone.now())
            return redirect("fund:copy", sent.pk)
    lines, stored = queries.lines_of(draft), list(draft.files.select_related("required"))
    budget = queries.budget_of(draft, rules)
    context = {
        "application": draft,
        "form": form,
        "rules_by_vote": "is_no_insider" in form.fields,
        "groups": [(part, rows(draft, part, answers)) for part, answers in everything(draft, lines)],
        "files": stored,
        "gaps": gaps(draft, rules, lines, stored),
        "share": share_told(budget, rules.max_share_percent if rules else None),
        "balance": gap_told(budget),
        "differences": differences(draft, rules, budget, timezone.localdate()) if rules else [],
    }
    return render(request, "fund/apply/check.html", context)


def rows(draft: Application, part: Part, answers: list[tuple[str, str]]) -> list[Answer]:
    """The answers of a part, each with the way to change it."""
    url = reverse("fund:part", args=[draft.pk, part.value])
    return [Answer(question, answer, url, question) for question, answer in answers]


@signed_in
@require_safe
def file(request: PersonRequest, pk: int, number: int) -> FileResponse:
    """A document or photo of one's own application."""
    found = get_object_or_404(own_application(request, pk).files.all(), pk=number)
    return files.send(found.file, name=found.name, content_type=found.content_type)
