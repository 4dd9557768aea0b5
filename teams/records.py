"""What somebody tells about a session or about themselves, as values: the forms make them, the actions take them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from accounts.models import User
from city.models import Department, Expertise, Wijk
from initiatives.enums import Side
from teams.enums import Channel, LessonAbout, LessonLevel, SessionKind
from teams.models import Rule


@dataclass(frozen=True, kw_only=True)
class Talk:
    """When it was, how long (minutes, in quarters), what was agreed, and whether the initiator may read that.

    `question`, `answer` and `agreed` are the summary; `internal_note` is for colleagues alone.
    """

    held_on: date
    minutes: int
    agreed: str
    shared: bool
    kind: str = SessionKind.ADVICE
    channel: str = ""
    question: str = ""
    answer: str = ""
    internal_note: str = ""


@dataclass(frozen=True, kw_only=True)
class Guest:
    """Somebody without an account: a partner with an `organisation`, else of the initiator's side with a `role`."""

    name: str = ""
    role: str = ""
    organisation: str = ""


@dataclass(frozen=True, kw_only=True)
class Presence:
    """Who were at a session."""

    colleagues: Collection[User] = ()
    initiators: Collection[User] = ()
    guests: Sequence[Guest] = ()


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A session to come: when, how long (minutes, in quarters), where, about what, and who is asked to come."""

    starts_at: datetime
    minutes: int
    about: str
    place: str = ""
    kind: str = SessionKind.ADVICE
    channel: str = Channel.TABLE
    with_initiator: bool = False
    invited: Collection[User] = ()


@dataclass(frozen=True, kw_only=True)
class NewPoint:
    """Something somebody will do: a colleague (`owner`), or the initiator's side when there is none."""

    text: str
    due_on: date
    owner: User | None = None

    @property
    def side(self) -> Side:
        """On whose side of the table it is to be done."""
        return Side.MUNICIPALITY if self.owner else Side.INITIATOR


@dataclass(frozen=True, kw_only=True)
class NewLesson:
    """What somebody learnt, for whom, and whether colleagues outside the team may read it."""

    text: str
    level: str = LessonLevel.ORGANISATION
    shareable: bool = True
    about: str = LessonAbout.COOPERATION
    subject: str = ""
    rule: Rule | None = None


@dataclass(frozen=True, kw_only=True)
class RuleFacts:
    """What is known of a rule that stood in the way."""

    name: str
    source: str
    state: str
    owner: User
    tried: str
    changed: str


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A colleague to invite, why that one, and why although the week is full (empty when it is not)."""

    user: User
    why: str
    despite: str = ""


@dataclass(frozen=True, kw_only=True)
class ProfileDetails:
    """What colleagues may know of a civil servant; `hours_a_week` in hours with quarters."""

    department: Department | None
    job: str
    phone: str
    expertise: Sequence[Expertise]
    wijken: Sequence[Wijk]
    hours_a_week: Decimal
    absent_from: date | None
    absent_until: date | None
    stand_in: User | None


@dataclass(frozen=True, kw_only=True)
class ProgrammeFacts:
    """What a programme is: its kind, its period (both days included) and the words everyone reads once it is public."""

    name: str
    kind: str
    starts_on: date
    ends_on: date
    goals: str
    introduction: str
    is_public: bool
    owner: User


@dataclass(frozen=True, kw_only=True)
class GatheringFacts:
    """When participants come together, how long (minutes), where, and what for."""

    kind: str
    starts_at: datetime
    minutes: int
    place: str
    agenda: str


@dataclass(frozen=True, kw_only=True)
class LookBack:
    """What somebody answers at the closing, and whether that may be quoted."""

    brought: str
    needed: str
    quoting: str
