"""Names that the eye takes for another name: borrowed letters of other alphabets, digits for letters, hidden signs."""

import re
import unicodedata
from collections.abc import Iterable

# What reorders or hides what is read: bidirectional controls, soft hyphen, zero-width space, byte order mark. The
# joiners U+200C and U+200D stay: Persian and emoji need them.
HIDDEN = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
NOT_ALPHANUMERIC = re.compile(r"[^a-z0-9]+")

# Per Latin letter: the letters of other alphabets and the digits that pass for it, in lower case.
LOOKALIKES = {
    "a": "аα",
    "b": "вьβ",
    "c": "сϲ",
    "d": "ԁ",
    "e": "еёє3",
    "g": "ԍ9",
    "h": "һн",
    "i": "іїι1",
    "j": "јϳ",
    "k": "кκ",
    "l": "ӏ|",
    "m": "м",
    "n": "пη",
    "o": "оοσө0",
    "p": "рρ",
    "q": "ԛ",
    "r": "г",
    "s": "ѕ5",
    "t": "тτ",
    "u": "υ",
    "v": "νѵ",
    "w": "ԝωш",
    "x": "хχ",
    "y": "уүγ",
    "z": "2",
}
CONFUSABLE_ALPHABETS = {"LATIN", "FULLWIDTH", "CYRILLIC", "GREEK", "COPTIC", "ARMENIAN", "CHEROKEE"}
FOLDED = {ord(odd): latin for latin, others in LOOKALIKES.items() for odd in others}


def visible(text: str) -> str:
    """The text without what nobody sees."""
    return HIDDEN.sub("", text)


def skeleton(text: str) -> str:
    """What the eye reads, as bare Latin letters: "Gemeente Zwоlle" with a Cyrillic о gives "gemeentezwolle"."""
    plain = unicodedata.normalize("NFKD", visible(text)).casefold()
    letters = "".join(character for character in plain if not unicodedata.combining(character)).translate(FOLDED)
    return NOT_ALPHANUMERIC.sub("", letters)


def mixes_alphabets(text: str) -> bool:
    """True when one word borrows letters that look alike from another alphabet: no name does, every forged one does."""
    return any(len(alphabets(word)) > 1 for word in text.split())


def alphabets(word: str) -> set[str]:
    """The alphabets of its letters that have lookalikes elsewhere, as Unicode calls them: LATIN, CYRILLIC, GREEK."""
    return {unicodedata.name(letter, "?").split(" ")[0] for letter in word if letter.isalpha()} & CONFUSABLE_ALPHABETS


def resembles(text: str, reserved: Iterable[str]) -> bool:
    """True when the eye may read one of the reserved names in the text."""
    seen = skeleton(text)
    return any(skeleton(name) in seen for name in reserved)
