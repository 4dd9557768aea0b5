"""The words a canary sings: each tells which field of which row it was planted in, wherever it is found."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

# A sentence begins with its mark and ends with another: of a name, everyone may read the first word and not the last.
HEAD, TAIL = "kanarie", "staart"
WORD = re.compile(rf"({HEAD}|{TAIL})(\d{{3}})r(\d+)q", re.IGNORECASE)
KEY = re.compile(r"ca9a0000-?0000-?4000-?8(\d{3})-?(\d{12})", re.IGNORECASE)
FOLDED = re.compile(r"\r?\n[ \t]")  # a long line of a calendar
BETWEEN = re.compile(r"[\s().-]+")


@dataclass(frozen=True, order=True)
class Find:
    """A mark that was read somewhere: the number of its field, the key of its row (0: not told), and which part."""

    field: int
    row: int
    part: str = HEAD


def word(field: int, row: object, part: str = HEAD) -> str:
    """The mark of a field in a row."""
    return f"{part}{field:03}r{row}q"


def sentence(field: int, row: object) -> str:
    """The canary sentence of a field in a row."""
    return f"{word(field, row)} zingt {word(field, row, TAIL)}"


def key(field: int, row: int) -> UUID:
    """The mark of a field that holds a key of 128 bits."""
    return UUID(f"ca9a0000-0000-4000-8{field:03}-{row:012}")


def finds(text: str, own_forms: Mapping[str, int]) -> Iterator[Find]:
    """Every mark in a text, a header or a file; `own_forms` are the values of fields with a form of their own."""
    text = FOLDED.sub("", text)
    for part, field, row in WORD.findall(text):
        yield Find(int(field), int(row), part.lower())
    for field, row in KEY.findall(text):
        yield Find(int(field), int(row))
    bare = BETWEEN.sub("", text).lower()
    yield from (Find(field, 0) for value, field in own_forms.items() if BETWEEN.sub("", value).lower() in bare)
