"""`manage.py prepare`: make this checkout ready to serve the demo town. Part of `make run`."""

import hashlib
import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection


class Command(BaseCommand):
    help = (
        "Make tables, static files and the demo world. What stands already is kept: a second time this migrates, "
        "sees that the static files are those of the code, and is done."
    )
    requires_system_checks: list[str] = []  # the server checks when it starts

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--fresh", action="store_true", help="throw database, files and demo world away first")

    def handle(self, *args: Any, fresh: bool, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This prepares the demo town: set DEMO=1. For a town see docs/operate.md.")
        if fresh:
            start_over(settings.VAR)
        if not settings.VAR.exists():
            self.stdout.write("Making tables, static files and the demo town: about half a minute.")
            self.stdout.flush()
        settings.VAR.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        collect_static(settings.STATIC_ROOT)
        call_command("demo", stdout=self.stdout)


def start_over(var: Path) -> None:
    """Remove what an earlier run left in this checkout; a PostgreSQL that the environment names is left alone."""
    if connection.vendor != "sqlite":
        raise CommandError("FRESH=1 only empties the database in var/: unset DATABASE_URL, or empty your own by hand.")
    shutil.rmtree(var, ignore_errors=True)


def fingerprint() -> str:
    """Changes when any static file of the portal or of a library changes."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            digest.update(f"{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def collect_static(target: Path) -> None:
    """Collect, hash and compress the static files, unless those in place were made of the same sources."""
    mark, current = target.with_name("static.made-of"), fingerprint()
    if target.exists() and mark.exists() and mark.read_text() == current:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    mark.write_text(current)
