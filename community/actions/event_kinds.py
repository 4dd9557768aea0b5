"""What a new installation begins with: the kinds of events; staff change them in the admin."""

import tomllib
from pathlib import Path

from django.db import transaction

from community.models import EventKind

KINDS = Path(__file__).resolve().parent.parent / "data" / "agenda.toml"


@transaction.atomic
def load_event_kinds(*, file: Path = KINDS) -> int:
    """Add the kinds of the file that are not there yet; returns how many. Nothing staff changed is touched."""
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["kind"]
    present = set(EventKind.objects.values_list("slug", flat=True))
    missing = [
        EventKind(position=position, **row) for position, row in enumerate(rows, start=1) if row["slug"] not in present
    ]
    return len(EventKind.objects.bulk_create(missing))
