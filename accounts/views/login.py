"""Logging in with a mailed code, and out."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.logout import logout as end_session
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import browser
from accounts.actions.arrival import admit
from accounts.actions.code import redeem_code, send_code
from accounts.adapters import landing_page, providers
from accounts.browser import is_own_path
from accounts.enums import CodePurpose
from accounts.forms.login import AddressForm, CodeForm
from accounts.models import MailedCode
from accounts.queries import person
from core.access import public
from core.refusals_shown import refusals_on, refusals_told

KEY = "login_code"


def wanted_page(request: HttpRequest) -> str:
    """The page somebody was on their way to; only one of our own."""
    page = request.POST.get("next") or request.GET.get("next") or ""
    return page if is_own_path(page) else ""


def with_next(name: str, page: str) -> str:
    """The address of a login page that remembers where somebody was going."""
    return f"{reverse(name)}?{urlencode({'next': page})}" if page else reverse(name)


@public
@never_cache
@require_http_methods(["GET", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """Ask for the address and mail a code to it; also to an address that has no account."""
    page = wanted_page(request)
    if request.user.is_authenticated:
        return redirect(page or landing_page(person(request)))
    form = AddressForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            mail_code(request, form.cleaned_data["email"])
            return redirect(with_next("accounts:code", page))
    return render(request, "account/login.html", {"form": form, "next": page, "providers": providers()})


def mail_code(request: HttpRequest, email: str) -> None:
    """Send a code, and have this browser hold the key to it. Raises Refusal."""
    code = send_code(
        purpose=CodePurpose.LOGIN,
        email=email,
        language=get_language() or "nl",
        client=browser.client(request, email),
        at=timezone.now(),
    )
    request.session[KEY] = code.key


@public
@never_cache
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Take the code back; whoever has it reads that mailbox and is let in, with a new account if there was none."""
    page = wanted_page(request)
    if request.user.is_authenticated:
        return redirect(page or landing_page(person(request)))
    sent = MailedCode.objects.filter(key=request.session.get(KEY, ""), purpose=CodePurpose.LOGIN).first()
    if sent is None:
        return redirect(with_next("account_login", page))
    form = CodeForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            email = redeem_code(
                purpose=CodePurpose.LOGIN, key=sent.key, code=form.cleaned_data["code"], at=timezone.now()
            )
            return enter(request, email, page)
    return render(request, "account/code.html", {"form": form, "next": page, "email": sent.email})


def enter(request: HttpRequest, email: str, page: str) -> HttpResponse:
    """Begin the session of whoever reads this mailbox, after the second factor if they have one."""
    user, made = admit(email=email, language=get_language() or "nl", at=timezone.now())
    del request.session[KEY]
    if made:
        messages.info(request, _("U heeft nu een account met %(email)s.") % {"email": user.email})
    record_authentication(request, user, method="code")
    return perform_login(request, Login(user=user, email=email, redirect_url=page or None))


@public
@never_cache
@require_http_methods(["POST"])
def again(request: HttpRequest) -> HttpResponse:
    """Mail a new code to the same address."""
    page = wanted_page(request)
    sent = MailedCode.objects.filter(key=request.session.get(KEY, ""), purpose=CodePurpose.LOGIN).first()
    if sent is None:
        return redirect(with_next("account_login", page))
    with refusals_told(request):
        mail_code(request, sent.email)
        messages.success(request, _("Wij hebben u een nieuwe code gestuurd. De vorige werkt niet meer."))
    return redirect(with_next("accounts:code", page))


@public
@require_http_methods(["POST"])
def start_over(request: HttpRequest) -> HttpResponse:
    """Let go of a login that waits for its second step."""
    clear_login(request)
    return redirect("account_login")


@public
@never_cache
@require_http_methods(["GET", "POST"])
def logout(request: HttpRequest) -> HttpResponse:
    """Ask, then end the session of this browser."""
    if not request.user.is_authenticated:
        return redirect("/")
    if request.method == "POST":
        end_session(request)
        return HttpResponseRedirect("/")
    return render(request, "account/logout.html")


@public
@require_http_methods(["GET"])
def inactive(request: HttpRequest) -> HttpResponse:
    """For whoever proved to read the mailbox of an account that is closed."""
    return render(request, "account/account_inactive.html")
