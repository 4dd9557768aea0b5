"""What a new installation begins with: the schemes of the town, with rules from a day on."""

import tomllib
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from stimulus_fund.enums import RulesetState
from stimulus_fund.models import Criterion, RequiredFile, Ruleset, Scheme, Settling

ZWOLLE = Path(__file__).resolve().parent.parent / "data" / "zwolle.toml"
LINES = ("conditions", "not_paid")
EUROS = {"ceiling": "ceiling_cents", "unit_budget": "unit_budget_cents"}
ROWS = ("slug", "name", "criteria", "required_files", "settling")


@cache
def _read(file: Path) -> list[dict[str, Any]]:
    schemes: list[dict[str, Any]] = tomllib.loads(file.read_text(encoding="utf-8"))["scheme"]
    return schemes


@transaction.atomic
def load_schemes(*, at: datetime, file: Path = ZWOLLE) -> int:
    """Add the schemes of the file that are not there yet, with approved rules; returns how many."""
    present = set(Scheme.objects.values_list("slug", flat=True))
    missing = [(order, row) for order, row in enumerate(_read(file)) if row["slug"] not in present]
    for order, row in missing:
        scheme = Scheme.objects.create(slug=row["slug"], name=row["name"], order=order)
        _add_ruleset(scheme, row, at)
    return len(missing)


def _add_ruleset(scheme: Scheme, row: dict[str, Any], at: datetime) -> None:
    texts = {name: "\n".join(row.get(name, ())) for name in LINES}
    cents = {column: row[name] * 100 for name, column in EUROS.items() if name in row}
    plain = {name: value for name, value in row.items() if name not in {*ROWS, *LINES, *EUROS}}
    ruleset = Ruleset.objects.create(
        scheme=scheme, state=RulesetState.APPROVED, written_at=at, approved_at=at, **plain, **texts, **cents
    )
    Criterion.objects.bulk_create(Criterion(ruleset=ruleset, **each) for each in row.get("criteria", ()))
    RequiredFile.objects.bulk_create(
        RequiredFile(ruleset=ruleset, from_cents=each.pop("from", 0) * 100, **each)
        for each in map(dict, row.get("required_files", ()))
    )
    Settling.objects.bulk_create(
        Settling(ruleset=ruleset, from_cents=each["from"] * 100, form=each["form"]) for each in row["settling"]
    )
