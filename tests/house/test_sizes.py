"""House numbers: what fits on a screen gets read."""

import ast
import math
import re

from tests.house.source import Module, modules, read, with_suffix

LONGEST_FILE = 400
MADE_BY_A_MACHINE = re.compile(r"^requirements/|/migrations/")
LONGEST_FUNCTION = 60
LONGEST_FUNCTION_P95 = 30
LONGEST_TEMPLATE = 120
LONGEST_BASE = 80


def function_lengths(module: Module) -> dict[str, int]:
    """Lines of every function of a module, by where it stands."""
    return {
        f"{module.path}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def percentile_95(numbers: list[int]) -> int:
    return sorted(numbers)[math.ceil(len(numbers) * 0.95) - 1]


def longest_template(path: str) -> int:
    return LONGEST_BASE if path.rpartition("/")[2].startswith("base") else LONGEST_TEMPLATE


def test_functions_fit_on_a_screen():
    lengths = {place: lines for module in modules() for place, lines in function_lengths(module).items()}
    assert {place: lines for place, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}
    assert percentile_95(list(lengths.values())) <= LONGEST_FUNCTION_P95


def test_files_are_short():
    paths = with_suffix(".py", ".js", ".css", ".html", ".txt", ".md", ".sh")
    lines = {path: read(path).count("\n") for path in paths if not MADE_BY_A_MACHINE.search(path)}
    assert {path: count for path, count in lines.items() if count > LONGEST_FILE} == {}


def test_templates_are_short():
    lines = {path: read(path).count("\n") for path in with_suffix(".html")}
    assert {path: count for path, count in lines.items() if count > longest_template(path)} == {}


def test_a_long_function_is_seen():
    body = "\n".join(["    pass"] * LONGEST_FUNCTION)
    assert function_lengths(Module("city/queries.py", f"def long():\n{body}\n")) == {"city/queries.py:1 long": 61}


def test_the_percentile_is_one_that_occurs():
    assert percentile_95([*range(1, 101)]) == 95
