"""What changed in the API, the latest first: semantic versions, as its users may count on them.

A field, filter or dataset that goes or means something else is a new major version, with an address of its own; the
old one then stays for at least a year (NL API Design Rules, transition period). What is added is a minor version.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from insight.queries.open_data.declared import Text


@dataclass(frozen=True)
class Change:
    """A version, since when it is there, and what is different."""

    version: str
    on: date
    text: Text


CHANGES = (
    Change(
        "1.0.0",
        date(2026, 11, 28),
        _(
            "De eerste versie: initiatieven, posities, doelen, toekenningen, verhalen, agenda, knooppunten, "
            "uitdagingen, cijfers, wijken en thema's."
        ),
    ),
)
