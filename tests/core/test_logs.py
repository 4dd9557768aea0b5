import logging
import time
from collections.abc import Iterator
from io import StringIO

import pytest
from django.http import HttpRequest
from django.test import Client

from core.access import public
from core.logs import PlainFormatter, without_personal_data

CANARIES = {
    "mail": "kanarie.van+der@spoor-zwolle.example",
    "phone": "06-12345678",
    "phone with spaces": "+31 6 12 34 56 78",
    "landline": "038 498 91 11",
    "iban": "NL91 ABNA 0417 1643 00",
    "iban in one": "NL91ABNA0417164300",
    "bsn": "123456782",
    "address of a machine": "192.168.17.44",
    "newer address": "2001:db8::8a2e:370:7334",
    "token": "kV3xQ9-aZ_7Lm2nP8rT5wY1c:1tXyZ9:abc_DEF",
    "draft": "3f2b8c1e-9d4a-4f6b-8e7c-1a2b3c4d5e6f",
}


@pytest.fixture
def written() -> Iterator[StringIO]:
    """What the portal writes to its log."""
    out = StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(PlainFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    yield out
    root.removeHandler(handler)


@pytest.mark.parametrize("canary", CANARIES.values(), ids=CANARIES)
def test_what_looks_personal_is_left_out(canary: str):
    assert without_personal_data(f"before {canary} after") == "before … after"


@pytest.mark.parametrize(
    "line",
    [
        "mail 17 not delivered",
        "job core.retention failed",
        "GET /mijn/<str:number>/ 200 31 ms",
        "case ZW-2026-0147 moved",
        "at 14:32:05 of 2026-03-11",
    ],
)
def test_what_helps_an_operator_stays(line: str):
    assert without_personal_data(line) == line


@public
def failing_view(request: HttpRequest) -> None:
    raise ValueError("".join(CANARIES.values())) from KeyError(CANARIES["mail"])


def test_an_exception_tells_where_and_never_what(written: StringIO):
    try:
        failing_view(HttpRequest())
    except ValueError:
        logging.getLogger("portal.x").exception("job %s failed", CANARIES["mail"])
    text = written.getvalue()
    assert "portal.x job … failed" in text
    assert "builtins.ValueError" in text
    assert "builtins.KeyError" in text
    assert "test_logs.py" in text
    assert [name for name, canary in CANARIES.items() if canary in text] == []


def test_the_stock_formatter_would_have_told(written: StringIO):
    for handler in logging.getLogger().handlers:
        if isinstance(handler, logging.StreamHandler) and handler.stream is written:
            handler.setFormatter(logging.Formatter())
    try:
        failing_view(HttpRequest())
    except ValueError:
        logging.getLogger("portal.x").exception("failed")
    assert CANARIES["mail"] in written.getvalue()


@pytest.mark.django_db
def test_a_request_leaves_no_trace_of_the_person(client: Client, written: StringIO):
    canary = CANARIES["mail"]
    headers = {"user-agent": canary, "referer": canary, "x-forwarded-for": CANARIES["address of a machine"]}
    client.get(f"/gezond/?q={canary}", headers=headers)
    client.get(f"/{canary}/{CANARIES['phone']}/", headers=headers)
    client.post("/gezond/", {"email": canary, "phone": CANARIES["phone"]}, headers=headers)
    client.get("/gezond/", headers={"host": "kanarie.example"})
    text = written.getvalue()
    assert "GET /gezond/ 503" in text
    assert "GET - 404" in text
    assert "POST /gezond/ 405" in text
    assert [name for name, canary in CANARIES.items() if canary in text] == []
    assert "anarie.van" not in text


def test_a_long_line_costs_little(written: StringIO):
    began = time.process_time()
    for hostile in ("a" * 50_000 + "@", "1 " * 25_000, ":" * 50_000, "A1" * 25_000, "a-" * 25_000):
        logging.getLogger("portal.x").warning(hostile)
    assert time.process_time() - began < 0.5
    assert max(len(line) for line in written.getvalue().splitlines()) < 2_100
