"""Colleagues log in with the account of their organisation, at a real OpenID provider."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.conf import settings as installation
from django.test import Client
from urllib3.util.retry import Retry

from accounts.models import User
from tests.accounts.doors import SECRET, app_code, is_in
from tests.harness import expecting_faults

pytestmark = pytest.mark.django_db
CALLBACK = "http://testserver/account/oidc/medewerkers/terug/"
START = "/account/oidc/medewerkers/inloggen/"
LOGIN = "/account/inloggen/"
REFUSED = "U kunt hiermee niet inloggen. Vraag de beheerder om een rol."
FAILED = "Het inloggen is niet gelukt. Probeer het opnieuw of gebruik een code per e-mail."


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def provider(tmp_path_factory) -> Iterator[str]:
    """The address of a provider that runs for the tests of this file."""
    port = free_port()
    command = [sys.executable, "-m", "tests.oidc_provider", str(port), str(tmp_path_factory.mktemp("oidc")), CALLBACK]
    with subprocess.Popen(command, cwd=installation.ROOT) as process:
        address = f"http://127.0.0.1:{port}"
        session = requests.Session()
        session.mount("http://", requests.adapters.HTTPAdapter(max_retries=Retry(8, backoff_factor=0.2)))
        session.get(f"{address}/.well-known/openid-configuration", timeout=30).raise_for_status()
        yield address
        process.terminate()


@pytest.fixture(autouse=True)
def switched_on(settings, provider):
    """The settings of an installation with OIDC_SERVER, and people with a role need a second factor."""
    apps = [
        {
            "provider_id": "medewerkers",
            "name": "Account van de gemeente",
            "client_id": "portal",
            "secret": "a-secret-between-two-processes",
            "settings": {"server_url": provider},
        }
    ]
    settings.OIDC_APPS = apps
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}}
    settings.STAFF_SECOND_FACTOR = True


def ask_provider(provider: str, client: Client, name: str, page: str = "") -> str:
    """Go to the provider as this person; returns where it sends the browser back to."""
    there = requests.Session()
    there.get(f"{provider}/enter/{name}/", timeout=10)
    answer = client.post(START, {"next": page, "process": "login"})
    back = there.get(answer.headers["Location"], allow_redirects=False, timeout=10)
    assert back.headers["Location"].startswith(CALLBACK)
    return back.headers["Location"].removeprefix("http://testserver")


def come_back(client: Client, address: str):
    """The callback is a GET by the protocol; all it may write is when somebody last logged in."""
    with expecting_faults() as faults:
        answer = client.get(address)
    assert [fault for fault in faults if "writes to accounts_user" not in fault] == []
    return answer


def enter(provider: str, name: str, page: str = ""):
    client = Client()
    return client, come_back(client, ask_provider(provider, client, name, page))


def words_of(client: Client) -> str:
    return client.get(LOGIN).content.decode()


def test_the_login_page_offers_it_only_where_it_is_switched_on(settings):
    assert "Account van de gemeente" in words_of(Client())
    settings.OIDC_APPS = []
    assert "Account van de gemeente" not in words_of(Client())


def test_a_colleague_is_found_by_a_verified_address(provider, guide):
    client, answer = enter(provider, "gijs", "/beheer/")
    assert answer.headers["Location"] == "/beheer/"
    assert client.session["_auth_user_id"] == str(guide.pk)


def test_nothing_of_the_provider_is_kept(provider, guide):
    enter(provider, "gijs")
    assert (SocialAccount.objects.count(), User.objects.count()) == (0, 1)


def test_the_providers_second_factor_counts_when_we_trust_its_word(provider, guide, settings):
    settings.OIDC_TRUSTED_AMR = ["mfa"]
    client, _answer = enter(provider, "gijs-twice")
    assert client.get("/beheer/").status_code == 200
    client, _answer = enter(provider, "gijs")
    assert client.get("/beheer/").headers["Location"] == "/account/tweede-stap/?next=/beheer/"


def test_otherwise_our_own_is_asked(provider, guide, settings):
    settings.OIDC_TRUSTED_AMR = []
    client, _answer = enter(provider, "gijs-twice")
    assert client.get("/beheer/").headers["Location"] == "/account/tweede-stap/?next=/beheer/"


@pytest.mark.parametrize("name", ["gijs-unverified", "noor", "stranger", "nameless"])
def test_who_is_no_colleague_is_refused_in_the_same_words(provider, guide, initiator, name):
    client, answer = enter(provider, name)
    assert answer.headers["Location"] == LOGIN
    assert REFUSED in words_of(client)
    assert not is_in(client)
    assert User.objects.count() == 2


def test_a_closed_account_stays_closed(provider, guide):
    User.objects.filter(pk=guide.pk).update(is_active=False)
    client, _answer = enter(provider, "gijs")
    assert not is_in(client)


def test_without_a_role_nobody_comes_in(provider, guide):
    guide.role_grants.update(withdrawn_at="2026-03-01 12:00+01:00")
    client, _answer = enter(provider, "gijs")
    assert not is_in(client)


def test_an_answer_serves_once_and_in_one_browser(provider, guide):
    client = Client()
    address = ask_provider(provider, client, "gijs")
    thief = Client()
    come_back(thief, address)
    assert not is_in(thief)
    assert FAILED in words_of(thief)
    come_back(client, address)
    assert is_in(client)
    again = Client()
    again.cookies["sessie"] = client.cookies["sessie"].value
    again.post("/account/uitloggen/")
    come_back(again, address)
    assert not is_in(again)


def test_a_forged_answer_is_refused(provider, guide):
    client = Client()
    address = ask_provider(provider, client, "gijs")
    state = parse_qs(urlsplit(address).query)["state"][0]
    come_back(client, f"/account/oidc/medewerkers/terug/?code=verzonnen&state={state}")
    assert not is_in(client)
    assert FAILED in words_of(client)


def test_who_changes_their_mind_is_back_at_the_login_page(provider):
    client = Client()
    answer = client.post(START, {"process": "login"})
    state = parse_qs(urlsplit(answer.headers["Location"]).query)["state"][0]
    answer = client.get(f"/account/oidc/medewerkers/terug/?error=access_denied&state={state}")
    assert answer.headers["Location"] == LOGIN


def test_an_account_elsewhere_cannot_be_tied_to_ones_own(provider, guide, outsider):
    client = Client()
    client.force_login(outsider)
    there = requests.Session()
    there.get(f"{provider}/enter/gijs/", timeout=10)
    answer = client.post(f"{START}?process=connect", {"process": "connect"})
    back = there.get(answer.headers["Location"], allow_redirects=False, timeout=10)
    come_back(client, back.headers["Location"].removeprefix("http://testserver"))
    assert SocialAccount.objects.count() == 0
    assert client.session["_auth_user_id"] == str(outsider.pk)


def test_it_leads_only_to_our_own_pages(provider, guide):
    _client, answer = enter(provider, "gijs", "https://evil.example/")
    assert answer.headers["Location"] == "/beheer/"


def test_there_is_no_such_provider():
    assert Client().post("/account/oidc/ander/inloggen/").status_code == 404


def test_starting_takes_a_press_of_a_button(provider):
    """A link from elsewhere must not log anybody in."""
    answer = Client().get(START)
    assert answer.status_code == 200
    assert "Location" not in answer.headers


def test_who_has_a_second_factor_here_shows_it_here(provider, guide):
    TOTP.activate(guide, SECRET)
    client, answer = enter(provider, "gijs", "/beheer/")
    assert answer.headers["Location"] == "/account/inloggen/tweede-stap/"
    assert not is_in(client)
    answer = client.post("/account/inloggen/tweede-stap/", {"code": app_code()})
    assert answer.headers["Location"] == "/beheer/"
