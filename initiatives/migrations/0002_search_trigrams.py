"""On PostgreSQL a trigram index makes "contains" on the search text quick; SQLite reads the whole column."""

from typing import Any

from django.db import migrations

INDEX = "initiative_search_text_trigrams"


def forwards(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        editor.execute(f"CREATE INDEX {INDEX} ON initiatives_initiative USING gin (search_text gin_trgm_ops)")


def backwards(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP INDEX IF EXISTS {INDEX}")


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
