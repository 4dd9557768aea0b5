"""Fill the places of a standard text. Pure: text and values in, text out."""

import re

PLACE = re.compile(r"\{(naam|titel|nummer|gids|datum)\}")


def fill(text: str, *, naam: str, titel: str, nummer: str, gids: str, datum: str) -> str:
    """The text with its five places filled; other braces stay as they are, and what is filled in is not read again."""
    values = {"naam": naam, "titel": titel, "nummer": nummer, "gids": gids, "datum": datum}
    return PLACE.sub(lambda place: values[place[1]], text)
