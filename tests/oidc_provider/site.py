"""The provider's people and what it says of them. How one logs in there does not matter here: `/enter/NAME/`."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from allauth.idp.oidc.models import Client
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

SECRET = "a-secret-between-two-processes"
CLIENT = "portal"
# name: the address, whether the provider verified it, how the person logged in there
PEOPLE = {
    "gijs": ("gijs@zwolle.example", True, ["pwd"]),
    "gijs-twice": ("Gijs@Zwolle.Example", True, ["pwd", "mfa"]),
    "gijs-unverified": ("gijs@zwolle.example", False, ["pwd", "mfa"]),
    "noor": ("noor@example.nl", True, ["pwd", "mfa"]),
    "stranger": ("nieuw@zwolle.example", True, ["pwd", "mfa"]),
    "nameless": ("", True, ["pwd", "mfa"]),
}


class Adapter(DefaultOIDCAdapter):
    """Says in the ID token how the person logged in."""

    def populate_id_token(self, id_token: dict[str, Any], client: Client, scopes: Any, **facts: Any) -> None:
        user = self.get_user_by_sub(client, id_token["sub"])
        id_token["amr"] = PEOPLE[user.username][2]


def enter(request: HttpRequest, name: str) -> HttpResponse:
    """Log in at the provider."""
    login(request, User.objects.get(username=name), "django.contrib.auth.backends.ModelBackend")
    return HttpResponse()


def refuse(request: HttpRequest) -> HttpResponse:
    """Where the provider would ask for a login of its own."""
    return HttpResponse(status=401)


def populate(callback: str) -> None:
    """The portal as a client, and the people."""
    client = Client(id=CLIENT, name="Portal", scopes="openid\nemail\nprofile", skip_consent=True)
    client.set_redirect_uris([callback])
    client.set_secret(SECRET)
    client.save()
    for name, (email, verified, _proofs) in PEOPLE.items():
        user = User.objects.create(username=name)
        if email:
            EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)


urlpatterns = [
    path("enter/<slug:name>/", enter),
    path("login/", refuse, name="account_login"),
    path("", include("allauth.idp.urls")),
]
