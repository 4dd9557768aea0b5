"""Texts that people write with a little Markdown, as HTML that is safe by construction.

The parser knows no HTML, no pictures and no code; what it makes passes an allow-list all the same, so that a mistake in
one of the two opens nothing. A link says to search engines that we do not vouch for it.
"""

from collections.abc import Iterable

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "h2", "h3", "a", "hr"}
ATTRIBUTES: dict[str, set[str]] = {"a": {"href"}, "*": set()}
SCHEMES = {"http", "https", "mailto", "tel"}
LINK_REL = "nofollow ugc noopener noreferrer"  # what people link to is theirs, and gets none of our weight
OFF = ["image", "code", "fence", "backticks", "html_block", "html_inline", "reference"]
FLOWING = MarkdownIt("commonmark", {"html": False}).disable(OFF)
LINE_BY_LINE = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(OFF)
HEADINGS = {f"h{level}" for level in range(1, 7)}


def render(text: str) -> SafeString:
    """A long text for a page that has a title alone: its headings are of the second and third level."""
    return _made(FLOWING, text, {"h1": "h2", "h2": "h2"})


def as_html(text: str) -> SafeString:
    """A short text for a page whose own headings are of the first and second level; a line stays a line."""
    return _made(LINE_BY_LINE, text, {})


def plain(text: str) -> str:
    """The same text for a mail or a feed, without signs; where a link leads stands behind its words."""
    blocks = (_words(token.children or []) for token in FLOWING.parse(text) if token.type == "inline")
    return "\n".join(block for block in blocks if block)


def _words(tokens: Iterable[Token]) -> str:
    words, leads_to = [], ""
    for token in tokens:
        if token.type == "link_open":
            leads_to = str(token.attrs.get("href", ""))
        elif token.type == "link_close":
            words.append(f" ({leads_to})")
        else:
            words.append("\n" if token.type in {"softbreak", "hardbreak"} else token.content)
    return "".join(words).strip()


def clean(html: str) -> SafeString:
    """Only what the allow-list names; cleaning twice changes nothing more."""
    return SafeString(nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=LINK_REL))


def _made(parser: MarkdownIt, text: str, levels: dict[str, str]) -> SafeString:
    tokens = parser.parse(text)
    for token in tokens:
        if token.tag in HEADINGS:
            token.tag = levels.get(token.tag, "h3")
    return clean(parser.renderer.render(tokens, parser.options, {}))
