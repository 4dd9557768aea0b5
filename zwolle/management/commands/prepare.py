"""`manage.py prepare`: make this checkout ready to serve the demo town. Part of `make run`."""

import hashlib
import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from accounts.enums import Role
from accounts.models import RoleGrant, User
from initiatives.models import Member


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
        settings.VAR.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        collect_static(settings.STATIC_ROOT)
        if "demo" in get_commands():
            call_command("demo")
        self.stdout.write(introduction())


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


def introduction() -> str:
    """Some people to begin with: one for each role, and a resident."""
    people: dict[Role, User] = {}
    for grant in RoleGrant.objects.filter(withdrawn_at=None).select_related("user").order_by("pk"):
        people.setdefault(Role(grant.role), grant.user)
    member = Member.objects.filter(left_at=None).select_related("user").order_by("pk").first()
    if member:
        people[Role.INITIATOR] = member.user
    lines = [f"  {role.label:<26}{people[role]} ({people[role].email})" for role in Role if role in people]
    return "\n".join(["Some people of the demo town:", *lines]) if lines else "Nobody lives here yet."
