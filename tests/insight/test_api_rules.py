"""The NL API Design Rules, each by its name, held by the API and by its OpenAPI document."""

import gzip
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import BadRequest
from django.db import OperationalError
from django.test import Client, RequestFactory

from core.limits import Room
from insight.api.asked import PAGE, SIZE
from insight.api.versions import CHANGES
from insight.queries.open_data import DATASETS
from tests.insight.api_rows import API, ask, rows
from zwolle.views import errors

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NAMES = [each.name for each in DATASETS]
PROBLEM = "application/problem+json"
ADDRESSES = ["", "/openapi.json", "/catalogus", *(f"/{name}" for name in NAMES), "/wijken.geojson", "/wijken.csv"]
WRONG = ["/initiatieven/", "/niets", "/initiatieven?x=1", "/initiatieven/ZW-2026-9999", "/doelen.geojson", "/"]


@pytest.fixture
def document(client, town) -> dict:
    return ask(client, "/openapi.json")


# --- Where it stands and how it is called ---------------------------------------------------------------------------
def test_uri_version_and_naming_collections(document):
    assert [server["url"] for server in document["servers"]] == ["http://localhost:8000/api/v1"]
    assert [
        *("initiatieven", "posities", "doelen", "toekenningen", "verhalen", "agenda", "knooppunten", "uitdagingen"),
        *("cijfers", "wijken", "themas"),
    ] == NAMES


def test_no_trailing_slash_is_404_and_no_redirect(client, town, document):
    assert [path for path in document["paths"] if path.endswith("/")] == []
    for path in ("/initiatieven/", "/openapi.json/", "/initiatieven/ZW-2026-0002/", "/"):
        assert client.get(f"{API}{path}").status_code == 404


