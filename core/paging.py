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
    number = number_in(asked)
    start = (number - 1) * size
    found = list(rows[start : start + size + 1])
    return found[:size], pages_around(asked, number, has_next=len(found) > size and number < LAST_PAGE)


def pages_around(asked: Mapping[str, str], number: int, *, has_next: bool) -> Pages:
    """Where the pages before and after a page are; the other parameters of the address stay."""
    kept = [(name, value) for name, value in asked.items() if value and name != PAGE]
    return Pages(
        number=number,
        previous_url=_address(kept, number - 1) if number > 1 else "",
        next_url=_address(kept, number + 1) if has_next else "",
    )


def number_in(asked: Mapping[str, str]) -> int:
    """Which page the parameters of an address ask for."""
    return page_number(asked.get(PAGE, ""))


def page_number(asked: str) -> int:
    """The number in an address; the first when it is none, or beyond the last that we show."""
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 4 else 1
    return number if 1 <= number <= LAST_PAGE else 1


def _address(kept: list[tuple[str, str]], number: int) -> str:
    return f"?{urlencode([*kept, (PAGE, number)] if number > 1 else kept)}"
