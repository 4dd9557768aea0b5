"""Every page of every test goes through a strict parser, so that no browser has to guess."""

from collections import Counter
from functools import lru_cache

from django.http import HttpResponse
from html5lib import HTMLParser
from html5lib.constants import E

HTML = "{http://www.w3.org/1999/xhtml}"


@lru_cache(maxsize=512)
def problems_of_text(text: str) -> tuple[str, ...]:
    """What a strict parser says of a page, or of a part of one that a script puts into a page."""
    parser = HTMLParser()
    whole = text.lstrip()[:9].lower() == "<!doctype"
    tree = parser.parse(text) if whole else parser.parseFragment(text)
    wrong = [f"line {place[0]}: {E[code] % facts}" for place, code, facts in parser.errors]
    ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    return (*wrong, *(f"id {name!r} stands {count} times" for name, count in ids.items() if count > 1))


def problems_of_markup(response: HttpResponse) -> tuple[str, ...]:
    """What is wrong with the markup of an answer; nothing to say of what is no HTML."""
    if response.streaming or not response.get("Content-Type", "").startswith("text/html") or not response.content:
        return ()
    return problems_of_text(response.content.decode(response.charset))
