"""What the demo town's organisation did with the lessons of its stories."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from accounts.models import User
from initiatives.models import Initiative
from teams.actions.lesson import confirm_lesson, follow_up_lesson, link_rule
from teams.actions.rule import note_rule
from teams.models import Lesson
from teams.records import RuleFacts
from zwolle.demo.stories import read_learning

GUIDE = "marloes"
FACTS = ("name", "source", "state", "tried", "changed")


def learn(people: Mapping[str, User], cases: Mapping[str, Initiative], *, at: datetime) -> None:
    """Put rules on the list, confirm lessons and tell what was done with them; `cases` by the key of their story."""
    learning = read_learning()
    for row in learning["rule"]:
        _note(row, people, cases, at=at)
    for row in learning["confirmed"]:
        confirm_lesson(lesson=_lesson(cases[row["lesson"]]), by=people[row["by"]], at=at)
    for row in learning["follow_up"]:
        follow_up_lesson(lesson=_lesson(cases[row["lesson"]]), text=row["text"], by=people[row["by"]], at=at)


def _note(row: Mapping[str, Any], people: Mapping[str, User], cases: Mapping[str, Initiative], *, at: datetime) -> None:
    facts = RuleFacts(owner=people[row["owner"]], **{name: row[name] for name in FACTS})
    rule = note_rule(facts=facts, by=people[GUIDE], at=at)
    for key in row["lessons"]:
        link_rule(lesson=_lesson(cases[key]), rule=rule, by=people[GUIDE], at=at)


def _lesson(case: Initiative) -> Lesson:
    return Lesson.objects.select_related("team__initiative", "learnt_by").get(team__initiative=case)
