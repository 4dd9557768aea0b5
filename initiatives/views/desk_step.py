"""A step on a case: its form beside the case, the mails it would send, and the doing of it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.queries import person
from core.access import needs
from core.components import Crumb
from core.models import OutgoingMail
from core.refusal import Conflict, Refusal
from core.refusals_shown import refusals_on
from core.rehearsal import rehearsal
from initiatives.actions.step import correct_quietly, take_step
from initiatives.forms.desk import QuietForm
from initiatives.forms.desk_fields import StepForm
from initiatives.models import Initiative
from initiatives.permissions import Permission
from initiatives.queries import case_page, desk, queue
from initiatives.queries.queue import Tab, Today
from initiatives.views import desk_case
from initiatives.views.desk_page import desk_page
from initiatives.views.desk_steps import BY_KEY, Step

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
FAR_AWAY = 2200
NEXT = "volgende"


@dataclass(frozen=True)
class Attempt:
    """Somebody taking a step: the case, when they last saw it, the answers, and why nobody is mailed (or None)."""

    case: Initiative
    step: Step
    user: User
    at: datetime
    seen: datetime
    given: dict[str, Any]
    why_quiet: str | None = None

    def make(self) -> None:
        """Do it. Raises Refusal, Conflict."""
        if self.why_quiet is None:
            take_step(initiative=self.case, move=self._move, seen=self.seen)
        else:
            correct_quietly(
                initiative=self.case, move=self._move, why=self.why_quiet, seen=self.seen, by=self.user, at=self.at
            )

    def _move(self) -> None:
        if not self.step.offered(self.case):
            raise Refusal(_("Deze stap past nu niet bij dit initiatief."))
        tell = {"tell": self.why_quiet is None} if self.step.can_be_quiet else {}
        self.step.act(initiative=self.case, by=self.user, at=self.at, **tell, **self.given)

    def rehearse(self) -> list[OutgoingMail]:
        """The mails it would send. Raises Refusal, Conflict."""
        with rehearsal() as mails:
            self.make()
        return mails


@needs(Permission.SEE_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """A step on its case: first the form, then the mails, then it is done and the next case opens."""
    case = get_object_or_404(desk_case.cases(person(request)), pk=pk)
    step = BY_KEY.get(key)
    if step is None or not person(request).has_perm(step.word, case):
        raise Http404
    facts = desk_case.form_facts(case, person(request))
    if request.method != "POST":
        return desk_case.page(request, case, step, step.form(initial=_beginning(request, case, step), **facts))
    form = step.form(request.POST, **facts)
    if not form.is_valid() or "wijzig" in request.POST:
        return desk_case.page(request, case, step, form, seen=request.POST.get("gezien", ""))
    if step.mails and "bevestig" not in request.POST:
        return _preview(request, case, step, form)
    return _do(request, case, step, form)


def _beginning(request: HttpRequest, case: Initiative, step: Step) -> dict[str, Any]:
    """The standard text that the address asks for, filled in."""
    asked = request.GET.get("tekst", "")
    text = next((one for one in desk.standard_texts(step.texts) if str(one.pk) == asked), None) if asked else None
    if text is None:
        return {}
    filled = {step.fills: desk.filled(text, case, timezone.now())}
    return {**filled, "kind": text.step} if step.fills == "reason" else filled


def _preview(
    request: HttpRequest, case: Initiative, step: Step, form: StepForm, quiet: QuietForm | None = None
) -> HttpResponse:
    """What the step would mail, word for word, before anything is done."""
    try:
        mails = _attempt(request, case, step, form).rehearse()
    except Refusal as refusal:
        return _refused(request, case, step, form, refusal)
    tab = desk_case.chosen_tab(request)
    query = f"?lijst={tab.value}" if tab else ""
    return desk_page(
        request,
        "initiatives/desk/confirm.html",
        title=step.label,
        crumbs=(Crumb(case.title, desk_case.case_url(case.pk, query)),),
        case=case,
        step=step,
        form=form,
        quiet=(quiet or QuietForm()) if step.can_be_quiet else None,
        mails=mails,
        seen=request.POST.get("gezien", ""),
        address=desk_case.step_url(case, step, query),
        tab=tab,
    )


def _do(request: HttpRequest, case: Initiative, step: Step, form: StepForm) -> HttpResponse:
    quiet = QuietForm(request.POST)
    if step.can_be_quiet and not quiet.is_valid():
        return _preview(request, case, step, form, quiet)
    why = quiet.cleaned_data["why"] if step.can_be_quiet and quiet.cleaned_data["quiet"] else None
    attempt = _attempt(request, case, step, form, why)
    tab, day = desk_case.chosen_tab(request), queue.today(attempt.at)
    before = queue.order(person(request), tab, day) if tab else []
    try:
        attempt.make()
    except Refusal as refusal:
        return _refused(request, case, step, form, refusal)
    link = format_html('<a href="{}">{}</a>', desk_case.case_url(case.pk), case.title)
    messages.success(request, format_html(_("Vastgelegd bij {}: {}."), link, str(step.label).lower()))
    if tab and request.POST.get("bevestig") == NEXT:
        return redirect(_next(request, case, tab, before, day))
    return redirect(desk_case.case_url(case.pk, f"?lijst={tab.value}" if tab else ""))


def _attempt(
    request: HttpRequest, case: Initiative, step: Step, form: StepForm, why_quiet: str | None = None
) -> Attempt:
    return Attempt(
        case=case,
        step=step,
        user=person(request),
        at=timezone.now(),
        seen=moment(request.POST.get("gezien", "")),
        given=form.answers(),
        why_quiet=why_quiet,
    )


def moment(text: str) -> datetime:
    """When a form was drawn, as it says itself; nonsense counts as long ago."""
    try:
        read = parse_datetime(text)
    except ValueError:
        read = None
    return read if read is not None and read.tzinfo and LONG_AGO.year < read.year < FAR_AWAY else LONG_AGO


def _refused(request: HttpRequest, case: Initiative, step: Step, form: StepForm, refusal: Refusal) -> HttpResponse:
    """The form again with the sentence at its field; after a conflict with what was done meanwhile."""
    case.refresh_from_db()
    if isinstance(refusal, Conflict):
        done = case_page.since(case, moment(request.POST.get("gezien", "")))
        return desk_case.page(request, case, step, form, changes=done, theirs=form.differences(case))
    refusals_on(form).tell(refusal)
    return desk_case.page(request, case, step, form, seen=request.POST.get("gezien", ""))


def _next(request: HttpRequest, case: Initiative, tab: Tab, before: list[int], day: Today) -> str:
    """The next case of the list; the list itself when this was the last."""
    following = queue.following(before, set(queue.order(person(request), tab, day)), case.pk)
    query = f"?lijst={tab.value}"
    return desk_case.case_url(following, query) if following else reverse("admin:index") + query
