"""What the building blocks of a page are made of: frozen values that views hand to the component tags."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils.functional import Promise as LazyText

Text = str | LazyText


class Moment(StrEnum):
    """Where a step stands: behind us, here, or still to come."""

    DONE = "done"
    CURRENT = "current"
    COMING = "coming"


class Tone(StrEnum):
    """What a tag or notice says besides its words."""

    NEUTRAL = "neutral"
    INFO = "info"
    POSITIVE = "positive"
    WARNING = "warning"
    NEGATIVE = "negative"


@dataclass(frozen=True)
class Step:
    """One step of a timeline: `on` is when it happened or is promised, `note` a word beside the date ("te laat").

    `lang` marks a sentence that people wrote themselves, in their own language.
    """

    title: Text
    moment: Moment
    text: Text = ""
    on: date | datetime | None = None
    note: Text = ""
    lang: str = ""


@dataclass(frozen=True)
class Fact:
    """A term and what it is, in a definition list; `url` makes the value a link."""

    term: Text
    value: Text
    url: str = ""


@dataclass(frozen=True)
class Answer:
    """One line of a check page: what was asked, what was answered, and where to change it.

    `change_name` is read by screen readers after "Wijzig" ("uw e-mailadres"); empty `change_url` shows no link.
    """

    question: Text
    answer: Text
    change_url: str = ""
    change_name: Text = ""


@dataclass(frozen=True)
class Attachment:
    """A file as people see it; `size` in bytes, `added_by` in words ("van u", "van de gemeente")."""

    name: str
    url: str
    size: int
    added_by: Text = ""
    added_at: datetime | None = None


@dataclass(frozen=True)
class Stage:
    """One page of a form in steps; an empty `url` means the person cannot go there yet."""

    name: Text
    url: str = ""
    current: bool = False


@dataclass(frozen=True)
class Pages:
    """Where the previous and next pages of a list are; an empty address means there is none."""

    number: int
    previous_url: str = ""
    next_url: str = ""


@dataclass(frozen=True)
class Crumb:
    """One link of the path to this page."""

    name: Text
    url: str
