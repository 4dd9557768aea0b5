"""The fixed pages, the files that machines ask for, and the pages for when something goes wrong."""

import gzip
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.contrib.staticfiles import finders
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from django.urls import path, reverse
from django.utils.translation import override

from core.access import public
from initiatives.actions.defaults import load_defaults
from tests.factories import InitiativeFactory
from tests.public_pages import english_addresses, public_addresses
from zwolle.urls import handler400, handler403, handler404, handler500, urlpatterns  # noqa: F401
from zwolle.views import errors
from zwolle.views.pages import expiry

KILOBYTE = 1000
PAGE_BUDGET = 10 * KILOBYTE
STYLE_BUDGET = 6 * KILOBYTE
SCRIPT_BUDGET = 20 * KILOBYTE
WHOLE_BUDGET = 40 * KILOBYTE
REQUESTS = 6
BUDGET = (PAGE_BUDGET, STYLE_BUDGET, SCRIPT_BUDGET, WHOLE_BUDGET, REQUESTS)
ASSET = re.compile(r'(?:<link rel="(?:stylesheet|icon)" href|<script(?: type="module")? src)="/static/([^"]+)"')


@public
def break_down(request):
    """A page with a mistake in it."""
    raise RuntimeError("een fout in onze code")


@public
def refuse(request):
    """A page that nobody may see."""
    raise PermissionDenied


urlpatterns = [*urlpatterns, path("stuk/", break_down), path("verboden/", refuse)]


@pytest.fixture
def demo(settings) -> None:
    """Pages of the demonstration are there."""
    settings.DEMO = True


def packed(content: bytes) -> int:
    """How many bytes go over the wire."""
    return len(gzip.compress(content, 6))


def asset(name: str) -> bytes:
    """A static file, ours or a library's."""
    found = finders.find(name)
    assert found, name
    return Path(found).read_bytes()


# --- Budgets of bytes and requests --------------------------------------------------------------------------------
@pytest.mark.usefixtures("demo")
def test_every_public_page_stays_within_its_budget(client, public_initiative):
    load_defaults()
    fill_gallery()
    heavy = {}
    for name, address in (public_addresses("leesbankje") | english_addresses("leesbankje")).items():
        html = client.get(address).content
        names = ASSET.findall(html.decode())
        sizes = {asset_name: packed(asset(asset_name)) for asset_name in names}
        styles = sum(size for asset_name, size in sizes.items() if asset_name.endswith(".css"))
        scripts = sum(size for asset_name, size in sizes.items() if asset_name.endswith(".js"))
        measured = (packed(html), styles, scripts, packed(html) + sum(sizes.values()), 1 + len(names))
        if any(size > most for size, most in zip(measured, BUDGET, strict=True)):
            heavy[name] = measured
    assert heavy == {}


def fill_gallery() -> None:
    """A full page of long cards."""
    for _ in range(12):
        InitiativeFactory(title="Een tuin met een lange naam voor iedereen", summary="Wij maken. " * 30, public=True)


# --- Statements and files -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("address", ["/toegankelijkheid/", "/privacy/", "/en/toegankelijkheid/", "/en/privacy/"])
def test_statements(client, db, address):
    assert client.get(address).status_code == 200


@time_machine.travel("2026-12-24 10:00+01:00")
def test_security_txt(client, settings):
    settings.SECURITY_MAIL = "melden@zwolle.example"
    response = client.get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == (
        "Contact: mailto:melden@zwolle.example\n"
        "Expires: 2027-06-01T00:00:00+00:00\n"
        "Preferred-Languages: nl, en\n"
        f"Canonical: {settings.PUBLIC_ADDRESS}/.well-known/security.txt\n"
    )


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)),
        (datetime(2026, 6, 30, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)),
        (datetime(2026, 7, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)),
    ],
)
def test_security_txt_expires_within_half_a_year(now, until):
    assert expiry(now) == until


def test_robots_know_where_not_to_go(client, settings):
    settings.DEMO = False
    assert client.get("/robots.txt").content.decode() == (
        "User-agent: *\n"
        "Disallow: /account/\nDisallow: /beheer/\nDisallow: /indienen/\nDisallow: /mijn/\nDisallow: /werkplek/\n"
        f"Sitemap: {settings.PUBLIC_ADDRESS}/sitemap.xml\n"
    )
    settings.DEMO = True
    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"


def test_the_sitemap_has_the_pages_and_the_public_initiatives(client, public_initiative, initiative, settings):
    text = client.get("/sitemap.xml").content.decode()
    addresses = [address.removeprefix(settings.PUBLIC_ADDRESS) for address in re.findall("<loc>(.*?)</loc>", text)]
    assert addresses == [
        "/",
        "/initiatieven/",
        "/initiatieven/kaart/",
        "/agenda/",
        "/doelen/",
        "/knooppunten/",
        "/verhalen/",
        "/cijfers/",
        "/raad/",
        "/fonds/",
        "/fonds/register/",
        "/fonds/storingen/",
        "/leren/",
        "/toegankelijkheid/",
        "/privacy/",
        *[f"/doelen/{code}/" for code in ("7.1.1", *(f"V{number}" for number in range(1, 12)))],
        "/initiatieven/leesbankje/",
    ]
    assert "<lastmod>2026-03-02</lastmod>" in text


# --- When something goes wrong ------------------------------------------------------------------------------------
@pytest.fixture
def visitor(settings) -> Client:
    """Somebody who sees our error pages instead of a traceback."""
    settings.ROOT_URLCONF = "tests.zwolle.test_pages"
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/stuk/", 500, "Er gaat iets mis bij ons"),
        ("/verboden/", 403, "U mag deze pagina niet zien"),
        ("/bestaat-niet/", 404, "Deze pagina bestaat niet"),
    ],
)
def test_error_pages_are_in_the_house_style(visitor, db, address, status, words):
    response = visitor.get(address)
    page = response.content.decode()
    assert response.status_code == status
    assert f"<h1>{words}</h1>" in page
    assert "css/portal.css" in page
    assert "een fout in onze code" not in page


def test_a_500_needs_no_database(visitor):
    with connection.execute_wrapper(no_database):
        response = visitor.get("/stuk/")
    assert response.status_code == 500
    assert "<h1>Er gaat iets mis bij ons</h1>" in response.content.decode()


def no_database(*query: object) -> None:
    """What a database that is gone answers."""
    raise OperationalError


def test_a_500_speaks_english_on_an_english_page(visitor, db):
    with override("en"):
        assert '<html lang="en">' in errors.server_error(RequestFactory().get("/en/")).content.decode()


def test_a_question_that_makes_no_sense(rf):
    response = errors.bad_request(rf.get("/"))
    assert (response.status_code, "<h1>Dit adres klopt niet</h1>" in response.content.decode()) == (400, True)


def test_a_form_without_its_token(db):
    response = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "noor@example.nl"})
    page = response.content.decode()
    assert response.status_code == 403
    assert "<h1>Wij konden dit niet versturen</h1>" in page
    assert "uw tekst staat er nog" in page


# --- The catalogue ------------------------------------------------------------------------------------------------
def test_the_catalogue_is_a_page_of_the_demonstration(client, db, settings):
    settings.DEMO = True
    assert client.get("/demo/componenten/").status_code == 200
    settings.DEMO = False
    assert client.get("/demo/componenten/").status_code == 404
