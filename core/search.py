"""Dutch search that works on both databases: a normalised shadow text and one "contains" per term.

A stemmer splits fiets/fietsen and never finds "moestuin" in "Buurtmoestuin"; a plain part of a word does.
"""

import re
import unicodedata
from typing import TypeVar

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

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
    """Rows that hold every term in `search_text`, those with all terms in `search_title` marked `title_hit` 1."""
    words = terms(query)
    everywhere, in_title = Q(), Q()
    for word in words:
        everywhere &= Q(search_text__contains=word)
        in_title &= Q(search_title__contains=word)
    if not words:
        return rows
    hit = Case(When(in_title, then=Value(1)), default=Value(0), output_field=IntegerField())
    return rows.filter(everywhere).annotate(title_hit=hit)
