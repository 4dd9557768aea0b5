"""May the demo town be written here, and wipe what it wrote before. The one room that throws tables away."""

import shutil

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import User
from core.models import AuditEntry
from initiatives.models import Initiative

BUILT = "demo.built"


def stands() -> bool:
    """True when the demo town was built in this database."""
    return AuditEntry.objects.filter(verb=BUILT).exists()


def is_empty() -> bool:
    """True when nobody and nothing is in this database."""
    return not User.objects.exists() and not Initiative.objects.exists()


def require_allowed(*, force: bool, fresh: bool) -> None:
    """Raise CommandError where invented people do not belong.

    Demo mode is needed, or `--force` and an empty database (for measuring a production set-up). Only a database
    the demo town was built in is ever wiped.
    """
    if not settings.DEMO and not (force and is_empty()):
        raise CommandError(
            "The demo town is for demo mode (DEMO=1). With --force it goes into any database that is still empty."
        )
    if not stands() and not is_empty():
        raise CommandError("This database holds something else than the demo town. Use an empty one.")
    if fresh and not settings.DEMO:
        raise CommandError("--fresh wipes the database: only in demo mode (DEMO=1).")


def wipe() -> None:
    """Drop every table and private file, and make the tables anew. Triggers that keep the audit go with them."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_schema()")
            schema = connection.ops.quote_name(cursor.fetchone()[0])
            cursor.execute(f"DROP SCHEMA {schema} CASCADE")
            cursor.execute(f"CREATE SCHEMA {schema}")
    else:
        with connection.constraint_checks_disabled(), connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)}")
    shutil.rmtree(settings.PRIVATE_FILES, ignore_errors=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
