"""Log lines without personal data: no addresses, no numbers of people, no paths, no texts of exceptions.

Whatever a library logs passes this formatter; it is the last door and not the first: our own code logs keys only.
"""

import logging
import re
import traceback
from collections.abc import Iterator
from typing import Any

from core.middleware import route

LEFT_OUT = "…"
PERSONAL = re.compile(
    r"""
    (?<![\w.!#$%&'*+/=?^`{|}~-])[\w.!#$%&'*+/=?^`{|}~-]++@[\w-]++(?:\.[\w-]++)*+     # mail address
    | \b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?\b                # IBAN
    # telephone, BSN, any number of eight digits and more that is no date
    | (?<![\w.:-])(?!\d{4}-\d\d-\d\d\b)\+?\d(?:[ -]?\d){7,14}(?![\w:-])
    | \b\d{1,3}(?:\.\d{1,3}){3}\b                                                  # IPv4
    | (?<![\w:])[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){3,7}(?![\w:])                 # IPv6
    | (?<![\w-])(?=[A-Za-z_-]*+\d)[\w-]{24,}+(?:[:.][\w-]++)*+                      # tokens and keys
    """,
    re.VERBOSE,
)
LONGEST_LINE = 2_000


def without_personal_data(text: str) -> str:
    """The text with everything that looks like an address or number of a person, or like a secret, left out."""
    return PERSONAL.sub(LEFT_OUT, text[:LONGEST_LINE])


class PlainFormatter(logging.Formatter):
    """One line a record; of an exception its classes and where it went, never its text."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as the log keeps it."""
        message = record.getMessage()
        request: Any = getattr(record, "request", None)
        if request is not None and hasattr(request, "path"):
            message = message.replace(request.path, route(request))  # Django writes the path
        line = " ".join(without_personal_data(message).split())
        lines = [f"{self.formatTime(record)} {record.levelname} {record.name} {line}"]
        if record.exc_info:
            lines += _where(record.exc_info[1])
        return "\n".join(lines)


def _where(error: BaseException | None) -> Iterator[str]:
    """Class, and file, line and function of each step: the text of an exception may repeat what somebody typed."""
    while error is not None:
        yield f"  {type(error).__module__}.{type(error).__qualname__}"
        for step in traceback.extract_tb(error.__traceback__):
            yield f"    {step.filename}:{step.lineno} {step.name}"
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
