"""Read the town's master data from a file into the database."""

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from city.models import Department, Expertise, Goal, Holiday, Stadsdeel, Theme, Wijk
from core.models import RetentionTerm

ZWOLLE = Path(__file__).resolve().parent.parent / "data" / "zwolle.toml"


@transaction.atomic
def load_town(file: Path = ZWOLLE) -> int:
    """Add what the file describes and the database does not hold yet; staff's own changes stay. Returns how many."""
    town = tomllib.loads(file.read_text(encoding="utf-8"))
    stadsdelen = {
        row["slug"]: Stadsdeel.objects.get_or_create(slug=row["slug"], defaults=row) for row in town["stadsdeel"]
    }
    added = sum(created for _, created in stadsdelen.values())
    added += sum(
        _add_wijk(row, {slug: stadsdeel for slug, (stadsdeel, _) in stadsdelen.items()}) for row in town["wijk"]
    )
    for position, row in enumerate(town["theme"]):
        row["position"] = position
    for model, key, rows in [
        (Theme, "slug", town["theme"]),
        (Goal, "code", town["goal"]),
        (Department, "slug", town["department"]),
    ]:
        added += sum(model._default_manager.get_or_create(**{key: row[key]}, defaults=row)[1] for row in rows)
    added += sum(_add_expertise(row) for row in town["expertise"])
    added += sum(_add_term(row) for row in town["retention"])
    days = [{"day": row["date"], "name": row["name"], "kind": row["kind"]} for row in town["holiday"]]
    return added + sum(Holiday.objects.get_or_create(day=row["day"], defaults=row)[1] for row in days)


def _add_wijk(row: dict[str, Any], stadsdelen: dict[str, Stadsdeel]) -> bool:
    fields = {
        "slug": row["slug"],
        "name": row["name"],
        "resident_names": row["resident_names"],
        "stadsdeel": stadsdelen.get(row["stadsdeel"]),
        "map_x": row["x"],
        "map_y": row["y"],
    }
    return Wijk.objects.get_or_create(code=row["code"], defaults=fields)[1]


def _add_expertise(row: dict[str, Any]) -> bool:
    expertise, created = Expertise.objects.get_or_create(slug=row["slug"], defaults={"name": row["name"]})
    if created:
        expertise.themes.set(Theme.objects.filter(slug__in=row["themes"]))
    return created


def _add_term(row: dict[str, Any]) -> bool:
    key = {"kind": row["kind"], "valid_from": row["valid_from"]}
    return RetentionTerm.objects.get_or_create(**key, defaults=row)[1]
