"""Do rows and files agree: no row without its file, no file without a row."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.apps import apps
from django.db.models import FileField

from core.files import PrivateStorage

log = logging.getLogger("portal.files")

# A file is stored before its row: what is younger than a day may still get one.
GRACE = timedelta(days=1)
FEW = 20
SHARE = 10


class TooManyOrphans(Exception):
    """More files without a row than uploads can leave behind: this looks like the wrong database."""


def named() -> Iterator[tuple[str, str]]:
    """Every file that a row names: the row, and the name of the file."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, FileField):
                rows = model._base_manager.exclude(**{field.name: ""}).order_by("pk").values_list("pk", field.name)
                for key, name in rows.iterator():
                    if name:
                        yield f"{model._meta.label} {key}", name


def missing() -> list[str]:
    """The rows whose file is not there, with the name of the field's file."""
    storage = PrivateStorage()
    return [f"{row}: {name}" for row, name in named() if not storage.exists(name)]


def orphans(at: datetime) -> list[str]:
    """The files that no row names, older than a day."""
    storage, wanted = PrivateStorage(), {name for _row, name in named()}
    return [name for name in stored() if name not in wanted and storage.get_modified_time(name) < at - GRACE]


def stored(folder: str = "") -> Iterator[str]:
    """The names of all files there are."""
    storage = PrivateStorage()
    if not storage.exists(folder):
        return
    folders, files = storage.listdir(folder)
    prefix = f"{folder}/" if folder else ""
    yield from (f"{prefix}{name}" for name in sorted(files))
    for name in sorted(folders):
        yield from stored(f"{prefix}{name}")


def clean(at: datetime) -> int:
    """Delete orphans, and log how many rows miss their file. Raises TooManyOrphans and deletes nothing then."""
    if lost := missing():
        log.error("%d rows miss their file: run manage.py check_files", len(lost))
    found, total = orphans(at), sum(1 for _name in stored())
    if len(found) > FEW + total // SHARE:
        raise TooManyOrphans
    for name in found:
        PrivateStorage().delete(name)
    return len(found)
