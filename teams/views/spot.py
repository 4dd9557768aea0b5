"""Enter an initiative seen in the street, in half a minute, on a telephone."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from city.queries import wijk_at
from core.access import needs
from core.refusal import Refusal
from core.refusals_shown import refusals_on
from initiatives.enums import Origin
from initiatives.models import Initiative
from initiatives.permissions import Permission
from teams import proof
from teams.actions.spot import enter_sighting, keep_sighting, offer_to_initiator
from teams.forms.spot import OfferForm, PlaceForm, SpotForm, key_of, typed, wijken_of
from teams.queries import spot as queries
from teams.views.request import PersonRequest

JSON = "application/json"
HERE = "camera=(), geolocation=(self), microphone=(), payment=()"  # the one page that may ask where somebody is


def keep_for_later(request: HttpRequest) -> HttpResponse:
    """The answer to whoever is logged out: the text goes to the drafts of its proven writer, then to the login."""
    if request.method == "POST":
        key = key_of(request.POST)
        pk = proof.writer_of(request.POST.get("proof", ""), key) if key else None
        writer = User.objects.filter(pk=pk, is_active=True).first() if pk else None
        if writer:
            _keep(request, writer)
    return redirect_to_login("/werkplek/spotten/")


@needs(Permission.REGISTER, logged_out=keep_for_later)
@require_http_methods(["GET", "HEAD", "POST"])
def spot(request: PersonRequest) -> HttpResponse:
    """The form; sent twice it is entered once."""
    if request.method == "POST":
        form = SpotForm(request.POST, request.FILES, user=request.user)
        if form.is_valid():
            with refusals_on(form):
                case = enter_sighting(
                    key=form.cleaned_data["key"],
                    sighting=form.sighting(localdate()),
                    by=request.user,
                    at=timezone.now(),
                )
                return redirect("teams:spotted", case.number)
        _keep(request, request.user)
    else:
        form = _opened(request.user)
    response = render(request, "teams/spot.html", {"form": form, "finds": queries.own_finds(request.user)})
    response["Permissions-Policy"] = HERE
    return response


def _opened(user: User) -> SpotForm:
    draft = queries.open_draft(user)
    if draft is None:
        return SpotForm.opened(user, key=None, typed={}, wijk=queries.last_wijk(user))
    return SpotForm.opened(user, key=draft.key, typed=draft.fields, wijk="")


@needs(Permission.REGISTER, logged_out=keep_for_later)
@require_POST
def save(request: PersonRequest) -> HttpResponse:
    """Keep what was typed so far."""
    saved_at = _keep(request, request.user)
    if request.headers.get("Accept") == JSON:
        return JsonResponse({"saved_at": saved_at}, status=200 if saved_at else 409)
    if saved_at:
        messages.success(request, _("Bewaard als concept om %(time)s.") % {"time": saved_at})
    return redirect("teams:spot")


def _keep(request: HttpRequest, writer: User) -> str:
    """Keep the text; returns the time of saving as people read it, empty when there was nothing to keep."""
    key, fields, at = key_of(request.POST), typed(request.POST), timezone.now()
    if key is None or not fields:
        return ""
    try:
        draft = keep_sighting(user=writer, key=key, fields=fields, at=at)
    except Refusal:
        return ""
    return date_format(localtime(at), "H:i") if draft else ""


@needs(Permission.REGISTER)
@require_POST
def locate(request: PersonRequest) -> JsonResponse:
    """The wijk of a place, for somebody who pressed the button. The place itself is kept nowhere."""
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"sorry": _("Uw telefoon gaf geen plek. Kies de wijk uit de lijst.")}, status=400)
    found = wijk_at(form.cleaned_data["longitude"], form.cleaned_data["latitude"])
    if found is None:
        return JsonResponse({"sorry": _("Deze plek ligt in geen wijk die wij kennen. Kies de wijk uit de lijst.")})
    if not wijken_of(request.user).filter(pk=found.pk).exists():
        sorry = _("U bent in %(wijk)s. U voert alleen initiatieven in voor uw eigen wijk.") % {"wijk": found.name}
        return JsonResponse({"sorry": sorry})
    return JsonResponse({"code": found.code, "said": _("U bent in %(wijk)s.") % {"wijk": found.name}})


@needs(Permission.REGISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def spotted(request: PersonRequest, number: str) -> HttpResponse:
    """What was entered, what looks like it, and the way to offer it to whose it is."""
    finds = Initiative.objects.filter(registered_by=request.user, origin=Origin.SPOTTED).select_related("wijk")
    case = get_object_or_404(finds, number=number)
    form = OfferForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            offer_to_initiator(initiative=case, email=form.cleaned_data["email"], by=request.user, at=timezone.now())
            messages.success(request, _("De uitnodiging is verstuurd. De link werkt 30 dagen."))
            return redirect("teams:spotted", number)
    context = {
        "case": case,
        "form": form,
        "alike": queries.alike(case, request.user),
        "has_photo": case.attachments.filter(removed_at=None).exists(),
        "is_claimed": case.members.filter(left_at=None).exists(),
        "may_see_case": request.user.has_perm(Permission.SEE_CASES, case),
    }
    return render(request, "teams/spotted.html", context)