def test_kebab_case_paths_and_camel_case_keys(document):
    words = [word for path in document["paths"] for word in path.split("/") if word and not word.startswith("{")]
    assert [word for word in words if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)?", word)] == []
    names = {PAGE, SIZE, *(each.name for dataset in DATASETS for each in dataset.filters)}
    names |= {field.name for dataset in DATASETS for field in dataset.fields}
    assert [name for name in names if not re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", name)] == []


def test_only_standard_methods_and_only_reading(document):
    assert {method for path in document["paths"].values() for method in path} == {"get"}


# --- Methods --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("path", ["/initiatieven", "/openapi.json", "/niets"])
def test_every_other_method_is_405_with_what_is_allowed(town, method, path):
    response = Client(enforce_csrf_checks=True).generic(method, f"{API}{path}", b"{}", "application/json")
    assert (response.status_code, response["Allow"], response["Content-Type"]) == (405, "GET, HEAD, OPTIONS", PROBLEM)


def test_head_is_get_without_a_body(client, open_town):
    for path in ("/initiatieven", "/initiatieven.csv", "/wijken.geojson", "/openapi.json"):
        head, get = client.head(f"{API}{path}"), client.get(f"{API}{path}")
        assert (head.status_code, head["Content-Type"], head.getvalue()) == (200, get["Content-Type"], b"")
        assert head.get("ETag") == get.get("ETag")


def test_options_lets_a_script_of_any_site_read(client, town):
    response = client.options(f"{API}/initiatieven", headers={"Origin": "https://elders.example"})
    assert (response.status_code, response.content, response["Allow"]) == (204, b"", "GET, HEAD, OPTIONS")
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response["Access-Control-Allow-Headers"] == "Accept, If-None-Match"


# --- What every answer carries --------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", [*ADDRESSES, *WRONG])
def test_version_header_cors_and_security_headers_on_every_answer(client, town, path):
    response = client.get(f"{API}{path}", headers={"Origin": "https://elders.example"})
    assert response["API-Version"] == settings.API_VERSION
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert (response["X-Content-Type-Options"], response["X-Frame-Options"]) == ("nosniff", "DENY")
    listed = response.status_code == 200 and not path.endswith((".csv", ".geojson"))
    assert response["Cache-Control"] == ("no-cache" if listed else "no-store")
    assert response.cookies == {}


def test_strict_transport_security_where_there_is_https(client, town, settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    assert client.get(f"{API}/themas", secure=True)["Strict-Transport-Security"].startswith("max-age=31536000")


# --- Documentation and versions -------------------------------------------------------------------------------------
def test_publish_openapi_open_to_any_site_with_contact(client, town):
    response = client.get(f"{API}/openapi.json")
    said = response.json()
    assert (response["Content-Type"], response["Access-Control-Allow-Origin"]) == ("application/json", "*")
    assert said["openapi"] == "3.1.0"
    assert said["info"]["contact"] == {
        "name": "Beheer open data van Initiatiefrijk Zwolle",
        "email": settings.HELP_MAIL,
        "url": "http://localhost:8000/data/",
    }
    assert said["info"]["license"] == {
        "name": "CC0 1.0",
        "url": "https://creativecommons.org/publicdomain/zero/1.0/deed.nl",
    }


def test_semver_and_changelog(client, document):
    assert re.fullmatch(r"\d+\.\d+\.\d+", settings.API_VERSION)
    assert document["info"]["version"] == settings.API_VERSION
    assert CHANGES[0].version == settings.API_VERSION
    page = client.get("/data/").content.decode()
    assert all(f"<h3>{change.version}" in page for change in CHANGES)


def test_the_documentation_is_in_dutch_whatever_the_browser_speaks(client, town):
    assert "Wat bewoners beginnen" in ask(client, "/openapi.json", **{"Accept-Language": "en"})["info"]["summary"]


# --- Errors ---------------------------------------------------------------------------------------------------------
def problem_of(response) -> dict:
    assert response["Content-Type"] == PROBLEM
    said = response.json()
    assert (said["status"], said.keys() >= {"title", "detail"}) == (response.status_code, True)
    return said


@pytest.mark.parametrize("path", ["/niets", "/initiatieven/ZW-2026-9999", "/posities/1", "/doelen.geojson", "x/y/z"])
def test_404_is_a_problem(client, town, path):
    assert problem_of(client.get(f"{API}{path}"))["title"] == "Niet gevonden"


def test_an_address_beside_the_version_is_a_problem_too(client, town):
    assert problem_of(client.get("/api/v2/initiatieven"))["status"] == 404
    assert client.get("/api", follow=True).status_code == 404


def test_invalid_input_is_400_with_all_errors_at_once(client, open_town):
    said = problem_of(
        client.get(f"{API}/initiatieven?wijk=x&page=0&pageSize=101&sinds=2026-02-30&status=&foo=1&thema=a&thema=b")
    )
    assert {error["location"]["name"]: error["code"] for error in said["errors"]} == {
        "wijk": "choice",
        "page": "number",
        "pageSize": "number",
        "sinds": "date",
        "status": "empty",
        "foo": "unknown",
        "thema": "repeated",
    }
    assert said["errors"][1] == {
        "in": "query",
        "location": {"name": "page"},
        "code": "number",
        "detail": "Geef een heel getal van 1 tot en met 10000.",
    }


@pytest.mark.parametrize(
    "query",
    ["page=1.0", "page=-1", "page=1e3", "page=１", "page=10001", "page=1%0A", "sinds=20260311",
     "sinds=2026-W11-1", "sinds=9999-01-01", "Page=1", "wijk__slug=assendorp", "owner__password__startswith=a",
     "format=json", "_connector=OR", "wijk=assendorp'--", "wijk=ASSENDORP", "page=", "initiatief=%0A"],
)  # fmt: skip
def test_what_does_not_fit_is_400(client, open_town, query):
    assert problem_of(client.get(f"{API}/initiatieven?{query}"))["status"] == 400


def test_a_file_is_whole_and_a_single_thing_takes_no_question(client, open_town):
    for path in ("/initiatieven.csv?page=2", "/initiatieven/ZW-2026-0002?wijk=assendorp", "/openapi.json?x=1", "?x=1"):
        assert problem_of(client.get(f"{API}{path}"))["status"] == 400


@pytest.mark.parametrize(
    "accept", ["text/html", "application/xml", "image/*", "application/problem+json", "\x00", "a" * 9000]
)
def test_406_says_which_formats_there_are(client, town, accept):
    said = problem_of(client.get(f"{API}/wijken", headers={"Accept": accept}))
    assert (said["status"], said["detail"]) == (406, "Kies een van: application/json, application/geo+json, text/csv.")
    assert problem_of(client.get(f"{API}/wijken/WK019313", headers={"Accept": accept}))["status"] == 406


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        ("text/csv", "text/csv"),
        ("application/geo+json", "application/geo+json"),
        ("text/csv;q=0.5, application/geo+json", "application/geo+json"),
        ("text/html, */*;q=0.1", "application/json"),
        ("application/json;q=0, text/csv", "text/csv"),
    ],
)
def test_the_format_is_what_the_question_likes_best(client, town, accept, kind):
    headers = {"Accept": accept} if accept else {}
    response = client.get(f"{API}/wijken", headers=headers)
    assert response["Content-Type"].partition(";")[0] == kind
    assert "Accept" in response["Vary"]


