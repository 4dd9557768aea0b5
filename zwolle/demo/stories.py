"""The demo town as it stands in its data files: people, stories, texts. Reading only; no database, no clock."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
Facts = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Person:
    """An invented person. Staff have roles and a profile, initiators have neither.

    `hours` is a week; who is away has been so since `away_since` working days ago, for `away_for` of them.
    """

    key: str
    name: str
    email: str
    language: str = "nl"
    roles: tuple[str, ...] = ()
    job: str = ""
    department: str = ""
    expertise: tuple[str, ...] = ()
    wijken: tuple[str, ...] = ()
    phone: str = ""
    hours: int = 0
    away_since: int = 0
    away_for: int = 0
    stand_in: str = ""
    undeliverable: bool = False


@dataclass(frozen=True)
class Event:
    """Something that happened `ago` working days before today; `do` names the kind, `facts` are its other keys."""

    ago: int
    do: str
    facts: Facts


@dataclass(frozen=True)
class Story:
    """An initiative: `facts` is what was told when it came in, `events` is what followed, `key` names its file."""

    key: str
    initiator: str
    facts: Facts
    events: tuple[Event, ...]


def read_people() -> list[Person]:
    """Everyone in the demo town, staff first."""
    data = _read(HERE / "people.toml")
    return [_person(row) for row in [*data["staff"], *data["initiator"]]]


def read_stories() -> list[Story]:
    """Every initiative of the demo town, by name of its file."""
    return [_story(file) for file in sorted((HERE / "initiatives").glob("*.toml"))]


def read_texts() -> Facts:
    """The standard texts and labels of the gidsteam."""
    return _read(HERE / "texts.toml")


def read_learning() -> Facts:
    """The rules on the list, and what was done with lessons."""
    return _read(HERE / "learning.toml")


def read_fund() -> Facts:
    """What is in the pots, and who applies for what."""
    return _read(HERE / "fund.toml")


def read_programmes() -> list[Facts]:
    """The programmes, the oldest first."""
    rows: list[Facts] = _read(HERE / "programmes.toml")["programme"]
    return rows


def read_agenda() -> list[Facts]:
    """The events of the agenda, the oldest first."""
    rows: list[Facts] = _read(HERE / "agenda.toml")["event"]
    return rows


def read_following() -> dict[str, list[Facts]]:
    """Who follows what, what initiators told, who offered help, and what was reported."""
    rows: dict[str, list[Facts]] = _read(HERE / "following.toml")
    return rows


def read_hubs() -> Facts:
    """The questions to hubs, and which hubs have a mailbox."""
    return _read(HERE / "hubs.toml")


def read_challenges() -> list[Facts]:
    """The challenges, by how far they are: the one that is over first."""
    rows: list[Facts] = _read(HERE / "challenges.toml")["challenge"]
    return rows


def read_told() -> list[Facts]:
    """The stories that initiators and civil servants tell, with their line breaks: these are Markdown."""
    rows: list[Facts] = tomllib.loads((HERE / "told.toml").read_text(encoding="utf-8"))["told"]
    return rows


def read_crowd() -> Facts:
    """The words the large town is put together from."""
    return _read(HERE / "crowd.toml")


def _person(row: Facts) -> Person:
    facts: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return Person(**facts)


def _story(file: Path) -> Story:
    facts = _read(file)
    events = tuple(Event(ago=row.pop("ago"), do=row.pop("do"), facts=row) for row in facts.pop("event"))
    return Story(key=file.stem, initiator=facts.pop("initiator"), facts=facts, events=events)


def _read(file: Path) -> dict[str, Any]:
    """The file with every text on one line per paragraph: line breaks in the files are for whoever edits them."""
    return {key: _flowing(value) for key, value in tomllib.loads(file.read_text(encoding="utf-8")).items()}


def _flowing(value: Any) -> Any:
    if isinstance(value, str):
        return "\n\n".join(" ".join(paragraph.split()) for paragraph in value.strip().split("\n\n"))
    if isinstance(value, list):
        return [_flowing(item) for item in value]
    if isinstance(value, dict):
        return {key: _flowing(item) for key, item in value.items()}
    return value
