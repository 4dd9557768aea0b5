"""A form from elsewhere does nothing: every address, every method that could change something, admin included."""

from collections.abc import Iterable, Iterator
from itertools import cycle

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from accounts.models import User
from core.access import public
from teams.models import Team
from tests.harness.requests import MAY_BE_WRITTEN, WRITE
from tests.house.access_table import ACCESS
from tests.house.test_access_by_role import filled
from tests.house.urls import addresses
from tests.teams.session_form import fields

TOKEN = "a" * 32
FORM = "application/x-www-form-urlencoded"
# The text of a session form must survive the end of a login: a proof in the form stands in for the token, and
# without a good one the answer is 403 or the login (teams.proof; tests/teams/test_views_session_kept.py).
PROVEN_OTHERWISE = {
    "werkplek/<slug:number>/gesprek/",
    "werkplek/<slug:number>/gesprek/<int:pk>/aanpassen/",
    "werkplek/<slug:number>/gesprek/concept/",
    "werkplek/<slug:number>/gesprek/<int:pk>/aanpassen/concept/",
}
# RFC 8058: a mail program stops the mails by itself, with no cookie. The sealed token in the address is the proof; with
# another one nothing is written (tests/community/test_following.py).
PRESSED_BY_A_MAIL_PROGRAM = {"volgen/stop/<str:token>/"}

# The API only reads: it asks nobody for a token, and refuses every method that could change something.
READS_ONLY = {route for route in ACCESS if route.startswith("api/")}
OWN = set(ACCESS) - PROVEN_OTHERWISE - PRESSED_BY_A_MAIL_PROGRAM

pytestmark = pytest.mark.django_db


def strict_client(person: User | None = None) -> Client:
    """A browser that the tokens are really asked of."""
    client = Client(enforce_csrf_checks=True)
    if person:
        client.force_login(person)
    return client


def not_refused(client: Client, routes: Iterable[str], methods: tuple[str, ...], **headers: str) -> Iterator[str]:
    """Where a form from elsewhere is let in, or writes anything; the methods take turns."""
    for route, method in zip(sorted(routes), cycle(methods), strict=False):
        with CaptureQueriesContext(connection) as queries:
            answer = client.generic(method, filled(route), f"csrfmiddlewaretoken={TOKEN}", FORM, **headers)
        written = [query["sql"] for query in queries if writes(query["sql"])]
        if answer.status_code != (405 if route in READS_ONLY else 403) or written:
            yield f"{method} {route}: {answer.status_code} {written}"


def writes(sql: str) -> bool:
    """True for a statement that changes a table; that a session is used is no change."""
    found = WRITE.match(sql)
    return found is not None and found[1] not in MAY_BE_WRITTEN


def test_no_address_takes_a_form_without_a_token(guide: User) -> None:
    everything = {address.route for address in addresses()} - PROVEN_OTHERWISE - PRESSED_BY_A_MAIL_PROGRAM
    assert list(not_refused(strict_client(), everything, ("POST",))) == []
    assert list(not_refused(strict_client(guide), OWN, ("POST",))) == []
    assert list(not_refused(strict_client(guide), OWN, ("PUT", "PATCH", "DELETE"))) == []


def test_a_token_from_another_origin_is_no_token(guide: User) -> None:
    client = strict_client(guide)
    client.cookies["csrf"] = TOKEN
    assert list(not_refused(client, OWN, ("POST",), HTTP_ORIGIN="https://evil.example")) == []


def test_with_its_token_a_form_of_ours_is_taken(client: Client) -> None:
    ours = strict_client()
    ours.cookies["csrf"] = TOKEN
    answer = ours.post("/account/inloggen/", {"email": "noor@example.nl", "csrfmiddlewaretoken": TOKEN})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/inloggen/code/")


@pytest.mark.parametrize("route", sorted(PROVEN_OTHERWISE))
def test_without_a_proof_a_session_form_changes_nothing(guide: User, team: Team, route: str) -> None:
    """On a case that is there, so that nothing but the proof stands in the way."""
    address = filled(route).replace("ZW-2026-9999", team.case_number)
    for client in (strict_client(), strict_client(guide)):
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(address, fields(guide, agreed="Van elders", proof=""))
        assert answer.status_code in {403, 404}
        assert [query["sql"] for query in queries if writes(query["sql"])] == []


@csrf_exempt
@public
def unguarded(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<p>gedaan</p>")


urlpatterns = [path("plek/", unguarded)]


@pytest.mark.urls(__name__)
def test_an_address_that_asks_for_no_token_is_seen() -> None:
    """The negative control."""
    assert list(not_refused(strict_client(), ["plek/"], ("POST",))) == ["POST plek/: 200 []"]
