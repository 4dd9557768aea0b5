"""My data: take a copy, ask for a correction, ask to be forgotten."""

from datetime import timedelta
from io import BytesIO

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.actions import data_request
from accounts.actions.export import export
from accounts.enums import RequestKind, RequestState
from accounts.forms.data import RequestForm
from accounts.models import User
from accounts.proof import freshly_proven
from accounts.queries import person
from core.access import signed_in
from core.personal_data import obstacles, stays
from core.refusals_shown import refusals_on

DOWNLOADABLE = timedelta(days=30)


@signed_in
@require_http_methods(["GET"])
def data(request: HttpRequest) -> HttpResponse:
    """What one can do with one's data, and the requests so far."""
    user = person(request)
    context = {"requests": user.data_requests.order_by("-pk"), "whole": may_have_whole(user)}
    return render(request, "accounts/data.html", context)


def may_have_whole(user: User) -> bool:
    """True while a copy that an officer gave, internal notes included, can be downloaded."""
    since = timezone.now() - DOWNLOADABLE
    given = user.data_requests.filter(kind=RequestKind.EXPORT, state=RequestState.DONE, answered_at__gt=since)
    return given.exists()


@freshly_proven
@require_http_methods(["GET", "POST"])
def copy(request: HttpRequest) -> HttpResponse:
    """Download the copy; made at this moment and kept nowhere, so there is no link that can leak."""
    user = person(request)
    whole = may_have_whole(user)
    if request.method == "POST":
        internal = whole and "internal" in request.POST
        archive = export(user=user, internal=internal, by=user, at=timezone.now())
        return as_file(archive, "mijn-gegevens.zip")
    return render(request, "accounts/copy.html", {"whole": whole})


def as_file(archive: BytesIO, name: str) -> HttpResponse:
    """A ZIP that the browser saves."""
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(archive, content_type="application/zip", headers={"Content-Disposition": disposition})


@signed_in
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, kind: str) -> HttpResponse:
    """Ask for the whole copy, a correction or an erasure."""
    if kind not in RequestKind.values:
        raise Http404
    asked = RequestKind(kind)
    form = RequestForm(request.POST if request.method == "POST" else None, kind=asked)
    if form.is_valid():
        now = timezone.now()
        user = person(request)
        with refusals_on(form):
            data_request.ask(user=user, kind=asked, wish=form.cleaned_data["wish"], received_at=now, by=user, at=now)
            messages.success(request, _("Wij hebben uw verzoek ontvangen. U krijgt een e-mail."))
            return redirect("accounts:data")
    return render(request, "accounts/ask.html", {"form": form, "kind": asked, **consequences(person(request), asked)})


def consequences(user: User, kind: RequestKind) -> dict[str, list[str]]:
    """Of an erasure: what must happen first, and what stays with the reason."""
    if kind != RequestKind.ERASURE:
        return {"first": [], "stays": []}
    return {"first": obstacles(user, on=localdate()), "stays": stays(user, on=localdate())}
