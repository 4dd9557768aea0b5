"""The initiator's side: the summary of a session to confirm or correct, and an appointment for the calendar."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.access import signed_in
from core.refusals_shown import refusals_on
from teams.actions.summary import answer_summary, summary_mark
from teams.appointments import download, page_for_initiators
from teams.enums import SummaryState
from teams.forms.summary import AnswerForm
from teams.queries.planned import plans_for_initiator
from teams.queries.session import sessions_for_initiator, summary_page
from teams.views.planned import as_file
from teams.views.request import PersonRequest


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def summary(request: PersonRequest, number: str, pk: int) -> HttpResponse:
    """What was written of a session: confirm it, or say how it was."""
    sessions = sessions_for_initiator(request.user).select_related("team__initiative__owner", "logged_by")
    session = get_object_or_404(sessions, pk=pk, team__initiative__number=number)
    form = AnswerForm(request.POST if request.method == "POST" else None, initial={"seen": summary_mark(session)})
    if form.is_valid():
        data = form.cleaned_data
        with refusals_on(form):
            answer_summary(
                session=session,
                answer=SummaryState(data["answer"]),
                words=data["words"],
                seen=data["seen"],
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("Dank u. De gemeente heeft bericht gekregen."))
            return redirect("teams_initiator:summary", number, pk)
        session.refresh_from_db()
    context = {"page": summary_page(session), "session": session, "initiative": session.team.initiative, "form": form}
    return render(request, "teams/summary.html", context)


@signed_in
@require_safe
def calendar(request: PersonRequest, number: str, pk: int) -> HttpResponse:
    """The appointment as a file for one's calendar."""
    plans = plans_for_initiator(request.user).select_related("team__initiative")
    planned = get_object_or_404(plans, pk=pk, team__initiative__number=number)
    return as_file(download(planned, url=page_for_initiators(planned)))
