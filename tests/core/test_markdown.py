"""Markdown of people: what it shows, and that nothing else comes through."""

import re

import html5lib
import pytest
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from core.markdown import TAGS, clean, plain, render
from tests.hardening import payloads

SCRIPT = re.compile(r"\s*(javascript|data|vbscript)\s*:", re.IGNORECASE)
ATTACKS = [
    *payloads.PLAIN,
    "[x](javascript:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](JAVASCRIPT&colon;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:alert(1))",
    "<javascript:alert(1)>",
    "![x](https://evil.example/pixel.png)",
    "![x](x 'onerror=alert(1)')",
    '[x](https://a.example "onmouseover=alert(1)")',
    "[x]: javascript:alert(1)\n\n[x]",
    "```html\n<script>alert(1)</script>\n```",
    "    <script>alert(1)</script>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "# <img src=x onerror=alert(1)>",
    "- <script>alert(1)</script>",
    "> **<script>alert(1)</script>**",
]


def faults(html: str) -> list[str]:
    """Elements and attributes in a page's body that are not on the list."""
    body = html5lib.parse(f"<!doctype html><body>{html}", namespaceHTMLElements=False).find("body")
    found = []
    for element in body.iter():
        if element.tag not in TAGS | {"body"}:
            found.append(str(element.tag))
        for name, value in element.attrib.items():
            allowed = {"href", "rel"} if element.tag == "a" else set()
            if name not in allowed or (name == "href" and SCRIPT.match(value)):
                found.append(f"{element.tag} {name}={value}")
    return found


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Een\n\nTwee", "<p>Een</p>\n<p>Twee</p>\n"),
        ("# Groot\n\n#### Klein", "<h2>Groot</h2>\n<h3>Klein</h3>\n"),
        ("**vet** en *schuin*", "<p><strong>vet</strong> en <em>schuin</em></p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("> gezegd", "<blockquote>\n<p>gezegd</p>\n</blockquote>\n"),
        (
            "[Zwolle](https://zwolle.example/)",
            '<p><a href="https://zwolle.example/" rel="nofollow ugc noopener noreferrer">Zwolle</a></p>\n',
        ),
        ("5 < 6 & `x`", "<p>5 &lt; 6 &amp; `x`</p>\n"),
        ("", ""),
    ],
)
def test_what_it_shows(text, html):
    shown = render(text)
    assert shown == html
    assert isinstance(shown, SafeString)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_comes_through(attack):
    assert faults(render(attack)) == []
    assert faults(render(f"Eerst **gewoon** {attack}\n\n- {attack}")) == []


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300))
def test_whatever_is_typed_stays_within_the_list(text):
    assert faults(render(text)) == []


@given(
    st.lists(st.sampled_from([*ATTACKS, "<p>", "</p>", "<a href='", "<b>", "&lt;", "'>", "\n\n", "*", "["]), max_size=8)
)
def test_cleaning_twice_changes_nothing(parts):
    once = clean("".join(parts))
    assert clean(once) == once
    assert faults(once) == []


def test_a_page_without_the_two_would_be_open():
    """The control: the same search sees what a parser with HTML and without an allow-list lets through."""
    open_parser = MarkdownIt("commonmark")
    assert [attack for attack in ATTACKS if faults(open_parser.render(attack))] != []
    assert faults('<a href="javascript:alert(1)">x</a>') == ["a href=javascript:alert(1)"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Eén **regel**\nen nog een.\n\nEen [weg](https://zwolle.nl) erheen.",
            "Eén regel\nen nog een.\nEen weg (https://zwolle.nl) erheen.",
        ),
        ("## Kop\n\n- een\n- twee\n\n---", "Kop\neen\ntwee"),
        ("<b>geen html</b> & [x](javascript:alert(1))", "<b>geen html</b> & [x](javascript:alert(1))"),
        ("", ""),
    ],
)
def test_in_a_mail_it_has_no_signs(text, words):
    assert plain(text) == words


def test_long_rubbish_is_quick():
    """Twelve thousand signs that make some parsers slow; what they become is short of a megabyte."""
    for rubbish in ("[" * 12_000, "*a " * 4_000, ">" * 12_000, "![" * 6_000, "<" * 12_000):
        assert len(render(rubbish)) < 1_000_000
