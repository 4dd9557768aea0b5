"""What changed between two texts, word by word. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|[^\s]+")
SAME, GONE, NEW = "same", "gone", "new"
# Texts that share fewer words than this read better one after the other than word by word.
ALIKE = 0.5


@dataclass(frozen=True)
class Piece:
    """A stretch of text that stayed, went or came."""

    kind: str
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """The two texts as one, with what went before what came."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    if SequenceMatcher(None, before.split(), after.split(), autojunk=False).ratio() < ALIKE:
        return [piece for piece in (Piece(GONE, before), Piece(NEW, after)) if piece.text]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [piece for opcode in matcher.get_opcodes() for piece in _pieces_of(opcode, old, new)]


def _pieces_of(opcode: tuple[str, int, int, int, int], old: list[str], new: list[str]) -> Iterator[Piece]:
    tag, old_from, old_to, new_from, new_to = opcode
    if tag == "equal":
        yield Piece(SAME, "".join(old[old_from:old_to]))
        return
    if old_to > old_from:
        yield Piece(GONE, "".join(old[old_from:old_to]))
    if new_to > new_from:
        yield Piece(NEW, "".join(new[new_from:new_to]))
