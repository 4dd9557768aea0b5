"""Journeys wait for what they expect: a page read at once after a press is sometimes still the page before."""

import ast

import pytest

from tests.house.source import Module, modules

READ_AT_ONCE = {
    "all_inner_texts",
    "all_text_contents",
    "inner_text",
    "input_value",
    "is_checked",
    "is_hidden",
    "is_visible",
    "text_content",
    "title",
    "url",
}


def hasty(module: Module) -> list[str]:
    """Where an assertion reads the page itself, instead of letting Playwright wait with `expect`."""
    return [
        f"{module.path}:{statement.lineno} {node.attr}"
        for statement in ast.walk(module.tree)
        if isinstance(statement, ast.Assert)
        for node in ast.walk(statement.test)
        if isinstance(node, ast.Attribute) and node.attr in READ_AT_ONCE
    ]


def test_journeys_wait():
    assert [line for module in modules() if module.path.startswith("tests/journeys/") for line in hasty(module)] == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('assert page.title() == "Fout"', ["journey.py:1 title"]),
        ('assert "/account/" in page.url', ["journey.py:1 url"]),
        ('assert not page.get_by_role("alert").is_visible()', ["journey.py:1 is_visible"]),
        ('expect(page).to_have_title("Fout")', []),
        ("assert Session.objects.count() == 1", []),
    ],
)
def test_haste_is_seen(line, found):
    assert hasty(Module("journey.py", line)) == found
