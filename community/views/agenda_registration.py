"""Registering for a public event, proving a mailbox with a code, and one's own registration by its link."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actions.code import Client, send_code
from accounts.enums import CodePurpose
from accounts.models import User
from community.actions import registration as actions
from community.actions.event_facts import Visitor
from community.forms.agenda import CodeForm, ComeForm, RegisterForm
from community.models import Event, Registration
from community.queries.agenda import is_full
from community.queries.registration import by_token, token_of
from core.access import public
from core.refusal import Refusal
from core.refusals_shown import refusals_on, refusals_told

CHANGE = "wijzig"  # the button that changes a registration; the other one cancels it
PENDING = "event_registration"  # in the session of the browser: what was typed and the key of the code, until it is in


def public_event(slug: str) -> Event:
    """A public event; else 404."""
    return get_object_or_404(Event.objects.public().select_related("kind", "wijk"), slug=slug)


def to_own_page(registration: Registration) -> HttpResponse:
    """The page of one registration."""
    return redirect("community:own_registration", token_of(registration))


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """Say with how many one comes. Who is logged in is done then; others get a code by mail."""
    event = public_event(slug)
    person = request.user if request.user.is_authenticated and request.user.display_name else None
    try:
        actions.require_open(event, timezone.now())
    except Refusal as refusal:
        messages.info(request, str(refusal))
        return redirect(event)
    form = form_for(request, event, person)
    if form.is_valid():
        with refusals_on(form):
            if person:
                made = actions.register(event=event, visitor=visitor(form, person), at=timezone.now())
                return to_own_page(made)
            mail_code(request, event, form.cleaned_data)
            return redirect("community:confirm_registration", slug)
    context = {"event": event, "form": form, "is_full": is_full(event), "person": person}
    return render(request, "community/agenda/register.html", context)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the code back and register; asking for a new one is a button on the same page."""
    event = public_event(slug)
    pending = request.session.get(PENDING, {})
    if pending.get("event") != event.pk:
        return redirect("community:register", slug)
    if made_before := pending.get("made"):
        return redirect("community:own_registration", made_before)
    again = request.method == "POST" and "again" in request.POST
    form = CodeForm(request.POST if request.method == "POST" and not again else None)
    if again:
        with refusals_told(request):
            mail_code(request, event, pending["typed"])
            messages.success(request, _("Wij hebben u een nieuwe code gestuurd. De vorige werkt niet meer."))
    elif form.is_valid():
        with refusals_on(form):
            made = actions.register_with_code(
                event=event,
                visitor=Visitor(**pending["typed"], language=get_language() or "nl"),
                key=pending["key"],
                code=form.cleaned_data["code"],
                at=timezone.now(),
            )
            request.session[PENDING] = {"event": event.pk, "made": token_of(made)}  # and nothing of what was typed
            return to_own_page(made)
    context = {"event": event, "form": form, "email": pending["typed"]["email"]}
    return render(request, "community/agenda/confirm.html", context)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_registration(request: HttpRequest, token: str) -> HttpResponse:
    """One's own registration, by the link of the mail: looking changes nothing, the buttons change or cancel it."""
    registration = by_token(token)
    if registration is None:
        raise Http404
    changes = request.method == "POST" and CHANGE in request.POST
    if request.method == "POST" and not changes:
        with refusals_told(request):
            actions.withdraw(registration=registration, by=None, at=timezone.now())
        return redirect("community:own_registration", token)
    standing = {"people": registration.people, "access_needs": registration.access_needs}
    form = ComeForm(request.POST if changes else None, initial=standing)
    if form.is_valid():
        with refusals_on(form):
            actions.adjust(registration=registration, **form.cleaned_data, at=timezone.now())
            messages.success(request, _("Uw aanmelding is gewijzigd."))
            return redirect("community:own_registration", token)
    event = registration.event
    ahead = event.registrations.waiting().filter(number__lt=registration.number).count()
    context = {
        "event": event,
        "registration": registration,
        "form": form,
        "place_in_line": ahead + 1,
        "is_coming": event.starts_at > timezone.now() and not event.is_cancelled,
        "token": token,
    }
    return render(request, "community/agenda/own.html", context)


def form_for(request: HttpRequest, event: Event, person: User | None) -> ComeForm:
    """The form for this reader, with what they typed before for this event."""
    posted = request.POST if request.method == "POST" else None
    if person:
        return ComeForm(posted)
    pending = request.session.get(PENDING, {})
    return RegisterForm(posted, initial=pending.get("typed") if pending.get("event") == event.pk else None)


def visitor(form: ComeForm, person: User) -> Visitor:
    """Who is logged in, and with how many."""
    return Visitor(
        name=person.display_name,
        email=person.email,
        language=get_language() or "nl",
        user=person,
        **{name: form.cleaned_data[name] for name in ("people", "access_needs")},
    )


def mail_code(request: HttpRequest, event: Event, typed: dict[str, Any]) -> None:
    """Send a code, and have this browser hold the key to it with what was typed. Raises TooOften."""
    sent = send_code(
        purpose=CodePurpose.EVENT,
        email=typed["email"],
        language=get_language() or "nl",
        client=Client(network=request.META.get("REMOTE_ADDR", "")),
        at=timezone.now(),
    )
    request.session[PENDING] = {"event": event.pk, "key": sent.key, "typed": typed}
