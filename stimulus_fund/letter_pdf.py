"""A sealed letter as tagged PDF (PDF/UA-1, PDF/A-2a) for the archive: the same words, for a screen reader and paper.

The letter is the HTML that was sealed; this is a copy of it that anybody can make again.
"""

import json
import re
import unicodedata
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from stimulus_fund.models import Letter

BLOCKS = frozenset({"address", "h1", "h2", "p", "ul", "dl"})
WITHIN = frozenset({"br", "dd", "dt", "li", "strong"})
TEMPLATE = Path(__file__).parent / "data" / "letter.typ"
UNSHOWN = re.compile(r'the text `"([^"\\]+)"` could not be displayed')
JOINERS = re.compile("[\u200d\ufe0e\ufe0f]")  # they make one picture of several, and mean nothing beside a name
MOST_SIGNS = 100  # different ones in one letter
SPACE = re.compile(r"[ \t\r\n]+")  # not the space that does not break


class UnknownPiece(ValueError):
    """A letter holds an element this does not know: better no PDF than one that leaves something out."""


@dataclass
class Piece:
    """An element of a letter: its name, and the texts and elements in it."""

    tag: str
    parts: list["Piece | str"] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        """As it goes into JSON; white space as a browser shows it."""
        parts = [SPACE.sub(" ", part) if isinstance(part, str) else part.plain() for part in self.parts]
        return {"tag": self.tag, "parts": parts}


class _Reader(HTMLParser):
    """Reads the body of a letter into pieces."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Piece("letter")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element, or set one that has no end."""
        if tag not in BLOCKS | WITHIN:
            raise UnknownPiece(tag)
        piece = Piece(tag)
        self.open[-1].parts.append(piece)
        if tag != "br":
            self.open.append(piece)

    def handle_endtag(self, tag: str) -> None:
        """End it."""
        if self.open[-1].tag != tag:
            raise UnknownPiece(tag)
        self.open.pop()

    def handle_data(self, data: str) -> None:
        """A text; between blocks there is only white space."""
        if data.strip() and len(self.open) == 1:
            raise UnknownPiece(data.strip())
        if len(self.open) > 1 and self.open[-1].tag not in {"dl", "ul"}:
            self.open[-1].parts.append(data)


def pieces(body: str) -> list[dict[str, Any]]:
    """The blocks of a letter's HTML, in order. Raises UnknownPiece for what it cannot show."""
    reader = _Reader()
    reader.feed(body)
    reader.close()
    letter = reader.open[0]
    if len(reader.open) > 1 or not all(isinstance(part, Piece) and part.tag in BLOCKS for part in letter.parts):
        raise UnknownPiece(letter.tag)
    return letter.plain()["parts"]


def of(letter: Letter) -> bytes:
    """The PDF of a letter; the same letter gives the same file. Raises UnknownPiece."""
    day = localtime(letter.sent_at)
    with override("nl"):
        facts = {
            "subject": letter.subject,
            "sender": _("Gemeente %(name)s") % {"name": settings.MUNICIPALITY},
            "foot": _("Zegel van de tekst (SHA-256): %(seal)s") % {"seal": letter.seal},
            "pieces": pieces(letter.body),
            "year": day.year,
            "month": day.month,
            "day": day.day,
        }
    return _set(json.dumps(facts, ensure_ascii=False), timestamp=int(day.timestamp()))


def _set(letter: str, *, timestamp: int) -> bytes:
    """The letter in type. A sign the font does not have (an emoji) is called by its name, so that nothing is left out:
    a PDF for the archive may hold no sign that is not shown.
    """
    for _sign in range(MOST_SIGNS):
        try:
            made = typst.compile(
                TEMPLATE.read_bytes(),
                sys_inputs={"letter": letter},
                ignore_system_fonts=True,
                pdf_standards=["a-2a", "ua-1"],
                timestamp=timestamp,
            )
        except typst.TypstError as fault:
            found = UNSHOWN.search(str(fault))
            signs = {sign for sign in (found[1] if found else "") if not sign.isascii()}
            if not signs:
                raise
            letter = JOINERS.sub("", letter)
            for sign in signs:
                letter = letter.replace(sign, by_name(sign))
        else:
            if not isinstance(made, bytes):
                raise TypeError("One document was asked for")
            return made
    raise UnknownPiece("Too many signs that the font does not have")


def by_name(sign: str) -> str:
    """What stands in place of a sign: its name in the standard of signs, or its number."""
    return f"[{unicodedata.name(sign, f'U+{ord(sign):04X}').lower()}]"
