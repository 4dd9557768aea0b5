"""In our own templates a variable that does not exist is a mistake, also where Django would shrug (`{% if %}`)."""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.base import Node, Variable, VariableDoesNotExist
from django.template.context import BaseContext

from tests.harness import faults

LIBRARIES = settings.ROOT / ".venv"
resolve_quietly = Variable.resolve


def origin_of_the_tag() -> Path | None:
    """The file of the template tag that is being rendered now."""
    frame = sys._getframe(1)
    while frame is not None:
        tag = frame.f_locals.get("self")
        if isinstance(tag, Node) and getattr(tag, "origin", None) is not None:
            return Path(tag.origin.name)
        frame = frame.f_back
    return None


def is_ours(template: Path | None) -> bool:
    """True for files of this repository, wherever the environment with the libraries stands."""
    return template is not None and template.is_relative_to(settings.ROOT) and not template.is_relative_to(LIBRARIES)


def resolve_strictly(self: Variable, context: BaseContext) -> Any:
    try:
        return resolve_quietly(self, context)
    except VariableDoesNotExist:
        template = origin_of_the_tag()
        if is_ours(template):
            faults.append(f"Undefined in {template}: {{{{ {self.var} }}}}")
        raise


def install() -> None:
    Variable.resolve = resolve_strictly  # type: ignore[method-assign]