def test_what_the_middleware_refuses_is_a_problem(client, town):
    assert problem_of(client.get(f"{API}/initiatieven?wijk=%00"))["status"] == 400
    assert problem_of(client.get(f"{API}/initiatieven?x={'a' * 5000}"))["status"] == 400
    assert problem_of(client.get(f"{API}/initiatieven", headers={"Host": "evil.example"}))["status"] == 400
    assert problem_of(client.get(f"{API}/initiatieven", CONTENT_LENGTH=str(10**12)))["status"] == 413


def test_a_fault_of_ours_is_a_problem_without_what_went_wrong(monkeypatch, town):
    monkeypatch.setattr("insight.views.api.last_news", lambda *_: 1 / 0)
    response = Client(raise_request_exception=False).get(f"{API}/themas")
    assert problem_of(response)["status"] == 500
    assert "division" not in response.content.decode()
    assert response["API-Version"] == settings.API_VERSION


def test_a_database_that_is_away_is_a_problem_and_says_when_to_come_back():
    request = RequestFactory().get(f"{API}/themas")
    try:
        raise OperationalError
    except OperationalError:
        response = errors.server_error(request)
    assert (response.status_code, response["Retry-After"], response["Content-Type"]) == (503, "30", PROBLEM)
    assert errors.bad_request(request, BadRequest()).status_code == 400
    assert errors.forbidden(request).status_code == 403
    assert errors.not_found(request).status_code == 404


def test_elsewhere_an_error_is_still_a_page(client, town):
    assert client.get("/apiculture/")["Content-Type"] == "text/html; charset=utf-8"


# --- Days and moments -----------------------------------------------------------------------------------------------
def test_days_are_days_and_moments_are_in_utc(client, open_town, document):
    schemas = document["components"]["schemas"]
    days = {
        name
        for schema in schemas.values()
        for name, field in schema["properties"].items()
        if field.get("format") == "date"
    }
    assert days == {
        *("ingenomenOp", "opnieuwBekijkenOp", "besluitOp", "van", "totEnMet"),
        *("gewenstVanaf", "ingediendOp", "verderPratenTot", "afspraakVan", "afspraakTot"),
    }
    assert rows(client, "/posities")[0]["ingenomenOp"] == "2026-03-09"
    assert rows(client, "/initiatieven")[0]["laatsteNieuws"] == "2026-03-09T22:30:00Z"
    assert "2026-03-09T22:30:00Z" in client.get(f"{API}/initiatieven.csv").getvalue().decode()


# --- Pages ----------------------------------------------------------------------------------------------------------
def linked(response) -> dict[str, str]:
    return {rel: address for address, rel in re.findall(r'<([^>]+)>; rel="(\w+)"', response.get("Link", ""))}


def test_pages_are_linked_with_the_same_question(client, town):
    response = client.get(f"{API}/wijken?pageSize=5&page=2")
    found = linked(response)
    assert {rel: parse_qs(urlsplit(address).query) for rel, address in found.items()} == {
        "first": {"pageSize": ["5"], "page": ["1"]},
        "prev": {"pageSize": ["5"], "page": ["1"]},
        "next": {"pageSize": ["5"], "page": ["3"]},
        "last": {"pageSize": ["5"], "page": ["4"]},
    }
    assert found["next"].startswith("http://localhost:8000/api/v1/wijken?")
    assert set(linked(client.get(f"{API}/wijken?pageSize=5&page=4"))) == {"first", "prev", "last"}
    assert set(linked(client.get(f"{API}/wijken?pageSize=5&page=40"))) == {"first", "prev", "last"}


@pytest.mark.parametrize("name", NAMES)
def test_walking_the_pages_gives_each_thing_once(client, open_town, award, name):
    whole = rows(client, f"/{name}?pageSize=100")
    walked, path = [], f"{API}/{name}?pageSize=3"
    while path:
        response = client.get(path)
        walked += response.json()["resultaten"]
        path = linked(response).get("next", "").removeprefix("http://localhost:8000")
    assert walked == whole


