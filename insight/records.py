"""What an editor asks of an edition, as values: the forms make them, the actions take them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from teams.models import Programme


@dataclass(frozen=True, kw_only=True)
class NewEdition:
    """What a new edition is about."""

    title: str
    first: date
    last: date
    programme: Programme | None = None


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The keys of the lines that are chosen, and for lessons and rules the words as they are to be read."""

    keys: frozenset[str]
    texts: Mapping[str, str]
