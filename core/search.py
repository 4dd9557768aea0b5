"""Dutch search that works on both databases: a normalised shadow text and one "contains" per term.

A stemmer splits fiets/fietsen and never finds "moestuin" in "Buurtmoestuin"; a plain part of a word does.
"""

import re
import unicodedata
from typing import TypeVar

from django.db.models import Q, QuerySet

Rows = TypeVar("Rows", bound=QuerySet)
JOINERS = re.compile(r"[-'’`´‐‑]")
NOT_A_WORD = re.compile(r"[^a-z0-9]+")
LONGEST_QUERY = 100
MOST_TERMS = 8


def normalise(text: str) -> str:
    """Lower-case ASCII words, one space between; hyphens and apostrophes join ("Repair-café" → "repaircafe")."""
    plain = unicodedata.normalize("NFKD", JOINERS.sub("", text)).encode("ascii", "ignore").decode().lower()
    return NOT_A_WORD.sub(" ", plain).strip()


def terms(query: str) -> list[str]:
    """The words of a query as they stand in the shadow text; at most eight."""
    return normalise(query[:LONGEST_QUERY]).split()[:MOST_TERMS]


def matching(rows: Rows, query: str) -> Rows:
    """Rows that hold every term of the query; all rows when it has none."""
    return rows.filter(_all_in("search_text", query))


def in_title(query: str) -> Q:
    """The condition that every term of the query stands in the title; no condition when the query has no terms."""
    return _all_in("search_title", query)


def _all_in(column: str, query: str) -> Q:
    return Q(*((f"{column}__contains", word) for word in terms(query)))
