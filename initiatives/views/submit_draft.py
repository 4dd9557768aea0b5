"""What else can be done with a draft: go on later, make its links useless, leave it, delete it."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core import files
from core.access import public, signed_in
from core.refusals_shown import refusals_on
from initiatives.actions import draft as drafts
from initiatives.forms.submit import LinkForm
from initiatives.models import Draft
from initiatives.queries import submit as queries
from initiatives.views import own_draft
from initiatives.views.submit import no_store


def unsent(request: HttpRequest) -> Draft | None:
    """This browser's draft, if it was not sent yet."""
    draft = own_draft.current(request)
    return draft if draft and not draft.initiative else None


@public
@no_store
@require_http_methods(["GET", "POST"])
def later(request: HttpRequest) -> HttpResponse:
    """Mail the link to the draft, and say until when it works."""
    draft = unsent(request)
    if draft is None:
        return redirect("initiatives:start")
    known = draft.address or draft.answers.get("email", "")
    form = LinkForm(request.POST if request.method == "POST" else None, initial={"email": known})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            draft = drafts.mail_link(
                draft=draft,
                email=form.cleaned_data["email"],
                asked_from=own_draft.machine(request),
                at=timezone.now(),
            )
            return render(request, "initiatives/submit/later_done.html", {"draft": draft, "word": queries.token(draft)})
    return render(
        request, "initiatives/submit/later.html", {"draft": draft, "form": form, "word": queries.token(draft)}
    )


@public
@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    """Make the links given out so far useless; this browser keeps the draft."""
    draft = unsent(request)
    if draft is None:
        return redirect("initiatives:start")
    own_draft.remember(request, drafts.revoke_links(draft=draft))
    messages.success(request, _("De oude links werken niet meer. U kunt een nieuwe laten sturen."))
    return redirect("initiatives:later")


@public
@no_store
@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest) -> HttpResponse:
    """Delete the draft, after asking."""
    draft = unsent(request)
    if draft is None:
        return redirect("initiatives:start")
    if request.method == "GET":
        return render(request, "initiatives/submit/discard.html", {"draft": draft, "word": queries.token(draft)})
    drafts.discard(draft=draft)
    own_draft.forget(request)
    messages.success(request, _("Uw concept is verwijderd."))
    return redirect("initiatives:start")


@public
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Let this browser forget the draft, for whoever shares the computer; the draft stays."""
    own_draft.forget(request)
    messages.success(request, _("Dit apparaat kent het concept niet meer. Met de link uit de mail opent u het weer."))
    return redirect("initiatives:start")


@signed_in
@require_GET
def resume_own(request: HttpRequest, key: UUID) -> HttpResponse:
    """Open one of the drafts of one's account."""
    user = own_draft.person(request)
    draft = queries.drafts_of(user, timezone.localdate()).filter(key=key).first() if user else None
    if draft is None:
        raise Http404
    return redirect("initiatives:resume", queries.token(draft))


@public
@require_GET
def draft_photo(request: HttpRequest, number: int) -> FileResponse:
    """A small view of a photo that was added to this browser's draft."""
    draft = unsent(request)
    photo = draft.files.filter(pk=number, kind="photo").first() if draft else None
    if photo is None:
        raise Http404
    return files.send(photo.thumbnail, name=photo.name, content_type=photo.content_type)
