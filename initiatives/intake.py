"""What is known of an initiative when it comes in."""

from dataclasses import dataclass, field

from city.models import Goal, Theme, Wijk
from initiatives.enums import PlaceKind, ShownName


@dataclass(frozen=True, kw_only=True)
class Intake:
    """The answers of the submit form, or what a civil servant entered for somebody; validated already."""

    title: str
    summary: str = ""
    for_whom: str = ""
    with_whom: str = ""
    planned_when: str = ""
    question: str = ""
    organisation: str = ""
    language: str = "nl"
    help_kinds: frozenset[str] = frozenset()
    theme: Theme | None = None
    goals: tuple[Goal, ...] = field(default=())
    place_kind: str = PlaceKind.CITY
    wijk: Wijk | None = None
    address: str = ""
    address_public: bool = False
    shown_name: str = ShownName.NONE
    may_be_public: bool = False
    under_sixteen: bool = False
    guardian_name: str = ""


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who sends an initiative, and how to reach them; validated already."""

    name: str
    email: str
    phone: str = ""
    language: str = "nl"
