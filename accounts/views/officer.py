"""Requests about personal data at the desk: read, look at what is held, and answer within the term."""

from dataclasses import dataclass
from datetime import datetime, time

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import Promise as LazyText
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.actions import data_request as actions
from accounts.actions.export import export
from accounts.enums import RequestKind, RequestState
from accounts.forms.officer import AnswerForm, LetterForm, LooseAnswerForm
from accounts.models import DataRequest, User
from accounts.permissions import Permission
from accounts.queries import person as me
from accounts.views.data import as_file
from accounts.views.desk import page
from core import personal_data
from core.access import needs
from core.refusals_shown import refusals_on


@dataclass(frozen=True)
class Step:
    """An answer an officer can give: what it is called, what it means, what it says afterwards."""

    name: LazyText
    meaning: LazyText
    done: LazyText
    form: type[forms.Form] = AnswerForm


TAKE_UP, EXTEND = "oppakken", "verlengen"
STEPS = {
    TAKE_UP: Step(
        _("Oppakken"),
        _("U beantwoordt dit verzoek. Deze persoon krijgt een e-mail dat een medewerker ernaar kijkt."),
        _("U heeft het verzoek opgepakt."),
        form=forms.Form,
    ),
    "uitvoeren": Step(
        _("Uitvoeren"),
        _("Doe wat wordt gevraagd. Bij wissen verdwijnen de gegevens meteen en voorgoed."),
        _("Het verzoek is uitgevoerd. Deze persoon krijgt een e-mail."),
        form=LooseAnswerForm,
    ),
    "weigeren": Step(
        _("Weigeren"),
        _("Schrijf de reden op. Die komt in de e-mail, met hoe deze persoon bezwaar kan maken."),
        _("Het verzoek is geweigerd. Deze persoon krijgt een e-mail."),
    ),
    EXTEND: Step(
        _("Verlengen"),
        _("U krijgt twee maanden meer. Dat kan alleen bij een ingewikkeld verzoek en binnen de eerste maand."),
        _("Het verzoek is verlengd. Deze persoon krijgt een e-mail."),
    ),
}


@needs(Permission.HANDLE_DATA_REQUESTS)
@require_http_methods(["GET"])
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """A request; when erasing is asked also what stands in the way and what would stay."""
    asked = get_object_or_404(DataRequest.objects.select_related("user", "answered_by", "handler"), pk=pk)
    erasing = asked.kind == RequestKind.ERASURE and asked.state == RequestState.OPEN
    facts = {
        "standing": personal_data.obstacles(asked.user, on=localdate()) if erasing else [],
        "stays": personal_data.stays(asked.user, on=localdate()) if erasing else [],
        "steps": offered(asked, by=me(request)),
        "own": asked.user_id == me(request).pk,
    }
    return page(request, "request", asked.get_kind_display().capitalize(), person=None, asked=asked, **facts)


def offered(asked: DataRequest, *, by: User) -> list[tuple[str, Step]]:
    """The steps an officer can take now, the next one first; none on one's own request."""
    if asked.state != RequestState.OPEN or asked.user_id == by.pk:
        return []
    senseless = {TAKE_UP} if asked.handler_id == by.pk else set()
    senseless |= {EXTEND} if asked.extended_on or localdate() > asked.due_on else set()
    return [(key, step) for key, step in STEPS.items() if key not in senseless]


@needs(Permission.HANDLE_DATA_REQUESTS)
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Fulfil, refuse or extend, with what is written to the person."""
    chosen = STEPS.get(step)
    if chosen is None:
        raise Http404
    asked = get_object_or_404(DataRequest.objects.select_related("user"), pk=pk)
    form = chosen.form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            act(step, asked, form.cleaned_data.get("answer", ""), by=me(request), at=timezone.now())
            messages.success(request, str(chosen.done))
            return redirect("admin:accounts_datarequest_change", asked.pk)
    return page(
        request, "answer", chosen.name, person=None, asked=asked, form=form, meaning=chosen.meaning, go=chosen.name
    )


def act(step: str, asked: DataRequest, text: str, *, by: User, at: datetime) -> None:
    """The action behind a step. Raises Refusal."""
    if step == TAKE_UP:
        actions.take_up(request=asked, by=by, at=at)
    elif step == EXTEND:
        actions.extend(request=asked, reason=text, by=by, at=at)
    elif step == "weigeren":
        actions.refuse(request=asked, answer=text, by=by, at=at)
    else:
        actions.fulfil(request=asked, answer=text, by=by, at=at)


@needs(Permission.HANDLE_DATA_REQUESTS)
@require_http_methods(["POST"])
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """Download what the person would get, internal notes included, to see whether others are in it."""
    others = DataRequest.objects.filter(state=RequestState.OPEN).exclude(user=me(request))
    asked = get_object_or_404(others.select_related("user"), pk=pk)
    archive = export(user=asked.user, internal=True, by=me(request), at=timezone.now())
    return as_file(archive, f"verzoek-{asked.pk}.zip")


@needs(Permission.HANDLE_DATA_REQUESTS)
@require_http_methods(["GET", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """Write down a request that came by letter or at the desk; its term counts from the day it came."""
    form = LetterForm(request.POST or None, today=localdate())
    if form.is_valid():
        facts = form.cleaned_data
        user = User.objects.filter(email=facts["email"], is_active=True).first()
        with refusals_on(form):
            if user is None:
                raise actions.RequestRefused(_("Er is geen account met dit adres."), "email")
            asked = actions.ask(
                user=user,
                kind=RequestKind(facts["kind"]),
                wish=facts["wish"],
                received_at=make_aware(datetime.combine(facts["received_on"], time(12))),
                by=me(request),
                at=timezone.now(),
            )
            messages.success(request, _("Het verzoek is vastgelegd. Deze persoon krijgt een e-mail."))
            return redirect("admin:accounts_datarequest_change", asked.pk)
    return page(request, "letter", _("Verzoek vastleggen"), person=None, form=form, go=_("Vastleggen"))
