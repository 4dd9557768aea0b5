"""Wherever an address or a form says where to go next, it is only to a page of the portal itself."""

from collections.abc import Iterator
from itertools import cycle
from urllib.parse import urlencode

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import Client
from django.urls import path

from accounts.models import User
from core.access import public
from tests.house.access_table import ACCESS
from tests.house.test_access_by_role import filled

ELSEWHERE = [
    "//evil.example", "///evil.example", "////evil.example", "/\\evil.example", "\\\\evil.example", "\\/evil.example",
    "https://evil.example", "http:///evil.example", "https:evil.example", "HTTPS:evil.example", "http:\\\\evil.example",
    "/\t/evil.example", "\t//evil.example", " //evil.example", "/\n/evil.example", "//evil.example\r\nX-A: b",
    "//localhost:8000@evil.example", "http://testserver@evil.example/", "http://testserver.evil.example/",
    "//evil.example/%2f..", "/%09/evil.example", "javascript:alert(1)", "data:text/html,x", "//evil。example",
    "//[::1]:80/evil.example", "//evil.example#/mijn/", "https://testserver:x@evil.example", "/;@evil.example",
    "//%65vil.example", "/\x00/evil.example", "//evil.example?/mijn/", "http://evil.example\\@testserver/",
]  # fmt: skip
NAMES = ("next", "redirect_to", "url", "return", "return_to", "continue", "terug", "to", "r", "callback", "success_url")
WRITTEN_FORM = "application/x-www-form-urlencoded"

pytestmark = pytest.mark.django_db


def is_ours(location: str) -> bool:
    """True for a path that no browser takes for another host, and for the portal's own host."""
    tidy = location.strip().replace("\t", "").replace("\n", "").replace("\\", "/")
    return tidy.startswith("http://testserver/") or (tidy.startswith(("/", "?")) and not tidy.startswith("//"))


def led_away(client: Client, routes: list[str], corpus: list[str]) -> Iterator[str]:
    """Where somebody is sent off the portal; the corpus goes round over the addresses."""
    turns = cycle(corpus)
    for route in routes:
        target = next(turns)
        asked = urlencode(dict.fromkeys(NAMES, target))
        address = f"{filled(route)}?{asked}"
        for answer in (client.get(address), client.post(address, asked, WRITTEN_FORM)):
            location = answer.headers.get("Location", "/")
            if not is_ours(location):
                yield f"{route} with {target!r} leads to {location!r}"


@pytest.mark.parametrize("who", ["nobody", "guide"])
def test_no_address_leads_elsewhere(client: Client, guide: User, who: str) -> None:
    if who == "guide":
        client.force_login(guide)
    assert list(led_away(client, sorted(ACCESS), ELSEWHERE)) == []


READS_NEXT = [
    "account/inloggen/",
    "account/inloggen/code/",
    "account/inloggen/code/opnieuw/",
    "account/inloggen/tweede-stap/",
    "account/bevestigen/",
    "account/bevestigen/code/",
    "account/bevestigen/code/sturen/",
    "account/bevestigen/app/",
    "account/uitloggen/",
    "beheer/login/",
]


@pytest.mark.parametrize("route", READS_NEXT)
def test_who_reads_where_to_go_next_is_not_fooled(client: Client, initiator: User, route: str) -> None:
    for target in ELSEWHERE:
        client.force_login(initiator)
        assert list(led_away(client, [route], [target])) == []


@pytest.mark.parametrize(
    "way", ["//evil.example", "//evil.example/mijn", "/\\evil.example", "//evil.example/%2e%2e/mijn"]
)
def test_an_address_that_looks_like_a_host_is_an_address(client: Client, way: str) -> None:
    answer = client.get("/", PATH_INFO=way)
    assert is_ours(answer.headers.get("Location", "/"))


@public
def trusting(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(request.GET.get("next", "/"))


urlpatterns = [path("plek/", trusting)]


@pytest.mark.urls(__name__)
def test_a_view_that_trusts_its_address_is_seen(client: Client) -> None:
    """The negative control."""
    assert (
        list(led_away(client, ["plek/"], ["//evil.example"]))
        == ["plek/ with '//evil.example' leads to '//evil.example'"] * 2
    )
