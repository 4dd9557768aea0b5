"""What upper apps tell everyone about an initiative in its feed; they stand in `settings.FEED_SOURCES`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from initiatives.models import Initiative


@dataclass(frozen=True)
class Told:
    """One entry of a feed: `key` never changes, so that a reader shows it once."""

    key: str
    title: str
    url: str
    text: str
    at: datetime | None


Source = Callable[[Initiative], Iterable[Told]]


def told_from_above(initiative: Initiative) -> list[Told]:
    """What the upper apps tell about this public initiative."""
    sources: list[Source] = [import_string(path) for path in settings.FEED_SOURCES]
    return [told for source in sources for told in source(initiative)]