# --- Kept as long as it is asked after ------------------------------------------------------------------------------
def test_who_has_it_already_gets_304_until_it_changes(client, open_town):
    first = client.get(f"{API}/initiatieven")
    mark = first["ETag"]
    again = client.get(f"{API}/initiatieven", headers={"If-None-Match": mark})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", mark)
    assert again["API-Version"] == settings.API_VERSION
    assert client.get(f"{API}/initiatieven", headers={"If-None-Match": f"W/{mark}"}).status_code == 304
    type(open_town).objects.filter(pk=open_town.pk).update(published_at=None)
    assert client.get(f"{API}/initiatieven", headers={"If-None-Match": mark}).status_code == 200


def test_last_modified_is_the_last_news_and_never_keeps_what_was_taken_back(client, open_town):
    response = client.get(f"{API}/initiatieven")
    assert response["Last-Modified"] == "Mon, 09 Mar 2026 22:30:00 GMT"
    type(open_town).objects.filter(pk=open_town.pk).update(published_at=None)
    since = {"If-Modified-Since": response["Last-Modified"]}
    assert client.get(f"{API}/initiatieven", headers=since).status_code == 200


def test_a_condition_that_does_not_hold_is_a_problem(client, town):
    assert problem_of(client.get(f"{API}/wijken", headers={"If-Match": '"x"'}))["status"] == 412


def test_answers_are_compressed_for_who_takes_that(client, town):
    plain, packed = client.get(f"{API}/wijken"), client.get(f"{API}/wijken", headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    again = client.get(f"{API}/wijken", headers={"Accept-Encoding": "gzip", "If-None-Match": packed["ETag"]})
    assert again.status_code == 304
    stream = client.get(f"{API}/wijken.csv", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(stream.getvalue()) == client.get(f"{API}/wijken.csv").getvalue()


# --- So much a minute -----------------------------------------------------------------------------------------------
@pytest.fixture
def three_a_minute(settings, town):
    caches["counts"].clear()
    settings.API_READS_A_MINUTE = 3
    yield
    caches["counts"].clear()


def limits(response) -> tuple[str, ...]:
    names = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "RateLimit-Policy", "RateLimit")
    return tuple(response[name] for name in names)


def test_so_much_a_minute_and_the_headers_say_how_much_is_left(client, three_a_minute, clock):
    clock.move_to(datetime(2026, 3, 11, 9, 0, 20, tzinfo=UTC))
    first = client.get(f"{API}/themas")
    assert limits(first) == ("3", "2", "40", '"minuut";q=3;w=60', '"minuut";r=2;t=40')
    assert [client.get(f"{API}/themas").status_code for _ in range(3)] == [200, 200, 429]
    refused = client.get(f"{API}/themas")
    assert (problem_of(refused)["status"], refused["Retry-After"]) == (429, "40")
    assert limits(refused) == ("3", "0", "40", '"minuut";q=3;w=60', '"minuut";r=0;t=40')
    clock.shift(timedelta(seconds=40))
    assert client.get(f"{API}/themas").status_code == 200


def test_each_network_has_its_own_room(client, three_a_minute):
    for address in ("198.51.100.7", "198.51.100.8", "2001:db8:1::1", "2001:db8:2::1"):
        assert client.get(f"{API}/themas", REMOTE_ADDR=address).status_code == 200
    same = [client.get(f"{API}/themas", REMOTE_ADDR=f"2001:db8:1::{number}").status_code for number in range(2, 5)]
    assert same == [200, 200, 429]
    assert (
        client.get(f"{API}/themas", REMOTE_ADDR="198.51.100.8", headers={"X-Forwarded-For": "9.9.9.9"}).status_code
        == 200
    )


def test_a_file_weighs_ten_pages(client, three_a_minute, settings):
    settings.API_READS_A_MINUTE = 12
    response = client.get(f"{API}/wijken.geojson")
    assert (response.status_code, response["RateLimit-Remaining"]) == (200, "2")
    assert problem_of(client.get(f"{API}/wijken.geojson"))["status"] == 429


def test_what_is_refused_or_missing_counts_too(client, three_a_minute):
    assert [client.get(f"{API}{path}").status_code for path in ("/niets", "/wijken?x=1", "/niets/", "/wijken")] == [
        404,
        400,
        404,
        429,
    ]


def test_without_the_count_nothing_would_be_refused(client, three_a_minute, monkeypatch):
    """The negative control."""
    monkeypatch.setattr(
        "insight.api.door.count_reading", lambda *_, **facts: Room(facts["times"], 3, 60, is_over=False)
    )
    assert [client.get(f"{API}/themas").status_code for _ in range(5)] == [200] * 5
