"""Read the town's master data from a file into the database."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.db import models, transaction

from city.models import Department, Expertise, Goal, GoalTarget, Holiday, Stadsdeel, Theme, Wijk
from core.models import RetentionTerm

ZWOLLE = Path(__file__).resolve().parent.parent / "data" / "zwolle.toml"

Row = Mapping[str, Any]


@cache
def _read(file: Path) -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


@transaction.atomic
def load_town(file: Path = ZWOLLE) -> int:
    """Add what the file describes and the database does not hold yet; staff's own changes stay. Returns how many."""
    town = _read(file)
    added = [
        _add(Stadsdeel, ["slug"], town["stadsdeel"]),
        _add(Wijk, ["code"], _wijken(town["wijk"])),
        _add(Theme, ["slug"], ({**row, "position": place} for place, row in enumerate(town["theme"]))),
        _add_goals(town["goal"]),
        _add(Department, ["slug"], town["department"]),
        _add_expertise(town["expertise"]),
        _add(RetentionTerm, ["kind", "valid_from"], town["retention"]),
        _add(
            Holiday,
            ["day"],
            ({"day": row["date"], "name": row["name"], "kind": row["kind"]} for row in town["holiday"]),
        ),
    ]
    return sum(len(rows) for rows in added)


def _add(model: type[models.Model], key: list[str], rows: Iterable[Row]) -> list[Any]:
    present = set(model._default_manager.values_list(*key))
    missing = (row for row in rows if tuple(row[name] for name in key) not in present)
    return model._default_manager.bulk_create(model(**row) for row in missing)


def _wijken(rows: list[dict[str, Any]]) -> Iterable[Row]:
    stadsdelen = {stadsdeel.slug: stadsdeel for stadsdeel in Stadsdeel.objects.all()}
    for row in rows:
        yield {
            "code": row["code"],
            "slug": row["slug"],
            "name": row["name"],
            "resident_names": row["resident_names"],
            "stadsdeel": stadsdelen.get(row["stadsdeel"]),
            "map_x": row["x"],
            "map_y": row["y"],
        }


def _add_goals(rows: list[dict[str, Any]]) -> list[Goal]:
    """Goals with their wijken and targets; a goal that is there already keeps those that staff gave it."""
    below = {row["code"]: (row.get("wijken", []), row.get("targets", [])) for row in rows}
    plain = ({name: value for name, value in row.items() if name not in {"wijken", "targets"}} for row in rows)
    added = _add(Goal, ["code"], plain)
    wijken = {wijk.slug: wijk for wijk in Wijk.objects.all()}
    through = Goal.wijken.through
    through._default_manager.bulk_create(
        through(goal=goal, wijk=wijken[slug]) for goal in added for slug in below[goal.code][0] if slug in wijken
    )
    GoalTarget.objects.bulk_create(GoalTarget(goal=goal, **target) for goal in added for target in below[goal.code][1])
    return added


def _add_expertise(rows: list[dict[str, Any]]) -> list[Expertise]:
    themes = {theme.slug: theme for theme in Theme.objects.all()}
    about = {row["slug"]: [themes[slug] for slug in row["themes"] if slug in themes] for row in rows}
    added = _add(Expertise, ["slug"], ({"slug": row["slug"], "name": row["name"]} for row in rows))
    through = Expertise.themes.through
    through._default_manager.bulk_create(
        through(expertise=expertise, theme=theme) for expertise in added for theme in about[expertise.slug]
    )
    return added
