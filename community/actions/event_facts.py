"""What an organiser says of an event and a visitor of a registration, as values: forms make them, actions take them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from city.models import Theme, Wijk
from community.enums.agenda import Rhythm, Visibility
from community.models import EventKind
from initiatives.models import Initiative


@dataclass(frozen=True, kw_only=True)
class EventFacts:
    """What an event is; `capacity` in people, None is no limit. See `community.models.Event`."""

    kind: EventKind
    title: str
    text: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    link: str = ""
    access: str = ""
    audience: str = ""
    wijk: Wijk | None = None
    theme: Theme | None = None
    visibility: str = Visibility.PUBLIC
    takes_registrations: bool = True
    capacity: int | None = None
    registration_until: datetime | None = None
    initiatives: Collection[Initiative] = ()


@dataclass(frozen=True, kw_only=True)
class Repeat:
    """How often an event comes back, the first time included."""

    rhythm: Rhythm
    times: int


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Who comes, with how many in all, and what they need to take part; `email` was proven to be theirs."""

    name: str
    email: str
    language: str
    people: int = 1
    access_needs: str = ""
    user: User | None = None
