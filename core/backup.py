"""Write all that the portal knows to a directory: rows as lines of JSON, private files as they are, sums of both.

The same on SQLite and PostgreSQL, so that a backup of the one can be restored in the other. Rows are read in one
snapshot; files are copied after them, so that every row finds its file. Sessions and counted attempts stay behind.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Field, Model

from core.models import Throttle

FORMAT = 1
MANIFEST = "manifest.json"
TABLES, FILES = "tables", "files"
# Migrations fill these themselves, and nothing of ours refers to them.
LEFT_OUT_APPS = frozenset({"contenttypes", "auth", "admin"})
AS_IT_IS = (bool, int, float, str)


class BackupRefused(Exception):
    """The backup cannot be written or trusted; the message says what to do."""


@dataclass(frozen=True)
class Done:
    """How much was written or read."""

    rows: int
    files: int
    held_mails: int = 0


def write(directory: Path, *, at: datetime) -> Done:
    """Write a backup into a new or empty directory. Raises BackupRefused."""
    if directory.exists() and any(directory.iterdir()):
        raise BackupRefused(f"{directory} is not empty: name a new directory for each backup.")
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    (directory / TABLES).mkdir()
    with snapshot():
        tables = {model._meta.label: _write_table(directory, model) for model in models()}
        migrations = applied_migrations()
    files = _copy_files(directory / FILES)
    manifest = {
        "format": FORMAT, "made_at": at.isoformat(), "migrations": migrations, "tables": tables, "files": files,
    }  # fmt: skip
    # Last, so that a backup that was cut off has none and is refused.
    (directory / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    return Done(sum(table["rows"] for table in tables.values()), len(files))


def models() -> list[type[Model]]:
    """The tables a backup holds, links between rows included."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and not model._meta.proxy
        and model._meta.app_label not in LEFT_OUT_APPS
        and not issubclass(model, AbstractBaseSession | Throttle)
    ]


def columns(model: type[Model]) -> list[Field]:
    """The columns of a table, as they are written."""
    return [field for field in model._meta.concrete_fields if not field.generated]


def applied_migrations() -> list[str]:
    """What the tables look like, as names of migrations."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def lines(model: type[Model]) -> Iterator[str]:
    """A table as lines of JSON: first the names of its columns, then its rows in order of their keys."""
    fields = columns(model)
    yield json.dumps([field.attname for field in fields])
    for row in model._base_manager.order_by("pk").iterator(2_000):
        yield json.dumps([_plain(field, row) for field in fields], ensure_ascii=False, sort_keys=True)


def sum_of_file(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


@contextmanager
def snapshot() -> Iterator[None]:
    """All that is read inside is of one moment; writers go on."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SET LOCAL statement_timeout = 0")
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")  # atomic() would take the lock of writers
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _plain(field: Field, row: Model) -> Any:
    value = field.value_from_object(row)
    if value is None or isinstance(value, AS_IT_IS) or field.get_internal_type() == "JSONField":
        return value
    return field.value_to_string(row)


def _write_table(directory: Path, model: type[Model]) -> dict[str, Any]:
    digest, count = sha256(), -1
    with (directory / TABLES / f"{model._meta.label}.jsonl").open("w", encoding="utf-8") as file:
        for line in lines(model):
            file.write(f"{line}\n")
            digest.update(f"{line}\n".encode())
            count += 1
    return {"rows": count, "sha256": digest.hexdigest()}


def _copy_files(target: Path) -> dict[str, str]:
    source = Path(settings.PRIVATE_FILES)
    target.mkdir()
    sums = {}
    for path in sorted(source.rglob("*")) if source.exists() else []:
        if path.is_file():
            name = path.relative_to(source).as_posix()
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target / name)
            sums[name] = sum_of_file(target / name)
    return sums
