"""The second factor: allauth's own pages, opened only to who showed a short while ago who they are."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.flows import can_generate_recovery_codes, generate_recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.totp.internal.flows import deactivate_totp
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal.flows import remove_authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import second_factor
from accounts.proof import freshly_proven
from accounts.queries import person
from accounts.views.login import wanted_page
from core.access import signed_in

ONWARD = "after_second_factor"


def number_of(request: HttpRequest, kind: str) -> int:
    """How many of these somebody has."""
    return Authenticator.objects.filter(user=request.user, type=kind).count()


def noting_a_new_one(request: HttpRequest, kind: str, view: Any) -> HttpResponse:
    """Run allauth's page; when it added one, this session has shown a second factor."""
    before = number_of(request, kind) if request.method == "POST" else 0
    response: HttpResponse = view(request)
    if request.method == "POST" and number_of(request, kind) > before:
        second_factor.note_added(request, kind)
    return response


@freshly_proven
@never_cache
def add_app(request: HttpRequest) -> HttpResponse:
    """Connect an app for codes."""
    return noting_a_new_one(request, Authenticator.Type.TOTP, totp.activate_totp)


@freshly_proven
@never_cache
def add_passkey(request: HttpRequest) -> HttpResponse:
    """Add a passkey or security key."""
    return noting_a_new_one(request, Authenticator.Type.WEBAUTHN, webauthn.add_webauthn)


@freshly_proven
@never_cache
@require_http_methods(["GET", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """How many recovery codes are left; on request, new ones, shown this once and never again."""
    possible = can_generate_recovery_codes(request.user)
    fresh: list[str] = []
    if request.method == "POST" and possible:
        fresh = generate_recovery_codes(request).wrap().get_unused_codes()
    held = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.RECOVERY_CODES).first()
    left = len(held.wrap().get_unused_codes()) if held else 0
    context = {"possible": possible, "fresh": fresh, "left": left}
    return render(request, "mfa/recovery_codes.html", context)


@signed_in
@never_cache
@require_http_methods(["GET"])
def overview(request: HttpRequest) -> HttpResponse:
    """What guards this account besides the mailed code."""
    if page := wanted_page(request):
        request.session[ONWARD] = page
    rows = Authenticator.objects.filter(user=request.user).order_by("pk")
    by_type = {kind: [row for row in rows if row.type == kind] for kind in Authenticator.Type}
    context = {
        "apps": by_type[Authenticator.Type.TOTP],
        "passkeys": by_type[Authenticator.Type.WEBAUTHN],
        "has_codes": bool(by_type[Authenticator.Type.RECOVERY_CODES]),
        "required": second_factor.is_required(person(request)),
        "onward": request.session.get(ONWARD, ""),
    }
    return render(request, "mfa/overview.html", context)


@freshly_proven
@never_cache
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove an app or a passkey; not the last proof of somebody who works for the municipality."""
    authenticator = get_object_or_404(Authenticator, user=request.user, type__in=second_factor.STRONG, pk=pk)
    last = not get_adapter().can_delete_authenticator(authenticator)
    if request.method == "POST" and not last:
        if authenticator.type == Authenticator.Type.TOTP:
            deactivate_totp(request, authenticator)
        else:
            remove_authenticator(request, authenticator)
        return redirect("mfa_index")
    return render(request, "mfa/remove.html", {"authenticator": authenticator, "last": last})


@signed_in
@require_http_methods(["GET"])
def app_in_use(request: HttpRequest) -> HttpResponse:
    """Where allauth sends somebody who has an app already."""
    return redirect("mfa_index")
