"""What a request says of its own host or of the way it came is believed by nothing that leaves the portal."""

import re

import pytest
from django.test import Client

from core.models import OutgoingMail
from tests.initiatives.submitting import fill_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]
FORGED = [
    {"X-Forwarded-Host": "evil.example"},
    {"X-Forwarded-Host": "evil.example:443, localhost"},
    {"X-Forwarded-Server": "evil.example"},
    {"X-Host": "evil.example"},
    {"X-HTTP-Host-Override": "evil.example"},
    {"X-Original-URL": "//evil.example/"},
    {"X-Rewrite-URL": "//evil.example/"},
    {"X-Original-Host": "evil.example"},
    {"Forwarded": "for=1.2.3.4;host=evil.example;proto=https"},
    {"X-Forwarded-Proto": "evil"},
    {"X-Forwarded-Port": "666"},
    {"X-Forwarded-Prefix": "//evil.example"},
    {"X-Forwarded-Scheme": "evil"},
    {"X-Forwarded-Ssl": "on", "X-Forwarded-Host": "evil.example"},
    {"X-ProxyUser-Ip": "1.2.3.4", "True-Client-IP": "1.2.3.4", "CF-Connecting-IP": "1.2.3.4"},
    {"Referer": "https://evil.example/", "User-Agent": "https://evil.example/"},
    {"Host": "127.0.0.1"},
    {"Host": "localhost:666"},
]
FOREIGN = [
    "evil.example", "evil.example:80", "testserver.evil.example", "evil.example.testserver", "testserver@evil.example",
    "testserver:evil", "evil.example#testserver", "testserver, evil.example", "testserver\\evil", "[::1]", "[evil]",
    "127.0.0.1.evil.example", "localhost.evil.example", "localhost%00.evil.example", "localhost/evil.example", "",
    "локалхост", "localhost\u2028", "LOCALHOST.EVIL.EXAMPLE", "2130706433", "0x7f000001", "127.1", "*", ".localhost",
]  # fmt: skip


def link_in_the_mail(client: Client, headers: dict[str, str]) -> str:
    """The address in the mail that opens a draft, asked for with these headers."""
    fill_in(client)
    assert client.post("/indienen/later/", {"email": "noor@example.nl"}, headers=headers).status_code == 200
    return re.search(r"\S+/indienen/verder/", OutgoingMail.objects.latest("pk").text)[0]


@pytest.mark.parametrize("headers", FORGED, ids="_".join)
def test_a_link_in_a_mail_leads_to_the_portal(client: Client, headers: dict[str, str]) -> None:
    assert link_in_the_mail(client, headers) == "http://localhost:8000/indienen/verder/"


@pytest.mark.parametrize("headers", FORGED, ids="_".join)
def test_no_page_repeats_what_the_headers_say(client: Client, headers: dict[str, str]) -> None:
    pages = ("/", "/initiatieven/nieuws/", "/sitemap.xml", "/robots.txt", "/.well-known/security.txt", "/nergens/")
    for page in pages:
        answer = client.get(page, headers=headers)
        assert b"evil" not in answer.getvalue()
        assert b":666" not in answer.getvalue()


@pytest.mark.parametrize("host", FOREIGN)
def test_a_host_that_is_not_ours_gets_nothing(client: Client, host: str) -> None:
    fill_in(client)
    before = OutgoingMail.objects.count()
    answer = client.post("/indienen/later/", {"email": "noor@example.nl"}, HTTP_HOST=host)
    assert (answer.status_code, OutgoingMail.objects.count() - before) == (400, 0)
    assert b"evil" not in answer.content


def test_a_link_built_from_the_request_would_be_poisoned(client: Client, settings) -> None:
    """The negative control: with the host taken from a proxy's word, and any host allowed, a page repeats it."""
    settings.USE_X_FORWARDED_HOST, settings.ALLOWED_HOSTS = True, ["*"]
    request = client.get("/", headers={"X-Forwarded-Host": "evil.example"}).wsgi_request
    assert request.build_absolute_uri("/indienen/verder/") == "http://evil.example/indienen/verder/"
    assert link_in_the_mail(client, {"X-Forwarded-Host": "evil.example"}) == "http://localhost:8000/indienen/verder/"
