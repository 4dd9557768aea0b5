"""A town of a given size in an empty database."""

from django.core.management import call_command
from django.db import connection


def fill(size: int) -> None:
    """Empty the database, fill it with `size` initiatives and let PostgreSQL look at what it holds."""
    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("demo", initiatives=size, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
