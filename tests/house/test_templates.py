"""What no template of ours may hold: inline script or style, unescaped text of people, text without translation."""

import re

import pytest

from tests.house.source import read, with_suffix

COMMENT = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}|<!--.*?-->", re.DOTALL)
FORBIDDEN = {
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>", re.IGNORECASE),
    "script that shares its names": re.compile(r"<script(?![^>]*\stype=\"module\")[^>]*\ssrc=", re.IGNORECASE),
    "inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "inline handler": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
    "unescaped": re.compile(r"\|\s*safe\b|\{% autoescape off"),
    "other origin": re.compile(r"(?:src|action)=[\"'](?:https?:)?//|<link[^>]+href=[\"'](?:https?:)?//", re.IGNORECASE),
}
MAILS = "templates/mail/"  # a mail cannot link a stylesheet: it carries its own, and no browser of ours reads it


def faults(path: str, text: str) -> list[str]:
    """What is wrong in a template; lines are those of the file."""
    rules = FORBIDDEN if not path.startswith(MAILS) else FORBIDDEN | {"inline style": re.compile(r"\sstyle\s*=")}
    bare = COMMENT.sub(lambda match: "\n" * match[0].count("\n"), text)
    return [
        f"{path}:{bare.count(chr(10), 0, match.start()) + 1} {name}"
        for name, pattern in rules.items()
        for match in pattern.finditer(bare)
    ]


def test_no_template_holds_what_the_policy_forbids():
    assert [fault for path in with_suffix(".html", ".svg", ".xml") for fault in faults(path, read(path))] == []


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("<script>go()</script>", "inline script"),
        ('<script src="/static/app.js" defer></script>', "script that shares its names"),
        ('<p style="color: red">', "inline style"),
        ("<style>p {}</style>", "inline style"),
        ('<a onclick="go()">', "inline handler"),
        ('<a href="javascript:go()">', "script address"),
        ("{{ text|safe }}", "unescaped"),
        ("{% autoescape off %}", "unescaped"),
        ('<img src="https://elsewhere.example/x.png">', "other origin"),
    ],
)
def test_a_planted_fault_is_seen(code, name):
    assert faults("x.html", f"<p>\n{code}") == [f"x.html:2 {name}"]


@pytest.mark.parametrize(
    "code", ['<script type="module" src="/static/app.js"></script>', "{# onclick='no' #}", '<a href="/on-x/">']
)
def test_what_is_allowed_passes(code):
    assert faults("x.html", code) == []
