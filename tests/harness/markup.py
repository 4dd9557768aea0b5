"""Every page of every test goes through a strict parser, so that no browser has to guess.

Parsing is slow and the same page comes by often, so a page is judged by its bones: its tags, with the values that say
nothing about its structure left out. Two pages with the same bones are parsed once.
"""

import re
from collections import Counter
from functools import lru_cache

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from html5lib import HTMLParser
from html5lib.constants import E

ESCAPED = r"&(?:amp|lt|gt|quot|nbsp|#\d+|#x[0-9a-fA-F]+);"
VALUE = re.compile(rf'(?<=[\s"])(?!id=)([a-zA-Z][\w:-]*)="(?:[^"<>&]++|{ESCAPED})*+"')
TEXT = re.compile(rf">\s*+(?:[^\s<>&\x00]|{ESCAPED})(?:[^<>&\x00]++|{ESCAPED})*+<")


def bones(text: str) -> str:
    """The page with an x for its words, and without the values of attributes but for those of `id`."""
    return TEXT.sub(lambda match: ">x" + "\n" * match[0].count("\n") + "<", VALUE.sub(r'\1=""', text))


@lru_cache(maxsize=4096)
def problems_of_text(text: str) -> tuple[str, ...]:
    """What a strict parser says of a page, or of a part of one that a script puts into a page."""
    parser = HTMLParser()
    whole = text.lstrip()[:9].lower() == "<!doctype"
    tree = parser.parse(text) if whole else parser.parseFragment(text)
    wrong = [f"line {place[0]}: {E[code] % facts}" for place, code, facts in parser.errors]
    ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    return (*wrong, *(f"id {name!r} stands {count} times" for name, count in ids.items() if count > 1))


def problems_of_markup(response: HttpResponseBase) -> tuple[str, ...]:
    """What is wrong with the markup of an answer; nothing to say of what is no HTML."""
    if not isinstance(response, HttpResponse) or not response.get("Content-Type", "").startswith("text/html"):
        return ()
    return problems_of_text(bones(response.content.decode(response.charset))) if response.content else ()
