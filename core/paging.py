"""A page of a list, cut by the database: one query, and never a count of everything."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet

from core.components import Pages

PAGE = "pagina"
LAST_PAGE = 500


def page_of(asked: Mapping[str, str], rows: QuerySet, size: int) -> tuple[list[Any], Pages]:
    """The rows of the page that the address asks for, and where the pages before and after it are.

    `asked` holds the parameters of the address, which stay. What is no page we show is the first.
    """
    number = page_number(asked.get(PAGE, ""))
    start = (number - 1) * size
    found = list(rows[start : start + size + 1])
    kept = [(name, value) for name, value in asked.items() if value and name != PAGE]
    pages = Pages(
        number=number,
        previous_url=_address(kept, number - 1) if number > 1 else "",
        next_url=_address(kept, number + 1) if len(found) > size and number < LAST_PAGE else "",
    )
    return found[:size], pages


def page_number(asked: str) -> int:
    """The number in an address; the first when it is none, or beyond the last that we show."""
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 4 else 1
    return number if 1 <= number <= LAST_PAGE else 1


def _address(kept: list[tuple[str, str]], number: int) -> str:
    return f"?{urlencode([*kept, (PAGE, number)] if number > 1 else kept)}"
