"""An application that was sent, for the applicant: where it stands, completing it, letters, saying it is late."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.files.base import ContentFile
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import files
from core.access import signed_in
from core.refusals_shown import refusals_on
from stimulus_fund import letter_pdf as archive
from stimulus_fund.actions import completing
from stimulus_fund.enums import State
from stimulus_fund.forms.send import CompletedForm, NoticeForm
from stimulus_fund.models import Application, Letter
from stimulus_fund.queries.desk import clock_now
from stimulus_fund.queries.disputes import can_be_objected_to
from stimulus_fund.queries.own import rules_for, tasks, tone_of
from stimulus_fund.queries.term import last_request
from stimulus_fund.told import sentences
from stimulus_fund.views.own import PersonRequest, own_application, posted


def standing(application: Application, today: date) -> dict[str, Any]:
    """State, clock and letters: what the municipality sees of the clock too."""
    clock = clock_now(application, today)
    may_notify = application.is_undecided and clock.is_late and not clock.respond and not clock.open_stop
    return {
        "application": application,
        "tone": tone_of(application),
        "clock": clock,
        "told": sentences(clock),
        "payments": application.payments.order_by("pk"),
        "reclaims": application.reclaims.order_by("pk"),
        "disputes": application.disputes.order_by("-pk"),
        "decisions": can_be_objected_to(application),
        "can_report": application.state == State.GRANTED,
        "change": application.changes.order_by("-pk").first(),
        "letters": application.letters.order_by("-number"),
        "asked": last_request(application) if application.state == State.INCOMPLETE else None,
        "complete_until": clock.open_stop.until if clock.open_stop else None,
        "may_notify": may_notify,
    }


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def complete(request: PersonRequest, pk: int) -> HttpResponse:
    """What is asked for, the parts that opened again, and the button that sends it."""
    found = own_application(request, pk)
    asked = last_request(found)
    if found.state != State.INCOMPLETE or asked is None:
        raise Http404
    form = CompletedForm(posted(request))
    if form.is_valid():
        with refusals_on(form):
            completing.complete(application=found, by=request.user, at=timezone.now())
            messages.success(request, _("Uw aanvulling is binnen. De klok loopt weer."))
            return redirect(found)
    stop = clock_now(found, timezone.localdate()).open_stop
    opened = [task for task in tasks(found, rules_for(found)) if task.part.value in asked.parts]
    context = {"application": found, "asked": asked, "tasks": opened, "form": form}
    context["complete_until"] = stop.until if stop and stop.until else asked.until
    return render(request, "fund/apply/complete.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: PersonRequest, pk: int) -> HttpResponse:
    """Tell the municipality that it is too late (Awb 4:17)."""
    found = own_application(request, pk)
    if not found.is_undecided:
        raise Http404
    form = NoticeForm(posted(request))
    if form.is_valid():
        with refusals_on(form):
            text = form.cleaned_data["text"]
            completing.give_notice(application=found, text=text, by=request.user, at=timezone.now())
            messages.success(request, _("Wij hebben uw ingebrekestelling ontvangen. Wij beslissen binnen twee weken."))
            return redirect(found)
    context = standing(found, timezone.localdate()) | {"form": form}
    return render(request, "fund/apply/notice.html", context)


@signed_in
@require_safe
def letter(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    """A letter as it was sent."""
    found = own_application(request, pk)
    one = get_object_or_404(found.letters.all(), number=number)
    url = reverse("fund:letter_pdf", args=[pk, number])
    return render(request, "fund/apply/letter.html", {"application": found, "letter": one, "pdf_url": url})


@signed_in
@require_safe
def letter_pdf(request: PersonRequest, pk: int, number: int) -> FileResponse:
    """The same as tagged PDF, until its text was destroyed."""
    found = own_application(request, pk)
    return as_pdf(get_object_or_404(found.letters.filter(wiped_at=None), number=number))


def as_pdf(letter: Letter) -> FileResponse:
    """A letter as a file to keep."""
    name = f"{letter.application.number}-{letter.number}.pdf"
    return files.send(ContentFile(archive.of(letter)), name=name, content_type="application/pdf")
