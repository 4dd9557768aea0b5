"""What was typed in a session form: kept while somebody writes, and also when their login session has expired."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.validators import slug_re
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.models import User
from core.access import needs
from core.refusal import Refusal
from teams import proof
from teams.actions.session_draft import discard_session_draft, save_session_draft
from teams.forms.session import has_words, key_of, typed
from teams.models import Session
from teams.permissions import Permission
from teams.queries.access import editable_sessions, writable_cases
from teams.views.request import PersonRequest

JSON = "application/json"


@dataclass(frozen=True)
class Kept:
    """How it went: the moment of saving as people read it, or that the server will not keep this text."""

    saved_at: str = ""
    refused: bool = False


NOTHING_TO_KEEP = Kept()
REFUSED = Kept(refused=True)


def keep_for_later(request: HttpRequest, number: str, pk: int | None = None) -> HttpResponse:
    """The answer to whoever is logged out: the text goes to the drafts of its proven writer, then to the login.

    Without a proof nothing is kept, and a form without one is no form of ours.
    """
    login = redirect_to_login(request.path.removesuffix("concept/"))
    if request.method != "POST":
        return login
    writer = proven_writer(request)
    if writer is None:
        raise PermissionDenied
    kept = _save(request, writer, number, pk)
    if request.headers.get("Accept") == JSON:
        answer = {"saved_at": kept.saved_at, "login": login.url}
        return JsonResponse(answer, status=409 if kept.refused else 200)
    return login


@csrf_exempt  # the proof in the form stands in for the token: see teams.proof
@needs(Permission.WORK, logged_out=keep_for_later)
@require_POST
def save(request: PersonRequest, number: str, pk: int | None = None) -> HttpResponse:
    """Keep what was typed so far; `pk` is the session that is being corrected."""
    require_proof(request, number, pk)
    kept = _save(request, request.user, number, pk)
    if request.headers.get("Accept") == JSON:
        return JsonResponse({"saved_at": kept.saved_at}, status=409 if kept.refused else 200)
    if kept.saved_at:
        messages.success(request, _("Bewaard als concept om %(time)s.") % {"time": kept.saved_at})
    elif kept.refused:
        messages.warning(request, _("Dit gesprek is al vastgelegd. Het concept is niet bewaard."))
    return redirect("teams:workplace")


@needs(Permission.WORK)
@require_POST
def discard(request: PersonRequest, pk: int) -> HttpResponse:
    """Throw one's own draft away."""
    draft = get_object_or_404(request.user.session_drafts.select_related("initiative"), pk=pk)
    discard_session_draft(draft=draft)
    messages.success(request, _("Het concept is weggegooid."))
    return redirect("teams:workplace")


def require_proof(request: PersonRequest, number: str, pk: int | None = None) -> None:
    """Raise PermissionDenied unless this form was opened by the person who sends it.

    On a shared computer somebody else may have logged in meanwhile: the text then goes to its writer's drafts.
    """
    writer = proven_writer(request)
    if writer == request.user:
        return
    if writer is not None:
        _save(request, writer, number, pk)
    raise PermissionDenied


def proven_writer(request: HttpRequest) -> User | None:
    """Who opened the form that was sent, by its proof; None without a good one."""
    key = key_of(request.POST)
    pk = proof.writer_of(request.POST.get("proof", ""), key) if key else None
    return User.objects.filter(pk=pk, is_active=True).first() if pk else None


def chosen_number(request: HttpRequest, number: str) -> str:
    """The number of the case that was chosen in the form; that of the address when it is none."""
    chosen = request.POST.get("initiative", "")
    return chosen if slug_re.match(chosen) else number


def _save(request: HttpRequest, writer: User, number: str, pk: int | None) -> Kept:
    initiative = writable_cases(writer).filter(number=chosen_number(request, number)).first()
    key, fields = key_of(request.POST), typed(request.POST)
    if initiative is None or key is None:
        return REFUSED
    session: Session | None = None
    if pk is not None:
        session = editable_sessions(writer).filter(pk=pk, team__initiative=initiative).first()
        if session is None:
            return REFUSED
    if not has_words(fields) and not writer.session_drafts.filter(key=key).exists():
        return NOTHING_TO_KEEP
    at = timezone.now()
    try:
        draft = save_session_draft(user=writer, initiative=initiative, session=session, key=key, fields=fields, at=at)
    except Refusal:
        return REFUSED
    return Kept(date_format(localtime(at), "H:i")) if draft else REFUSED
