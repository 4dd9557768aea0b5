import errno
import logging
from http.cookies import SimpleCookie

import pytest
from django.conf import LazySettings, settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from core import middleware
from core.access import public
from zwolle import urls

pytestmark = pytest.mark.django_db


@public
def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<!doctype html><html lang=nl><title>x</title><p>x</p></html>")


@public
def cached(request: HttpRequest, name: str) -> HttpResponse:
    response = plain(request)
    response["Cache-Control"] = "public, max-age=60"
    return response


@public
def photo(request: HttpRequest) -> HttpResponse:
    response = plain(request)
    response["Cache-Control"] = "private, max-age=3600"
    return response


@public
def broken(request: HttpRequest) -> HttpResponse:
    raise ValueError


@public
def without_database(request: HttpRequest) -> HttpResponse:
    raise OperationalError


@public
def full(request: HttpRequest) -> HttpResponse:
    raise OSError(errno.ENOSPC, "No space left on device")


urlpatterns = [
    path("vreemd/full/", full),
    path("vreemd/plain/", plain),
    path("vreemd/<str:name>/cached/", cached),
    path("vreemd/photo/", photo),
    path("vreemd/broken/", broken),
    path("vreemd/without-database/", without_database),
    *urls.urlpatterns,
]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


@pytest.fixture
def visitor(settings: LazySettings) -> Client:
    """A browser of somebody who gets the error pages and not the exceptions."""
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/vreemd/plain/", 200),
        ("/bestaat-niet/", 404),
        ("/vreemd/plain/?x=%00", 400),
        ("/vreemd/%00/cached/", 400),
        ("/vreemd/broken/", 500),
        ("/vreemd/without-database/", 503),
        ("/vreemd/full/", 503),
        ("/static/bestaat-niet.css", 404),
    ],
)
def test_every_answer_has_the_whole_set_of_headers(visitor: Client, address: str, status: int):
    response = visitor.get(address)
    assert response.status_code == status
    headers = {
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
    }
    assert {name: response.get(name) for name in headers} == headers
    assert "default-src 'none'" in response["Content-Security-Policy"].split("; ")


def test_without_the_database_people_are_asked_to_come_back(visitor: Client):
    response = visitor.get("/vreemd/without-database/")
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert b"Het ligt niet aan u." in response.content


def test_what_belongs_to_a_session_is_not_kept(visitor: Client):
    assert visitor.get("/vreemd/an/cached/")["Cache-Control"] == "public, max-age=60"
    visitor.cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: "abcdefghijklmnop"})
    assert visitor.get("/vreemd/an/cached/")["Cache-Control"] == "no-store, private"
    assert visitor.get("/vreemd/plain/")["Cache-Control"] == "no-store, private"
    assert visitor.get("/vreemd/photo/")["Cache-Control"] == "private, max-age=3600"


@pytest.mark.parametrize(
    "query",
    [
        "x=%00",
        "%00=x",
        "x=a%00b&y=1",
        "x=" + "a" * 4_000,
        "&".join(f"x{number}=" for number in range(600)),
    ],
)
def test_a_query_nobody_typed_is_a_bad_request(visitor: Client, query: str):
    response = visitor.get(f"/vreemd/plain/?{query}")
    assert response.status_code == 400
    assert b"Dit adres klopt niet" in response.content


def test_odd_queries_are_answered(visitor: Client):
    for query in ("x=%ff%fe", "x=%ED%A0%80", "x[]=1&x[a]=2", "=", "&&&", "%", "x=%F0%9F%8C%B1", "page=1e12"):
        assert visitor.get(f"/vreemd/plain/?{query}").status_code == 200


def test_a_nul_in_a_cookie_is_a_bad_request(visitor: Client):
    cookie = f'{settings.SESSION_COOKIE_NAME}="\\000bcdefghijklmnop"'
    assert visitor.get("/vreemd/plain/", headers={"cookie": cookie}).status_code == 400


def test_a_nul_in_a_form_is_a_bad_request(visitor: Client):
    assert visitor.post("/vreemd/plain/", {"x": "a\x00b"}).status_code == 400
    assert visitor.post("/vreemd/plain/", {"a\x00b": "x"}).status_code == 400
    assert visitor.post("/vreemd/plain/", {"x": "ab"}).status_code == 200


def test_ten_megabytes_of_text_are_too_large(visitor: Client):
    response = visitor.post("/vreemd/plain/", {"x": "a" * 10_000_000})
    assert response.status_code == 413
    assert b"Dit is te groot" in response.content


def test_text_without_a_form_around_it_is_too_large_too(visitor: Client):
    form = "x=" + "a" * 10_000_000
    response = visitor.post("/vreemd/plain/", form, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 413


def test_a_request_above_the_limit_is_refused_unread(visitor: Client, settings: LazySettings):
    settings.LARGEST_REQUEST = 1_000
    response = visitor.post("/vreemd/plain/", {"x": "a" * 2_000})
    assert response.status_code == 413


def test_ten_thousand_fields_are_a_bad_request(visitor: Client):
    assert visitor.post("/vreemd/plain/", {f"x{number}": "1" for number in range(10_000)}).status_code == 400


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("--x\r\nrubbish", "multipart/form-data; boundary=x"),
        ("x=1", "multipart/form-data"),
        ("x=%C3", "application/x-www-form-urlencoded; charset=latin-1"),
        ("x=1", "application/x-www-form-urlencoded; charset=rubbish"),
        ("{", "application/json"),
        ("\x00\x01", "text/plain"),
    ],
)
def test_odd_bodies_are_answered(visitor: Client, body: str, content_type: str):
    assert visitor.generic("POST", "/vreemd/plain/", body, content_type).status_code in {200, 400}


@pytest.mark.parametrize("length", ["-1", "abc", "", "9" * 30, "１２"])
def test_an_odd_length_is_no_length(length: str):
    request = HttpRequest()
    request.META["CONTENT_LENGTH"] = length
    assert middleware._content_length(request) == 0


HOSTS = [
    "evil.example", "evil.example:80", "testserver.evil.example", "testserver@evil.example", "testserver:evil",
    "evil.example#testserver", "testserver, evil.example", "testserver\\evil", "[::1]", "127.0.0.1.evil.example", "",
]  # fmt: skip


@pytest.mark.parametrize("host", HOSTS)
def test_a_foreign_host_is_a_bad_request(visitor: Client, host: str):
    response = visitor.get("/vreemd/plain/", headers={"host": host})
    assert response.status_code == 400
    assert b"evil" not in response.content


def test_a_forwarded_host_is_not_believed(visitor: Client):
    request_headers = {"x-forwarded-host": "evil.example", "x-forwarded-proto": "https", "x-forwarded-port": "1"}
    assert visitor.get("/vreemd/plain/", headers=request_headers).status_code == 200
    assert b"evil" not in visitor.get("/bestaat-niet/", headers=request_headers).content


def test_a_request_is_logged_by_its_route(visitor: Client, caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.INFO, "portal.request"):
        visitor.get("/vreemd/an/cached/?geheim=1")
        visitor.get("/bestaat-niet/")
        visitor.get("/static/bestaat-niet.css")
    lines = [record.getMessage().rsplit(" ", 2)[0] for record in caplog.records if record.name == "portal.request"]
    assert lines == ["GET /vreemd/<str:name>/cached/ 200", "GET - 404", "GET /static/ 404"]
