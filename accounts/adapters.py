"""Where allauth asks what this portal wants: its words, its mails, its safe addresses, its session."""

import logging
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from accounts import browser, kept, notices, second_factor
from accounts.models import User, clean_email
from accounts.queries import person
from core import outbox
from core.networks import network

logger = logging.getLogger("accounts")

PROOFS = {
    "mfa_reauthenticate": _("Code uit uw app of noodcode"),
    "mfa_reauthenticate:webauthn": _("Toegangssleutel (passkey)"),
}
MESSAGES = {
    "account/messages/logged_out.txt": _("U bent uitgelogd."),
    "mfa/messages/totp_activated.txt": _("Uw app voor codes is gekoppeld."),
    "mfa/messages/totp_deactivated.txt": _("Uw app voor codes is losgekoppeld."),
    "mfa/messages/webauthn_added.txt": _("Uw toegangssleutel is toegevoegd."),
    "mfa/messages/webauthn_removed.txt": _("Uw toegangssleutel is verwijderd."),
}
SECURITY_NOTICES = {
    "mfa/email/totp_activated": _("Er is een app voor codes gekoppeld aan uw account."),
    "mfa/email/totp_deactivated": _("De app voor codes is losgekoppeld van uw account."),
    "mfa/email/webauthn_added": _("Er is een toegangssleutel toegevoegd aan uw account."),
    "mfa/email/webauthn_removed": _("Er is een toegangssleutel verwijderd van uw account."),
    "mfa/email/recovery_codes_generated": _("Er zijn nieuwe noodcodes gemaakt voor uw account."),
}


class AccountAdapter(DefaultAccountAdapter):
    """Logging in and out. Nobody signs up here: a mailed code admits (accounts.actions.arrival)."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("Deze code klopt niet. Kijk hem na."),
        "too_many_login_attempts": _("U heeft te vaak een verkeerde code ingevuld. Probeer het over vijf minuten."),
        "rate_limited": _("U heeft te vaak een verkeerde code ingevuld. Probeer het over vijf minuten."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: there is no page to sign up."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Only a path on this portal; also not a full address of the portal itself."""
        return browser.is_own_path(url)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The network address limits are counted for."""
        return network(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where somebody begins, by what they may do."""
        return landing_page(person(request))

    def login(self, request: HttpRequest, user: User) -> None:
        """Begin a session, and write in it what its owner may want to recognise it by."""
        super().login(request, user)
        now = timezone.now()
        kept.welcome(request)
        request.session["browser"] = browser.in_words(request)
        request.session["started_at"] = now.timestamp()
        request.session["renewed_at"] = now.timestamp()
        logger.info("login of account %s", user.pk)

    def post_login(self, request: HttpRequest, user: User, **facts: Any) -> HttpResponse:
        """After the last step: on to the page asked for, and let the browser know itself again."""
        response = super().post_login(request, user, **facts)
        browser.remember(request, response, user.email)
        return response

    def add_message(  # noqa: PLR0917 (allauth's signature)
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say it in our own words; what we have no words for needs none."""
        text = message or MESSAGES.get(message_template or "")
        if text:
            messages.add_message(request, level, text, extra_tags=extra_tags)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nothing: the mails with codes are our own (accounts.notices)."""

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell somebody that the security of their account changed."""
        if what := SECURITY_NOTICES.get(template_prefix):
            with override(user.language):
                message = notices.security_changed(user, str(what))
            outbox.enqueue(message, at=timezone.now())

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """How somebody can prove again that it is them: with their second factor, else with a mailed code."""
        found: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        methods = [
            method | {"description": PROOFS[method["id"]]} for method in found if method["id"] in PROOFS
        ]  # without the password, which nobody has
        code = {"id": "code", "description": gettext("Code per e-mail"), "url": reverse("account_reauthenticate")}
        return methods or [code]


def landing_page(user: User) -> str:
    """The page somebody lands on after logging in (settings.LANDING_PAGES), in their own language."""
    path = next(path for word, path in settings.LANDING_PAGES if not word or user.has_perm(word))
    return translate_url(path, user.language)


class MFAAdapter(DefaultMFAAdapter):
    """Authenticator apps, passkeys and recovery codes."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Deze code klopt niet. Kijk hem na."),
        "cannot_delete_authenticator": _(
            "Dit is uw laatste tweede stap. Voor uw werk bij de gemeente is die nodig. Voeg eerst een andere toe."
        ),
        "cannot_generate_recovery_codes": _("Noodcodes kunt u maken als u een app of toegangssleutel heeft."),
    }

    def get_totp_issuer(self) -> str:
        """The name an authenticator app shows."""
        return "Initiatiefrijk Zwolle"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Whose passkey it is: the host people see, never the Host header."""
        return {"id": urlsplit(settings.PUBLIC_ADDRESS).hostname or "", "name": "Initiatiefrijk Zwolle"}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whoever works for the municipality keeps at least one."""
        return not second_factor.is_required(authenticator.user) or second_factor.has_another(authenticator)

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 (allauth's name)
        """A name to begin with."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Toegangssleutel %(number)s") % {"number": number}


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """OpenID Connect for staff: only people who already have an account with a role, found by a verified address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never: the organisation's account does not make one here."""
        return False

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User | None:
        """Nothing is taken over: the account is there already, with the name its owner gave."""
        found: User | None = sociallogin.user
        return found

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the colleague; refuse whoever is no colleague, in the same words for every reason."""
        claims = sociallogin.account.extra_data
        user = colleague(claims)
        if user is None or sociallogin.state.get("process") != AuthProcess.LOGIN:
            messages.error(request, _("U kunt hiermee niet inloggen. Vraag de beheerder om een rol."))
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))
        # A row without what was looked up above: allauth writes all it finds on it into the session.
        sociallogin.user = User.objects.get(pk=user.pk)
        second_factor.note_provider(request, user, claims)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **facts: Any) -> None:
        """Back to the login page; what went wrong stands in the log, without personal data."""
        logger.warning("login with %s failed: %s", provider.id, facts.get("error"))
        messages.error(request, _("Het inloggen is niet gelukt. Probeer het opnieuw of gebruik een code per e-mail."))
        raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))


def colleague(claims: dict[str, Any]) -> User | None:
    """The active account with a role whose address the provider says it has verified."""
    facts = {**claims.get("id_token", {}), **claims.get("userinfo", {})}
    if facts.get("email_verified") is not True or not isinstance(facts.get("email"), str):
        return None
    user = User.objects.filter(email=clean_email(facts["email"]), is_active=True).first()
    return user if user is not None and user.is_staff else None


def providers() -> list[tuple[str, str]]:
    """(name, address of the login) of the organisations whose colleagues log in with their own account."""
    apps = settings.OIDC_APPS
    return [(str(app["name"]), reverse("openid_connect_login", args=[app["provider_id"]])) for app in apps]
