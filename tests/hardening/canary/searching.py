"""Every page one can search, asked for the marks: what is found by a word is told, also when the word is not shown."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from core.search import normalise
from tests.hardening.canary.crawl import Crawl
from tests.hardening.canary.marks import HEAD, word
from tests.hardening.canary.plant import Planted

ASKS = 'name="zoek"'
NOWHERE = f"{HEAD}999r"
TOKENS = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"')


def searchable(crawl: Crawl) -> set[str]:
    """The pages with a field to search in."""
    pages = {urlsplit(each.address).path for each in crawl.answers if each.status == 200 and ASKS in each.body}
    return {page for page in pages if not page.startswith("/en/")}


def found_by(planted: Planted, crawl: Crawl) -> list[str]:
    """The private fields by whose words something is found, and on which page."""
    return sorted(f"{name} on {page}" for page in searchable(crawl) for name in found_on(page, planted, crawl))


def found_on(page: str, planted: Planted, crawl: Crawl) -> Iterator[str]:
    """The private fields by which this page finds anything."""
    nothing = answer(page, NOWHERE, crawl)
    for number in numbers(page, HEAD, nothing, crawl):
        shown = planted.shown.get((number, HEAD), set())
        if not shown or any(answer(page, word(number, row), crawl) != nothing for row in planted.rows(number) - shown):
            yield planted.labels[number]


def numbers(page: str, begun: str, nothing: str, crawl: Crawl) -> Iterator[int]:
    """The numbers of fields by whose mark something is found, a digit at a time: part of a word finds it too."""
    if answer(page, begun, crawl) == nothing:
        return
    if len(begun) == len(HEAD) + 3:
        yield int(begun.removeprefix(HEAD))
        return
    for digit in "0123456789":
        yield from numbers(page, begun + digit, nothing, crawl)


def answer(page: str, asked: str, crawl: Crawl) -> str:
    """The page that answers this question, without the question."""
    body = crawl.client.get(page, {"zoek": asked}).content.decode()
    return TOKENS.sub("", body).replace(asked, "").replace(normalise(asked), "")
