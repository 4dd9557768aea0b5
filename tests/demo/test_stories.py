"""The texts of the demo town: whole, true to the town's data, plain to read, and about nobody who exists."""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Collection
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

from accounts.enums import Role
from city.actions.town import ZWOLLE
from initiatives.enums import HelpKind, Origin, Outcome, PlaceKind, PositionKind, ShownName
from zwolle.demo.stories import read_challenges, read_crowd, read_people, read_stories, read_texts

STORIES = read_stories()
PEOPLE = read_people()
STAFF = [person for person in PEOPLE if person.roles]
TOWN = tomllib.loads(ZWOLLE.read_text(encoding="utf-8"))

REAL_PEOPLE = tomllib.loads(Path(__file__).with_name("real_people.toml").read_text(encoding="utf-8"))
LONGEST_NAME = 4

LONGEST_SENTENCE = 25
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
READ_BY_PEOPLE = ("text", "agreed", "reason", "may_expect", "may_not_expect", "lesson", "remark", "why")
TOLD = ("summary", "for_whom", "with_whom", "planned_when", "question")


def plain(text: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z ]", "", ascii_only)


def fingerprint(name: str) -> str:
    return sha256(plain(name).encode()).hexdigest()[:12]


def real_names(text: str, known: Collection[str] = REAL_PEOPLE["names"]) -> list[str]:
    """Runs of two to four words that are the name of somebody who exists."""
    words = text.split()
    runs = (" ".join(words[at : at + size]) for size in range(2, LONGEST_NAME + 1) for at in range(len(words)))
    return [run for run in runs if fingerprint(run) in known]


def texts() -> list[str]:
    """Every text of the demo town that somebody reads."""
    found = [row["text"] for row in read_texts()["standard_text"]]
    for story in STORIES:
        found += [story.facts["title"], *(story.facts[name] for name in TOLD if name in story.facts)]
        found += [event.facts[name] for event in story.events for name in READ_BY_PEOPLE if name in event.facts]
    return found + [text for row in read_challenges() for text in leaves(row) if " " in text]


def leaves(value: object) -> list[str]:
    """Every text in a row, however deep."""
    if isinstance(value, dict | list):
        return [text for one in (value.values() if isinstance(value, dict) else value) for text in leaves(one)]
    return [value] if isinstance(value, str) else []


def sentences(text: str) -> list[list[str]]:
    return [sentence.split() for sentence in SENTENCE_END.split(text.strip()) if sentence]


def test_it_is_a_town():
    assert len(STORIES) == 48
    assert len([story for story in STORIES if "Empowering People" in story.facts["summary"]]) == 6
    assert Counter(role for person in STAFF for role in person.roles) == {
        Role.GUIDE: 4,
        Role.WIJKMANAGER: 2,
        Role.DESK_EMPLOYEE: 1,
        Role.EDITOR: 1,
        Role.FUND_OFFICER: 3,
        Role.ASSESSOR: 2,
        Role.DECISION_MAKER: 2,
        Role.ADMINISTRATOR: 1,
        Role.RECORDS_APPROVER: 1,
        Role.EP_MEMBER: 14,
    }
    assert {story.initiator for story in STORIES} == {person.key for person in PEOPLE if not person.roles}


def test_it_covers_the_town_and_its_choices():
    told = [story.facts for story in STORIES]
    done = [event for story in STORIES for event in story.events]
    assert {facts["wijk"] for facts in told if "wijk" in facts} == {wijk["code"] for wijk in TOWN["wijk"]}
    assert {facts["theme"] for facts in told} == {theme["slug"] for theme in TOWN["theme"]}
    assert {kind for facts in told for kind in facts["help"]} == set(HelpKind)
    assert {facts["place"] for facts in told} == set(PlaceKind)
    assert {facts.get("shown_name", "none") for facts in told} == set(ShownName)
    assert {facts.get("origin", "portal") for facts in told} == set(Origin)
    assert {event.facts["kind"] for event in done if event.do == "position"} == set(PositionKind)
    outcomes = {event.facts["outcome"] for event in done if event.do == "close"}
    assert outcomes | ({"stopped"} if any(event.do == "stop" for event in done) else set()) == set(Outcome)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.key)
def test_a_story_is_told_in_order_and_ends_before_today(story):
    ago = [event.ago for event in story.events]
    assert all(earlier >= later for earlier, later in pairwise(ago))
    assert ago[-1] >= 1
    assert story.events[0].do in {"submit", "register"}


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.key)
def test_a_title_fits(story):
    assert 10 <= len(story.facts["title"]) <= 60


def test_staff_know_departments_and_fields_that_exist():
    assert {person.department for person in STAFF} <= {row["slug"] for row in TOWN["department"]}
    assert {field for person in STAFF for field in person.expertise} <= {row["slug"] for row in TOWN["expertise"]}
    assert {code for person in STAFF for code in person.wijken} <= {row["code"] for row in TOWN["wijk"]}


def test_nobody_can_be_reached():
    assert {person.email.partition("@")[2] for person in PEOPLE} == {"voorbeeld.nl"}
    assert [person.phone for person in STAFF if not person.phone.startswith("038-000 ")] == []
    assert len({person.email for person in PEOPLE}) == len(PEOPLE)


def test_nobody_is_real():
    crowd = read_crowd()
    assert [name for text in [*texts(), *(person.name for person in PEOPLE)] for name in real_names(text)] == []
    last_names = [person.name.split()[-1] for person in PEOPLE] + crowd["last_names"]
    assert [name for name in last_names if fingerprint(name) in REAL_PEOPLE["last_names"]] == []


def test_a_real_name_would_be_seen():
    assert len(REAL_PEOPLE["names"]) == 40
    assert real_names("Dag Jan van der Voorbeeld, welkom.", {fingerprint("Jan van der Voorbeeld")}) == [
        "Jan van der Voorbeeld,"
    ]


def test_sentences_are_short():
    found = [sentence for text in texts() for sentence in sentences(text)]
    assert sum(map(len, found)) / len(found) <= 15
    assert [" ".join(words) for words in found if len(words) > LONGEST_SENTENCE] == []


def test_each_text_reads_easily():
    lengths = {text: [len(words) for words in sentences(text)] for text in texts()}
    assert [text for text, counts in lengths.items() if sum(counts) / len(counts) > 20] == []


def test_the_desk_finds_something_to_do():
    """Somebody waits too long for a first answer, somebody almost; somebody has a third party to wait for."""
    unanswered = {story.events[0].ago for story in STORIES if story.events[-1].do == "submit"}
    assert unanswered == {1, 2, 4, 8}
    assert len([story for story in STORIES for event in story.events if event.do == "wait"]) == 3
