"""Names that people gave their files, made fit to show, to write in a header and to save on any computer."""

import re
import unicodedata

LONGEST = 100
SLASHES = re.compile(r"[/\\]")
NOT_ALLOWED = re.compile(r'[<>:"|?*\s]+')
SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}$")
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def clean_name(name: str, suffix: str, *, fallback: str) -> str:
    """The name without path, control and direction signs, ending on the suffix of what the file is.

    `fallback` is used when nothing is left. At most 100 signs before the suffix.
    """
    last = SLASHES.split(name)[-1]
    visible = "".join(sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C")
    stem = NOT_ALLOWED.sub(" ", SUFFIX.sub("", visible)).strip(" .")[:LONGEST].strip(" .")
    if RESERVED.fullmatch(stem):
        stem = f"_{stem}"
    return f"{stem or fallback}.{suffix}"


def shown_name(name: str) -> str:
    """The name as a message about the file repeats it: on one line, at most 60 signs."""
    visible = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in SLASHES.split(name)[-1])
    short = " ".join(visible.split())
    return short if len(short) <= 60 else f"{short[:57]}…"
