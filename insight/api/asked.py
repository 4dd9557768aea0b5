"""What a question asks for, and everything that is wrong with it at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from insight.queries.open_data.declared import Dataset, Filter

PAGE, SIZE = "page", "pageSize"
PAGE_SIZE = 25
LARGEST_PAGE = 100
LAST_PAGE = 10_000
NUMBER = re.compile(r"[1-9][0-9]{0,5}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FIRST_YEAR = 1900
LAST_YEAR = 2999


@dataclass(frozen=True)
class Asked:
    """Which page, how many a page, and which filters with what to narrow by; `words` is the question as it came."""

    page: int
    size: int
    chosen: tuple[tuple[Filter, Any], ...]
    words: Mapping[str, str]

    def narrowed(self, rows: Any) -> Any:
        """The rows that were asked for."""
        for filter_, value in self.chosen:
            rows = filter_.narrow(rows, value)
        return rows


class Wrong(ValueError):
    """One value that does not fit; says in a sentence what would."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


def read(query: QueryDict, dataset: Dataset, *, paged: bool) -> tuple[Asked, list[dict[str, Any]]]:
    """The question, and its errors as a problem lists them. A file is always whole: then `paged` is off."""
    known = {each.name: each for each in dataset.filters}
    errors: list[dict[str, Any]] = []
    numbers = {PAGE: 1, SIZE: PAGE_SIZE}
    chosen: list[tuple[Filter, Any]] = []
    for name, given in query.lists():
        try:
            if name in numbers and paged:
                numbers[name] = _number(_once(given), LAST_PAGE if name == PAGE else LARGEST_PAGE)
            elif name in numbers:
                raise Wrong("notPaged", _("Een bestand is altijd heel. Laat deze parameter weg."))
            elif name in known:
                chosen.append((known[name], _value(known[name], _once(given))))
            else:
                raise Wrong("unknown", _unknown([*known, *(numbers if paged else [])]))
        except Wrong as wrong:
            errors.append(error(name, wrong.code, str(wrong)))
    words = {name: str(given) for name, given in query.items()}
    return Asked(numbers[PAGE], numbers[SIZE], tuple(chosen), words), errors


def nothing(query: QueryDict) -> list[dict[str, Any]]:
    """The errors of a question where nothing can be asked besides the address."""
    return [error(name, "unknown", _("Deze parameter is er niet. Laat hem weg.")) for name in query]


def error(name: str, code: str, detail: str) -> dict[str, Any]:
    """One error of the query, in the form the NL API Design Rules give."""
    return {"in": "query", "location": {"name": name[:100]}, "code": code, "detail": detail}


def _once(given: list[str]) -> str:
    if len(given) != 1:
        raise Wrong("repeated", _("Geef deze parameter één keer."))
    if not given[0]:
        raise Wrong("empty", _("Geef deze parameter een waarde, of laat hem weg."))
    return given[0]


def _number(text: str, most: int) -> int:
    if not NUMBER.fullmatch(text) or int(text) > most:
        raise Wrong("number", _("Geef een heel getal van 1 tot en met %(most)s.") % {"most": most})
    return int(text)


def _value(filter_: Filter, text: str) -> Any:
    """What to narrow by."""
    if filter_.is_day:
        return _day(text)
    if filter_.values is None:
        if not re.fullmatch(filter_.pattern, text) or "\n" in text:
            raise Wrong("pattern", _("Schrijf het zoals %(example)s.") % {"example": filter_.example})
        return text
    values = filter_.values()
    if text not in values:
        raise Wrong("choice", _("Kies een van: %(words)s.") % {"words": ", ".join(values)})
    return values[text]


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Wrong("date", _("Geef een dag als jjjj-mm-dd, bijvoorbeeld 2026-03-11."))
    return day


def _unknown(names: list[str]) -> str:
    if not names:
        return _("Deze parameter is er niet. Laat hem weg.")
    return _("Deze parameter is er niet. Wel: %(names)s.") % {"names": ", ".join(sorted(names))}
