"""Show once more that it is you, before you change what guards your account."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import browser, second_factor
from accounts.actions.code import redeem_code, send_code
from accounts.enums import CodePurpose
from accounts.forms.login import CodeForm
from accounts.models import MailedCode
from accounts.queries import person
from accounts.views.login import wanted_page
from core.access import signed_in
from core.refusals_shown import refusals_on

KEY = "proof_code"


@signed_in
@never_cache
@require_http_methods(["GET"])
def prove(request: HttpRequest) -> HttpResponse:
    """On to the proof this account has: its second factor, else a mailed code."""
    method = get_adapter().get_reauthentication_methods(request.user)[0]
    page = wanted_page(request) or reverse("accounts:account")
    return redirect(f"{method['url']}?{urlencode({'next': page})}")


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def prove_by_code(request: HttpRequest) -> HttpResponse:
    """For accounts without a second factor: take back the code that was mailed to their own address."""
    page = wanted_page(request) or reverse("accounts:account")
    if second_factor.has_one(person(request)):
        return redirect(f"{reverse('accounts:prove')}?{urlencode({'next': page})}")
    sent = MailedCode.objects.filter(
        key=request.session.get(KEY, ""), purpose=CodePurpose.PROOF, user=person(request)
    ).first()
    form = CodeForm(request.POST if sent and "code" in request.POST else None)
    if form.is_valid() and sent:
        with refusals_on(form):
            redeem_code(
                purpose=CodePurpose.PROOF,
                key=sent.key,
                code=form.cleaned_data["code"],
                user=person(request),
                at=timezone.now(),
            )
            del request.session[KEY]
            record_authentication(request, request.user, method="code", reauthenticated=True)
            return redirect(page)
    return render(request, "account/prove.html", {"form": form, "next": page, "sent": sent})


@signed_in
@never_cache
@require_http_methods(["POST"])
def mail_proof(request: HttpRequest) -> HttpResponse:
    """Mail the code."""
    page = wanted_page(request)
    user = person(request)
    form = CodeForm({})
    form.errors.clear()
    with refusals_on(form):
        code = send_code(
            purpose=CodePurpose.PROOF,
            email=user.email,
            language=user.language,
            client=browser.client(request, user.email),
            user=user,
            at=timezone.now(),
        )
        request.session[KEY] = code.key
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': page})}")
    return render(request, "account/prove.html", {"form": form, "next": page, "sent": None}, status=429)
