"""No pattern of ours can be made slow by what somebody types: each stays under 100 ms for 50,000 hostile signs."""

import importlib
import re
import time
from collections.abc import Iterator

import pytest

from tests.house.source import product_modules

SIGNS = 50_000
LIMIT_SECONDS = 0.1
PIECES = [
    "a",
    "1",
    " ",
    "-",
    "_",
    ".",
    "@",
    ":",
    "a-",
    "a.",
    "a@",
    "a ",
    "1 ",
    "+1",
    "A1",
    "é",
    "<",
    "\n",
    "> ",
    "((",
    "\\",
]
HOSTILE = [(piece * SIGNS)[:SIGNS] + end for piece in PIECES for end in ("!", "\x00")]


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled pattern that a module of ours holds, under the name it has there."""
    for module in product_modules():
        if "re.compile" not in module.text or re.search("/(management|migrations|demo)/", module.path):
            continue
        loaded = importlib.import_module(module.path.removesuffix(".py").replace("/", "."))
        for name, value in vars(loaded).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield f"{module.path} {name}", value


def seconds(pattern: re.Pattern[str], text: str) -> float:
    began = time.process_time()
    pattern.fullmatch(text)
    pattern.sub("", text)
    return time.process_time() - began


FOUND = dict(patterns())


def test_there_are_patterns():
    assert len(FOUND) > 10


@pytest.mark.parametrize("name", FOUND)
def test_no_text_makes_it_slow(name: str):
    took = {text[:4]: min(seconds(FOUND[name], text), seconds(FOUND[name], text)) for text in HOSTILE}
    assert {text: spent for text, spent in took.items() if spent > LIMIT_SECONDS} == {}


def test_a_slow_pattern_is_seen():
    assert seconds(re.compile(r"(a|aa)+$"), "a" * 30 + "!") > LIMIT_SECONDS
