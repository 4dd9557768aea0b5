"""Somebody's own account: who they are, what guards it, where they are logged in."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts import browser, kept, second_factor
from accounts.actions import account as actions
from accounts.actions.code import redeem_code, send_code
from accounts.enums import CodePurpose
from accounts.forms.account import DetailsForm, NewAddressForm
from accounts.forms.login import CodeForm
from accounts.models import MailedCode
from accounts.proof import freshly_proven
from accounts.queries import person, visit_name, visits
from core.access import public, signed_in
from core.refusals_shown import refusals_on

KEY = "address_code"


@signed_in
@require_http_methods(["GET"])
def account(request: HttpRequest) -> HttpResponse:
    """The page of the account."""
    user = person(request)
    context = {
        "has_factor": second_factor.has_one(user),
        "visits": visits(user, here=request.session.session_key or "", at=timezone.now()),
    }
    return render(request, "accounts/account.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def details(request: HttpRequest) -> HttpResponse:
    """Change name, telephone or language."""
    user = person(request)
    own = {"display_name": user.display_name, "phone": user.phone, "language": user.language}
    form = DetailsForm(request.POST or None, initial=own)
    if form.is_valid():
        with refusals_on(form):
            actions.change_details(user=user, **form.cleaned_data, at=timezone.now())
            messages.success(request, _("Uw gegevens zijn bewaard."))
            return redirect("accounts:account")
    return render(request, "accounts/details.html", {"form": form})


@freshly_proven
@require_http_methods(["GET", "POST"])
def new_address(request: HttpRequest) -> HttpResponse:
    """Ask for the new address and mail a code to it."""
    user = person(request)
    form = NewAddressForm(request.POST or None)
    if form.is_valid():
        email = form.cleaned_data["email"]
        with refusals_on(form):
            code = send_code(
                purpose=CodePurpose.ADDRESS,
                email=email,
                language=user.language,
                client=browser.client(request, user.email),
                user=user,
                at=timezone.now(),
            )
            request.session[KEY] = code.key
            return redirect("accounts:confirm_address")
    return render(request, "accounts/new_address.html", {"form": form})


@freshly_proven
@require_http_methods(["GET", "POST"])
def confirm_address(request: HttpRequest) -> HttpResponse:
    """Take the code from the new mailbox, and move the account there."""
    user = person(request)
    sent = MailedCode.objects.filter(key=request.session.get(KEY, ""), purpose=CodePurpose.ADDRESS, user=user).first()
    if sent is None:
        return redirect("accounts:new_address")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data["code"]
        with refusals_on(form):
            email = redeem_code(purpose=CodePurpose.ADDRESS, key=sent.key, code=given, user=user, at=timezone.now())
            moved = actions.change_address(user=user, email=email, at=timezone.now())
            del request.session[KEY]
            update_session_auth_hash(request, moved)
            messages.success(request, _("Uw e-mailadres is veranderd. Op andere apparaten bent u uitgelogd."))
            response = redirect("accounts:account")
            browser.remember(request, response, moved.email)
            return response
    return render(request, "accounts/confirm_address.html", {"form": form, "sent": sent})


@signed_in
@require_http_methods(["POST"])
def end_visits(request: HttpRequest) -> HttpResponse:
    """Log out in one other browser, or in all others."""
    user = person(request)
    here = request.session.session_key or ""
    if name := request.POST.get("visit", ""):
        others = user.sessions.exclude(session_key=here).values_list("session_key", flat=True)
        key = next((each for each in others if visit_name(each) == name), None)
        if key:
            actions.end_session(user=user, session_key=key, at=timezone.now())
        messages.success(request, _("U bent daar uitgelogd."))
    else:
        actions.end_sessions(user=user, besides=here, at=timezone.now())
        user.refresh_from_db()
        update_session_auth_hash(request, user)
        messages.success(request, _("U bent overal uitgelogd, behalve hier."))
    return redirect("accounts:account")


@public
@require_http_methods(["POST"])
def stay(request: HttpRequest) -> HttpResponse:
    """Somebody is still there: renew the session, and say how many seconds it lasts; 0 when it had ended."""
    if not request.user.is_authenticated:
        return JsonResponse({"seconds": 0})
    request.session["renewed_at"] = timezone.now().timestamp()
    return JsonResponse({"seconds": request.session.get_expiry_age()})


@signed_in
@require_http_methods(["GET", "POST"])
def kept_text(request: HttpRequest) -> HttpResponse:
    """What was sent after the session had ended: send it after all, or throw it away."""
    found = kept.find(request, at=timezone.now())
    if request.method == "POST":
        kept.forget(request)
        return redirect("accounts:account")
    return render(request, "accounts/kept.html", {"kept": found})
