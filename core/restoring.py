"""Put a backup back into an empty, migrated database. Nothing is written before every sum is right.

Mails that waited when the backup was made may have left since: they are held as "not delivered", and whoever is at
the desk decides which go again.
"""

import json
import shutil
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

from core.backup import (
    FILES,
    FORMAT,
    MANIFEST,
    TABLES,
    BackupRefused,
    Done,
    applied_migrations,
    columns,
    lines,
    models,
    sum_of_file,
)
from core.models import OutgoingMail

AT_ONCE = 500
HELD = "restored from a backup: held, it may have been sent already"


def read(directory: Path) -> Done:
    """Restore a backup. Raises BackupRefused when it is damaged, made by other code, or the portal is not empty."""
    manifest = verify(directory)
    _refuse_other_code(manifest)
    _refuse_full_portal()
    _copy_files(directory, manifest["files"])
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL statement_timeout = 0")
        for label in manifest["tables"]:
            _read_table(directory, apps.get_model(label))
        _compare(manifest["tables"])
        _continue_keys()
        held = _hold_mails()
    return Done(sum(table["rows"] for table in manifest["tables"].values()), len(manifest["files"]), held)


def verify(directory: Path) -> dict[str, Any]:
    """The manifest of a backup of which every sum is right. Raises BackupRefused."""
    try:
        manifest: dict[str, Any] = json.loads((directory / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BackupRefused(f"{directory} holds no whole backup: its {MANIFEST} is missing or damaged.") from error
    if manifest.get("format") != FORMAT:
        raise BackupRefused(f"This backup has format {manifest.get('format')}, this code reads {FORMAT}.")
    wanted = {directory / TABLES / f"{label}.jsonl": table["sha256"] for label, table in manifest["tables"].items()}
    wanted |= {directory / FILES / name: digest for name, digest in manifest["files"].items()}
    for path, digest in wanted.items():
        if not path.is_file() or sum_of_file(path) != digest:
            raise BackupRefused(f"{path.relative_to(directory)} is missing or damaged: do not trust this backup.")
    return manifest


def _refuse_other_code(manifest: dict[str, Any]) -> None:
    difference = sorted(set(manifest["migrations"]) ^ set(applied_migrations()))
    if difference:
        raise BackupRefused(
            f"The backup was made by another version ({', '.join(difference[:5])}): "
            "check that version out, migrate an empty database, restore, then upgrade."
        )


def _refuse_full_portal() -> None:
    full = [model._meta.label for model in models() if model._base_manager.exists()]
    if full:
        raise BackupRefused(f"The database is not empty ({', '.join(full[:5])}): restore into a new one.")
    files = Path(settings.PRIVATE_FILES)
    if files.exists() and any(path.is_file() for path in files.rglob("*")):
        raise BackupRefused(f"{files} is not empty: restore into a new directory.")


def _copy_files(directory: Path, names: Iterable[str]) -> None:
    for name in names:
        target = Path(settings.PRIVATE_FILES) / name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(directory / FILES / name, target)
        target.chmod(0o600)


def _read_table(directory: Path, model: type[Model]) -> None:
    """Insert the rows as they were: no default, no automatic moment of ours comes in between."""
    fields = columns(model)
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    insert = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608 - names of ours
    with (directory / TABLES / f"{model._meta.label}.jsonl").open(encoding="utf-8") as file:
        if json.loads(next(file)) != [field.attname for field in fields]:
            raise BackupRefused(f"{model._meta.label} has other columns than this code.")
        rows = (
            [
                field.get_db_prep_save(None if value is None else field.to_python(value), connection)
                for field, value in zip(fields, json.loads(line), strict=True)
            ]
            for line in file
        )
        with connection.cursor() as cursor:
            for batch in _batches(rows):
                cursor.executemany(insert, batch)


def _batches(rows: Iterator[list[Any]]) -> Iterator[list[list[Any]]]:
    batch: list[list[Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _compare(tables: dict[str, dict[str, Any]]) -> None:
    """Read back what was written; raise BackupRefused when a row came out different."""
    for label, table in tables.items():
        digest = sha256()
        for line in lines(apps.get_model(label)):
            digest.update(f"{line}\n".encode())
        if digest.hexdigest() != table["sha256"]:
            raise BackupRefused(f"{label} came out different from the backup: nothing was restored.")


def _continue_keys() -> None:
    """New rows get keys after the restored ones."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models()):
            cursor.execute(statement)


def _hold_mails() -> int:
    waiting = OutgoingMail.objects.filter(state=OutgoingMail.State.WAITING)
    waiting.filter(secret=True).update(text="")
    return waiting.update(state=OutgoingMail.State.FAILED, failure=HELD)
