"""Negative controls of the harness: each thing it forbids is done once here, and must be seen."""

import logging
import socket
import warnings
from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context, Origin, Template
from django.test import RequestFactory
from django.urls import path
from pytest_socket import SocketConnectBlockedError

from accounts.models import User
from city.models import Stadsdeel
from core.access import public
from tests.harness import expecting_faults
from tests.harness.markup import problems_of_markup
from tests.harness.requests import (
    HEADERS,
    PAGE_POLICY,
    PLACE_ASKED,
    WatchRequests,
    problems_of_headers,
    problems_of_keeping,
)
from tests.harness.templates import is_ours

GOOD_HEADERS = HEADERS | {"Content-Security-Policy": PAGE_POLICY}


def answer(view: Callable[[HttpRequest], HttpResponse], method: str = "get") -> list[str]:
    """The faults of one request to this view."""
    with expecting_faults() as faults:
        WatchRequests(view)(getattr(RequestFactory(), method)("/plek/"))
    return faults


def making_a_row(request: HttpRequest) -> HttpResponse:
    Stadsdeel.objects.create(slug="proef", name="Proef")
    return HttpResponse(headers=GOOD_HEADERS)


def proving(verb: str) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO core_auditentry (at, verb, subject_type, subject_id, case_number, before, after)"
                " VALUES (CURRENT_TIMESTAMP, %s, 'initiatives.initiative', '1', '', '{}', '{}')",
                [verb],
            )
        return HttpResponse(headers=GOOD_HEADERS)

    return view


def test_reading_that_writes_is_a_fault(db):
    assert answer(making_a_row) == ["GET /plek/ writes to city_stadsdeel"]


def test_posting_may_write(db):
    assert answer(making_a_row, "post") == []


def test_reading_may_say_who_saw_a_case(db):
    assert answer(proving("initiative.seen")) == []


def test_reading_may_prove_nothing_else(db):
    assert answer(proving("initiative.published")) == ["GET /plek/ writes to core_auditentry"]


@pytest.mark.parametrize("missing", sorted(GOOD_HEADERS))
def test_a_missing_header_is_a_fault(missing):
    left = {name: value for name, value in GOOD_HEADERS.items() if name != missing}
    assert problems_of_headers(HttpResponse(headers=left))[0].startswith(missing)


def test_a_page_that_may_ask_where_somebody_is_is_a_fault():
    asking = HttpResponse(headers={**GOOD_HEADERS, "Permissions-Policy": PLACE_ASKED["/werkplek/spotten/"]})
    assert problems_of_headers(asking, "/werkplek/spotten/") == []
    assert problems_of_headers(asking, "/werkplek/")[0].startswith("Permissions-Policy")


@pytest.mark.parametrize(
    "loose",
    [
        PAGE_POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'"),
        PAGE_POLICY.replace("default-src 'none'; ", ""),
        PAGE_POLICY.replace("img-src 'self'", "img-src *"),
    ],
)
def test_a_policy_that_allows_more_is_a_fault(loose):
    problems = problems_of_headers(HttpResponse(headers=GOOD_HEADERS | {"Content-Security-Policy": loose}))
    assert [problem.partition(" is ")[0] for problem in problems] == ["Content-Security-Policy"]


def test_a_cookie_that_scripts_can_read_is_a_fault():
    response = HttpResponse(headers={"Cache-Control": "no-store"})
    response.set_cookie("sessie", "geheim")
    request = RequestFactory().get("/plek/")
    assert list(problems_of_keeping(request, response)) == [
        "cookie sessie is {'httponly': '', 'samesite': '', 'path': '/'}"
    ]


def test_a_page_of_somebody_that_others_may_keep_is_a_fault():
    request = RequestFactory().get("/plek/")
    request.COOKIES["sessie"] = "x"
    response = HttpResponse(headers={"Cache-Control": "public, max-age=60"})
    assert list(problems_of_keeping(request, response)) == [
        "belongs to a session, and Cache-Control is 'public, max-age=60'"
    ]


@public
def careless(request: HttpRequest) -> HttpResponse:
    Stadsdeel.objects.create(slug="proef", name="Proef")
    return HttpResponse("<p></div>", headers={"Content-Security-Policy": "default-src *"})


urlpatterns = [path("plek/", careless)]


@pytest.mark.urls(__name__)
def test_every_request_of_every_test_is_watched(client, db):
    with expecting_faults() as faults:
        client.get("/plek/")
    assert [fault.partition(":")[0] for fault in faults] == ["GET /plek/ writes to city_stadsdeel", *["GET /plek/"] * 2]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<!doctype html><title>x</title><p>goed</p>", ()),
        ("<p>een deel</p>", ()),
        (
            "<!doctype html><title>x</title><p></div>",
            ("line 1: End tag (div) seen too early. Expected other end tag.",),
        ),
        ('<p id="a"></p><p id="a"></p>', ("id 'a' stands 2 times",)),
    ],
)
def test_markup_a_browser_would_have_to_guess_is_a_fault(text, problem):
    assert problems_of_markup(HttpResponse(text)) == problem


@pytest.mark.parametrize(
    "source",
    ["{{ nothing }}", "{% if nothing and 1 %}{% endif %}", "{% for x in nothing %}{% endfor %}"],
)
def test_an_undefined_variable_in_our_template_is_a_fault(source, settings):
    origin = Origin(str(settings.ROOT / "templates" / "proef.html"))
    with expecting_faults() as faults:
        Template(source, origin=origin).render(Context())
    assert [fault.rpartition(": ")[2] for fault in faults] == ["{{ nothing }}"]


def test_an_undefined_variable_in_a_librarys_template_is_not_ours_to_mend(settings):
    assert not is_ours(settings.ROOT / ".venv" / "lib" / "admin" / "index.html")


@pytest.mark.parametrize(
    ("line", "is_fault"),
    [("welcome, Noor Velthuis", True), ("login of account 17", False), ("to noor@example.nl", False)],
)
def test_a_line_of_the_log_that_names_a_person_is_a_fault(line, is_fault):
    """The address is left out by the formatter; a name only whoever logs can leave out."""
    with expecting_faults() as faults:
        logging.getLogger("portal.x").warning(line)
    assert bool(faults) is is_fault


def test_a_warning_is_an_error():
    with pytest.raises(UserWarning):
        warnings.warn("oud", UserWarning, stacklevel=1)


def test_no_test_reaches_outside():
    with socket.socket() as probe, pytest.raises(SocketConnectBlockedError):
        probe.connect(("192.0.2.1", 80))


@pytest.mark.sqlite
def test_rows_without_an_order_come_out_backwards(db):
    for number in range(3):
        Stadsdeel.objects.create(slug=f"deel-{number}", name=f"Deel {number}")
    assert list(Stadsdeel.objects.order_by().values_list("slug", flat=True)) == ["deel-2", "deel-1", "deel-0"]


def test_the_world_stands(initiative, team, public_initiative, fund_officer, outsider, goal):
    assert User.objects.count() == 6
