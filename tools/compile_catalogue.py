"""Compile every catalogue in locale/ to the form Django reads; gettext need not be on the machine."""

import sys
from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_all(locale: Path = LOCALE) -> list[Path]:
    """Write a .mo beside each .po and return what was written; fuzzy and empty entries are left out."""
    written = []
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        polib.pofile(str(source), check_for_duplicates=True).save_as_mofile(str(target))
        written.append(target)
    return written


if __name__ == "__main__":
    sys.exit(0 if compile_all() else f"No catalogue in {LOCALE}.")
