"""A visitor who follows every address of the portal's own that any public answer names, and keeps what was said."""

import json
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit

from django.conf import settings
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils.translation import override

from insight.queries.open_data import DATASETS
from tests.house.urls import addresses, readable

# Addresses in tags, in what machines read (feeds, sitemap, calendars, JSON, CSV), and in headers.
IN_TAGS = re.compile(r"""\s(?:(?:href|src|action)\s*=|data-[a-z-]+\s*=\s*(?=["'](?:/|https?:)))\s*["']([^"']*)["']""")
IN_SOURCE_SETS = re.compile(r"""srcset\s*=\s*["']([^"']*)["']""")
WHOLE = re.compile(re.escape(settings.PUBLIC_ADDRESS) + r"""[^\s"'<>;,\\)\]}]*""")
IN_LINK_HEADER = re.compile(r"<([^>]+)>")
API = "/api/v1"
NOT_OURS = ("/static/", "/demo/", "/beheer/", "/werkplek/", "/mijn/")
SEEDS = (
    "/",
    "/en/",
    "/robots.txt",
    "/sitemap.xml",
    "/.well-known/security.txt",
    "/gezond/",
    "/bestaat-niet/",
    "/zoeken/?zoek=de",
)


@dataclass(frozen=True)
class Answer:
    """What somebody who is not logged in got: the route as it stands in the access table, headers and body."""

    address: str
    route: str
    status: int
    headers: str
    body: str

    @property
    def said(self) -> str:
        """All of it, as a reader and a program see it."""
        return f"{self.headers}\n{self.body}\n{unescape(self.body)}\n{unquote(self.headers)}"


@dataclass
class Crawl:
    """Follows addresses until there is nothing new; of one form of address (route and names in its query) so many."""

    client: Client
    most: int = 250
    most_english: int = 6
    answers: list[Answer] = field(default_factory=list)
    waiting: deque[str] = field(default_factory=deque)
    seen: set[str] = field(default_factory=set)
    forms: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def follow(self, seeds: Iterable[str] = SEEDS) -> None:
        """Visit these and all they lead to."""
        self.waiting.extend(seeds)
        while self.waiting:
            address = self.waiting.popleft()
            if address not in self.seen and self.is_wanted(address):
                self.waiting.extend(self.visit(address))

    def follow_again(self, start: str) -> None:
        """Visit anew what begins so, now that something happened."""
        self.seen = {address for address in self.seen if not address.startswith(start)}
        self.forms.clear()
        self.follow([start])

    def is_wanted(self, address: str) -> bool:
        """Count this form of address; False once there were enough of it."""
        self.seen.add(address)
        parts = urlsplit(address)
        form = (route_of(parts.path), *sorted({name for name, _value in parse_qsl(parts.query)}))
        english = parts.path.startswith("/en/")
        self.forms[("en", *form) if english else form] += 1
        return self.forms[("en", *form) if english else form] <= (self.most_english if english else self.most)

    def visit(self, address: str) -> list[str]:
        """Keep the answer, return where it leads to."""
        response = self.client.get(address)
        answer = heard(address, response)
        self.answers.append(answer)
        return [] if response.status_code >= 400 else list(leads(answer))

    def routes(self, *statuses: int) -> set[str]:
        """The routes that answered with one of these."""
        return {answer.route for answer in self.answers if answer.status in statuses}


def heard(address: str, response: HttpResponseBase) -> Answer:
    """The answer, with its body in letters whatever it is made of."""
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    cookies = response.cookies.output()
    text = body.decode(errors="replace")
    return Answer(address, route_of(urlsplit(address).path), response.status_code, f"{headers}\n{cookies}", text)


def leads(answer: Answer) -> Iterator[str]:
    """The addresses of the portal that an answer names, in tags, texts and headers."""
    named = [*IN_TAGS.findall(answer.body), *WHOLE.findall(answer.said), *IN_LINK_HEADER.findall(links_of(answer))]
    named += [
        part.split()[0] for each in IN_SOURCE_SETS.findall(answer.body) for part in each.split(",") if part.strip()
    ]
    yield from things_of(answer)
    for each in named:
        if address := ours(unescape(each), answer.address):
            yield address


def things_of(answer: Answer) -> Iterator[str]:
    """The address of each single thing in a list of the API, which names it by its key alone."""
    path = urlsplit(answer.address).path
    for dataset in DATASETS:
        if dataset.key and path == f"{API}/{dataset.name}" and answer.status == 200:
            rows = json.loads(answer.body)["resultaten"]
            yield from (f"{path}/{row[dataset.key.field]}" for row in rows)


def links_of(answer: Answer) -> str:
    """The header that leads to the next page, and where a redirect goes."""
    lines = answer.headers.splitlines()
    to = [f"<{line.partition(': ')[2]}>" for line in lines if line.lower().startswith("location:")]
    return "\n".join([line for line in lines if line.lower().startswith("link:")] + to)


def ours(named: str, here: str) -> str:
    """The path and query of an address on the portal that anybody may ask for; empty for any other."""
    whole = urlsplit(urljoin(settings.PUBLIC_ADDRESS + here, named))
    if f"{whole.scheme}://{whole.netloc}" != settings.PUBLIC_ADDRESS or not whole.path:
        return ""
    path = whole.path.removeprefix("/en") if whole.path.startswith("/en/") else whole.path
    if path.startswith(NOT_OURS):
        return ""
    return f"{quote(whole.path, safe='/%~@:')}{f'?{whole.query}' if whole.query else ''}"


def route_of(path: str) -> str:
    """The route of a path as it stands in the access table, the same in both languages; "nowhere" without one."""
    with override(settings.LANGUAGE_CODE):
        try:
            return readable(resolve(unquote(path.removeprefix("/en") if path.startswith("/en/") else path)).route)
        except Resolver404:
            return "nowhere"


def public_routes() -> set[str]:
    """Every route that the portal declares to be for everyone."""
    with override(settings.LANGUAGE_CODE):
        return {address.route for address in addresses() if address.declaration == "public"}
