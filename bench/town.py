"""A town of a given size in an empty database."""

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from bench import community, fund, learning
from insight.actions.figures import keep_figures


def fill(size: int) -> None:
    """Empty the database, fill it with `size` initiatives, count as at night and let PostgreSQL look at what it holds.

    The database is the throw-away one of this run: the audit refuses to be emptied, so the schema goes with it.
    """
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("demo", initiatives=size, verbosity=0)
    learning.fill()
    fund.fill()
    community.fill()
    keep_figures(at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
