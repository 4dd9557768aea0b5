"""The files of this repository, read once, for the rules of the house."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("zwolle", "insight", "stimulus_fund", "community", "teams", "initiatives", "accounts", "city", "core")


@dataclass(frozen=True)
class Module:
    """A Python file: its path in the repository ("city/models/place.py") and what stands in it."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def app(self) -> str:
        return self.path.partition("/")[0]

    @property
    def name(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@cache
def files() -> tuple[str, ...]:
    """Every file that is or will be tracked, as a path in the repository."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return tuple(sorted(path for path in listed if (ROOT / path).is_file()))


def read(path: str) -> str:
    """The text of a file of the repository."""
    return (ROOT / path).read_text(encoding="utf-8")


def with_suffix(*suffixes: str) -> list[str]:
    """The files with one of these suffixes."""
    return [path for path in files() if path.endswith(suffixes)]


@cache
def modules() -> tuple[Module, ...]:
    """Every Python file but migrations, which are made by a machine."""
    return tuple(Module(path, read(path)) for path in with_suffix(".py") if "/migrations/" not in path)


def product_modules() -> Iterator[Module]:
    """The Python files of the portal itself: no tests, no tools."""
    return (module for module in modules() if module.app in APPS)


def imports(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every imported module or name, dotted ("city.models.Wijk"), with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def dotted(node: ast.AST) -> str:
    """The dotted name an expression spells ("timezone.now"), or "" when it spells none."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""
