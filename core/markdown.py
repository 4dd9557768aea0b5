"""Texts that people write with a little Markdown, as HTML that is safe by construction.

Whatever Markdown makes of a text passes an allow-list: paragraphs, lists, emphasis, small headings, quotes and links.
No picture, no HTML of the writer's own. A link says to search engines that we do not vouch for it.
"""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "h3", "a", "hr"}
SCHEMES = {"http", "https", "mailto", "tel"}
HEADINGS = {f"h{level}" for level in range(1, 7)}  # each becomes a third-level one: the page has the first two itself
READER = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable("image")


def as_html(text: str) -> SafeString:
    """The text as HTML for a page whose own headings are of the first and second level."""
    tokens = READER.parse(text)
    for token in tokens:
        token.tag = "h3" if token.tag in HEADINGS else token.tag
    made = READER.renderer.render(tokens, READER.options, {})
    return mark_safe(  # noqa: S308 # what the allow-list lets through
        nh3.clean(
            made, tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel="nofollow noopener noreferrer"
        )
    )
