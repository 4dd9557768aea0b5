"""Logging an advice session, and correcting it."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.models import User
from core.access import needs
from core.refusals_shown import refusals_on, renew
from initiatives.models import Initiative
from teams import proof
from teams.actions.session import edit_session, log_session
from teams.enums import Seat
from teams.forms.session import EditForm, LogForm, initial_of_plan, restored
from teams.models import PlannedSession, Session, SessionDraft
from teams.permissions import Permission
from teams.queries.access import editable_sessions, working_cases, writable_cases
from teams.queries.people import initiators, participants
from teams.queries.planned import plans_around, plans_to_hold
from teams.queries.session import session_people
from teams.views.request import PersonRequest
from teams.views.typed import chosen_number, keep_for_later, require_proof


@csrf_exempt  # the proof in the form stands in for the token: see teams.proof
@needs(Permission.WORK, logged_out=keep_for_later)
@require_http_methods(["GET", "HEAD", "POST"])
def log(request: PersonRequest, number: str) -> HttpResponse:
    """Log an advice session, in under a minute."""
    if request.method != "POST":
        initiative = get_object_or_404(writable_cases(request.user), number=number)
        return _show_log(request, initiative, _opened(request, initiative))
    require_proof(request, number)
    initiative = get_object_or_404(writable_cases(request.user), number=chosen_number(request, number))
    form = LogForm(request.POST, **_surroundings(request.user, initiative))
    if form.is_valid():
        with refusals_on(form):
            session = _log(form, initiative, by=request.user)
            messages.success(request, _thanks(session))
            return redirect("teams:case", initiative.number)
    renew(form, {"people_of": initiative.number})
    return _show_log(request, initiative, form)


@csrf_exempt  # the proof in the form stands in for the token: see teams.proof
@needs(Permission.WORK, logged_out=keep_for_later)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PersonRequest, number: str, pk: int) -> HttpResponse:
    """Correct a session; whoever saves second sees both texts."""
    sessions = editable_sessions(request.user).select_related("team__initiative__owner", "logged_by")
    session = get_object_or_404(
        sessions.prefetch_related("hours", "attendees__user"), pk=pk, team__initiative__number=number
    )
    surroundings = _people(request.user, session.team.initiative, session)
    if request.method != "POST":
        form = EditForm(initial=_correction(request.user, session), **surroundings)
        return _show_edit(request, session, form)
    require_proof(request, number, pk)
    form = EditForm(request.POST, **surroundings)
    theirs: Session | None = None
    if form.is_valid():
        version = form.cleaned_data["version"]
        with refusals_on(form) as refused:
            edit_session(
                session=session,
                version=version,
                talk=form.talk(),
                hours=form.hours(),
                presence=form.presence(),
                overrun=form.cleaned_data["overrun"],
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("Het gesprek is aangepast."))
            return redirect("teams:session", number, pk)
        theirs = session if refused.theirs else None
    return _show_edit(request, session, form, theirs=theirs)


def _surroundings(user: User, initiative: Initiative) -> dict[str, Any]:
    others = working_cases(user).values("pk")
    cases = Initiative.objects.filter(Q(pk=initiative.pk) | Q(pk__in=others)).order_by("title", "pk")
    return {"cases": cases, **_people(user, initiative)}


def _people(user: User, initiative: Initiative, session: Session | None = None) -> dict[str, Any]:
    """Everybody who can be named in the form: those of the case now, and those who are named in the session."""
    people, side = list(participants(initiative, user)), list(initiators(initiative))
    named = session_people(session) if session else {}
    return {
        "people": [*people, *(person for person in named.get(Seat.INSIDE, []) if person not in people)],
        "side": [*side, *(person for person in named.get(Seat.INITIATOR, []) if person not in side)],
        "today": localdate(),
    }


def _opened(request: PersonRequest, initiative: Initiative) -> LogForm:
    """The form as it opens: with the newest draft of this case, or the one asked for, or empty."""
    drafts = request.user.session_drafts.filter(initiative=initiative, session=None)
    asked = _asked(request)
    draft: SessionDraft | None = (drafts.filter(key=asked).first() if asked else None) or drafts.first()
    key = draft.key if draft else uuid4()
    plan = _planned(request.GET.get("gepland", ""), initiative)
    if plan:
        draft = drafts.filter(fields__plan=str(plan.pk)).first()
        key = draft.key if draft else uuid4()
    initial = {
        **(_of_plan(plan) if plan else {}),
        **(restored(draft.fields, today=localdate()) if draft else {}),
        "initiative": initiative,
        "people_of": initiative.number,
        "key": key,
        "proof": proof.proof_of(request.user.pk, key),
    }
    form = LogForm(initial=initial, **_surroundings(request.user, initiative))
    form.draft = draft
    return form


def _planned(asked: str, initiative: Initiative) -> PlannedSession | None:
    """The planned session of this case that the address asks to log, if it still stands."""
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 15):
        return None
    return plans_to_hold(initiative).prefetch_related("invited").filter(pk=int(asked)).first()


def _of_plan(plan: PlannedSession) -> dict[str, Any]:
    return initial_of_plan(plan, held_on=localdate(plan.starts_at), today=localdate())


def _asked(request: PersonRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("concept", ""))
    except ValueError:
        return None


def _correction(user: User, session: Session) -> dict[str, Any]:
    """A session as the edit form opens: as it stands, or as this person typed it before."""
    key = proof.correction_key(session.pk, user.pk)
    draft = user.session_drafts.filter(key=key).first()
    return {
        **EditForm.initial_of(session),
        **(restored(draft.fields, today=localdate()) if draft else {}),
        "key": key,
        "proof": proof.proof_of(user.pk, key),
    }


def _log(form: LogForm, initiative: Initiative, *, by: User) -> Session:
    present = form.presence()
    nobody_ticked = not present.colleagues
    return log_session(
        initiative=initiative,
        key=form.cleaned_data["key"],
        talk=form.talk(),
        hours=form.hours(),
        points=form.points(),
        lesson=form.new_lesson(),
        presence=replace(present, colleagues=[by]) if nobody_ticked else present,
        plan=plans_around(initiative).filter(pk=form.cleaned_data["plan"]).first(),
        overrun=form.cleaned_data["overrun"],
        by=by,
        at=timezone.now(),
    )


def _thanks(session: Session) -> str:
    if session.shared:
        return _("Gesprek bewaard en gedeeld. De initiatiefnemer krijgt de afspraken per e-mail.")
    return _("Gesprek intern bewaard. De initiatiefnemer ziet er niets van.")


def _show_log(request: PersonRequest, initiative: Initiative, form: LogForm) -> HttpResponse:
    return render(request, "teams/session_log.html", {"initiative": initiative, "form": form, "draft": form.draft})


def _show_edit(
    request: PersonRequest, session: Session, form: EditForm, *, theirs: Session | None = None
) -> HttpResponse:
    context = {"initiative": session.team.initiative, "session": session, "form": form, "theirs": theirs}
    return render(request, "teams/session_edit.html", context)
