"""Malformed requests, the same ones every time: what people, scanners and broken clients send."""

from dataclasses import dataclass
from random import Random
from typing import Any
from urllib.parse import quote

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern

from tests.house.urls import addresses

WORDS = [
    "", " ", "0", "-1", "1", "99999999999999999999", "1e400", "NaN", "null", "true", "undefined", "[]",
    "{}", "a" * 10_000, "\x00", "a\x00b", "%00", "%", "%zz", "\ud83c", "\udfff", "é", "ﬀ", "１２", "𝟙", "İ",
    "🌳" * 50, "\u202egnp.exe", "\u200b", "../../etc/passwd", "..\\..\\", "//evil.example",
    "https:evil.example", "javascript:alert(1)", "\r\nSet-Cookie: a=b", "<script>alert(1)</script>",
    "{{7*7}}", "{% debug %}", "' OR 1=1 --", "1; DROP TABLE accounts_user", "=1+1", "@SUM(A1)",
    "2026-02-30", "0000-00-00", "10000-01-01", "9999-12-31", "31-12-2026", "25:61", "2026-W99",
    "ZW-2026-0001", "ZW-0000-0000", "ZW-2026-" + "9" * 40, "buurttuin", "owner__password__startswith", "[",
    "(((((a+)+)+)+)+)!", "a,b,,c", "550e8400-e29b-41d4-a716-446655440000", "aan-de-slag", "hele-stad",
    "together", "closed",
]  # fmt: skip
NAMES = [
    "q", "p", "o", "e", "zoek", "thema", "wijk", "status", "positie", "hulp", "pagina", "tab", "next",
    "text", "title", "email", "code", "reason", "kind", "owner", "state", "version", "is_staff",
    "is_superuser", "pk", "id", "number", "review_on", "due_on", "answer_by", "room_amount", "held_on",
    "minutes", "agreed", "shared", "key", "action", "index", "_popup", "_to_field", "_selected_action",
    "select_across", "initial-TOTAL_FORMS", "form-TOTAL_FORMS", "hours-TOTAL_FORMS", "hours-INITIAL_FORMS",
    "state__regex", "owner__password__startswith", "submitted_at__year", "title__iregex",
    "submitted_at__gte", "all", "csrfmiddlewaretoken", "taal", "language", "step", "email\x00", "x" * 300,
]  # fmt: skip
TYPES = [
    "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "multipart/form-data",
    "application/json", "text/plain", "application/x-www-form-urlencoded; charset=utf-7", "",
    "a/b; c=" + "d" * 300,
]  # fmt: skip
METHODS = ["GET", "GET", "GET", "POST", "POST", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"]
HEADERS = [
    {}, {}, {}, {"HTTP_HX_REQUEST": "true"}, {"HTTP_ACCEPT_LANGUAGE": "xx-" + "y" * 500},
    {"HTTP_ACCEPT": "\x00"}, {"HTTP_REFERER": "javascript:alert(1)"}, {"HTTP_USER_AGENT": "\x00<script>"},
    {"HTTP_X_FORWARDED_FOR": "' OR 1=1"}, {"HTTP_RANGE": "bytes=-1-,"},
    {"HTTP_IF_MODIFIED_SINCE": "gisteren"}, {"HTTP_COOKIE": "sessie=\x01; csrf="},
]  # fmt: skip


@dataclass(frozen=True)
class Malformed:
    """One request; `label` says in a failing test what it was."""

    method: str
    path: str
    body: dict[str, Any] | bytes
    content_type: str
    headers: dict[str, str]

    @property
    def label(self) -> str:
        return f"{self.method} {self.path[:200]!r} {str(self.body)[:300]!r} {self.content_type[:60]} {self.headers}"


def patterns() -> list[tuple[str, URLPattern]]:
    """Every route of the portal with its pattern."""
    return [(address.route, address.pattern) for address in addresses()]


def requests(count: int, seed: int, known: dict[str, list[str]]) -> list[Malformed]:
    """So many malformed requests, spread over all routes; `known` holds real values of what stands in addresses."""
    chance = Random(seed)
    routes = sorted({route for route, _pattern in patterns()})
    return [one(chance, routes[number % len(routes)], known) for number in range(count)]


def one(chance: Random, route: str, known: dict[str, list[str]]) -> Malformed:
    """A malformed request for this route."""
    path = "/" + fill(chance, route, known)
    if chance.random() < 0.7:
        path += "?" + "&".join(f"{quote(name)}={value(chance)}" for name in chance.sample(NAMES, chance.randint(1, 4)))
    return Malformed(
        method=chance.choice(METHODS),
        path=path,
        body=body(chance),
        content_type=chance.choice(TYPES),
        headers=chance.choice(HEADERS),
    )


def fill(chance: Random, route: str, known: dict[str, list[str]]) -> str:
    """The route with something in every place: often a real value, so that the view behind it is reached."""
    parts = []
    for part in route.replace(">", "<").split("<"):
        name = part.rpartition(":")[2]
        is_place = len(parts) % 2 == 1
        real = known.get(name, [])
        choice = chance.choice(real) if is_place and real and chance.random() < 0.7 else chance.choice(WORDS)
        parts.append(quote(choice.encode("utf-8", "surrogatepass")[:300]) if is_place else part)
    return "".join(parts)


def value(chance: Random) -> str:
    """A word for a query string, sometimes not even properly quoted."""
    word = chance.choice(WORDS)[:2_000].encode("utf-8", "surrogatepass")
    return quote(word) if chance.random() < 0.9 else "%ff%fe%"


def body(chance: Random) -> dict[str, Any] | bytes:
    """Fields, files, or bytes that are no form at all."""
    if chance.random() < 0.15:
        return chance.choice([b"\xff\xfe", b'{"a": [1, 2', b"--x\r\n\r\n", b"a=%ff&b=" + b"c" * 5_000])
    fields: dict[str, Any] = {name: plain(chance.choice(WORDS)) for name in chance.sample(NAMES, chance.randint(0, 9))}
    if chance.random() < 0.2:
        fields["files"] = SimpleUploadedFile("../\u202egpj.exe", bytes(chance.randrange(256) for _ in range(200)))
    return fields


def plain(word: str) -> str:
    """The word without lone surrogates, which no form can carry."""
    return word.encode("utf-8", "replace").decode()
