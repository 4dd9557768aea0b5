"""Make this checkout ready to serve the demo town: tables, static files, demo world. Part of `make run`.

What stands already is kept: a second run migrates, sees that the static files are those of the code, and starts.
FRESH=1 throws the database, the files and the demo world away first.
"""

import hashlib
import os
import shutil
import sys
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.db import connection


def main() -> int:
    """Prepare, and return the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zwolle.settings")
    django.setup()
    if not settings.DEMO:
        print("This prepares the demo town: set DEMO=1. A real installation follows docs/operate.md.", file=sys.stderr)
        return 2
    if os.environ.get("FRESH", "") not in {"", "0"}:
        start_over(settings.VAR)
    settings.VAR.mkdir(parents=True, exist_ok=True)
    migrate()
    collect_static(settings.STATIC_ROOT)
    if "demo" in get_commands():
        call_command("demo")
    return 0


def start_over(var: Path) -> None:
    """Remove what an earlier run left in this checkout; a PostgreSQL that the environment names is left alone."""
    if connection.vendor != "sqlite":
        sys.exit("FRESH=1 only empties the database in var/: unset DATABASE_URL, or empty your own by hand.")
    shutil.rmtree(var, ignore_errors=True)


def migrate() -> None:
    """Bring the tables up to date, the one of the cache included."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


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


if __name__ == "__main__":
    sys.exit(main())
