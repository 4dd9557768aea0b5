"""The initiator's own pages: the list, the status page with its conversation, the receipt."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import User
from core.access import signed_in
from core.refusals_shown import refusals_on
from initiatives.actions import attachment
from initiatives.forms.initiator import MessageForm
from initiatives.models import Initiative
from initiatives.queries import initiator as queries
from initiatives.queries.members import fetched_as_own
from initiatives.queries.receipt import first_answer_due, sent_files, sent_rows


def own_case(request: HttpRequest, number: str) -> tuple[Initiative, User]:
    """The case, if this person is on its initiator's side now; else 404."""
    user: User = request.user  # type: ignore[assignment]
    return fetched_as_own(get_object_or_404(queries.own(user), number=number), user), user


@signed_in
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """One's initiatives and drafts."""
    user: User = request.user  # type: ignore[assignment]
    context = {"rows": queries.own_rows(user), "drafts": queries.own_drafts(user, timezone.localdate())}
    return render(request, "initiatives/initiator/mine.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def status(request: HttpRequest, number: str) -> HttpResponse:
    """Where a case stands, what is asked, what was said; writing a message happens here too."""
    initiative, user = own_case(request, number)
    form = MessageForm(request.POST, request.FILES) if request.method == "POST" else MessageForm()
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            attachment.write_with_files(
                initiative=initiative,
                text=form.cleaned_data["text"],
                uploads=form.cleaned_data["uploads"],
                by=user,
                at=timezone.now(),
                idempotency_key=form.cleaned_data["key"],
            )
            return redirect(f"{initiative.status_url}#gesprek")
    page = queries.status_page(initiative, user, today=timezone.localdate())
    return render(request, "initiatives/initiator/status.html", {"page": page, "initiative": initiative, "form": form})


@signed_in
@require_GET
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """What was sent, when it came in, and what was promised; stays as it is, whenever it is opened."""
    initiative, user = own_case(request, number)
    context = {
        "initiative": initiative,
        "rows": sent_rows(initiative, user),
        "files": sent_files(initiative),
        "due_on": first_answer_due(initiative),
        "status_url": reverse("initiatives:status", args=[number]),
    }
    return render(request, "initiatives/initiator/receipt.html", context)
