"""The database itself refuses to change a published edition, whoever asks; only words may be taken out of a line.

A line may come in while there are fewer than were frozen with the edition: that is how a backup is put back. On SQLite
Django makes a table anew when a field changes, and triggers are lost with the old one: a later migration that alters
these tables ends with `protect` again.
"""

from typing import Any

from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL = "a published edition is never changed"
SAME = (
    *("id", "edition_id", "position", "section", "code", "name"),
    *("value", "unit", "about", "role", "source", "part"),
)


def blanks(same: str) -> str:
    """The condition under which an update only takes words out; `same` compares two values, also when unknown."""
    kept = " AND ".join(f"NEW.{column} {same} OLD.{column}" for column in SAME)
    return f"NEW.text = '' AND NEW.said_by = '' AND NEW.blanked_at IS NOT NULL AND {kept}"


def stands(edition: str) -> str:
    """The condition under which this edition is published."""
    return f"EXISTS (SELECT 1 FROM insight_edition WHERE id = {edition} AND state = 'published')"


FULL = (
    "EXISTS (SELECT 1 FROM insight_edition WHERE id = NEW.edition_id AND state = 'published' AND line_count <= "
    "(SELECT COUNT(*) FROM insight_editionline WHERE edition_id = NEW.edition_id))"
)
POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION insight_keep_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'published' THEN
        RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION insight_keep_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF {FULL} THEN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
    ELSIF {stands("OLD.edition_id")} THEN
        IF TG_OP = 'DELETE' THEN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
        IF NOT ({blanks("IS NOT DISTINCT FROM")}) THEN
            RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    ELSIF TG_OP = 'UPDATE' AND NEW.edition_id <> OLD.edition_id THEN
        RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER edition_stays BEFORE UPDATE OR DELETE ON insight_edition
    FOR EACH ROW EXECUTE FUNCTION insight_keep_edition();
CREATE OR REPLACE TRIGGER edition_line_stays BEFORE INSERT OR UPDATE OR DELETE ON insight_editionline
    FOR EACH ROW EXECUTE FUNCTION insight_keep_line();
"""
POSTGRESQL_UNDO = """
DROP TRIGGER IF EXISTS edition_stays ON insight_edition;
DROP TRIGGER IF EXISTS edition_line_stays ON insight_editionline;
DROP FUNCTION IF EXISTS insight_keep_edition();
DROP FUNCTION IF EXISTS insight_keep_line();
"""
RULES = {
    "edition_stays_update": ("UPDATE ON insight_edition", "OLD.state = 'published'"),
    "edition_stays_delete": ("DELETE ON insight_edition", "OLD.state = 'published'"),
    "edition_line_stays_insert": ("INSERT ON insight_editionline", FULL),
    "edition_line_stays_delete": ("DELETE ON insight_editionline", stands("OLD.edition_id")),
    "edition_line_stays_update": (
        "UPDATE ON insight_editionline",
        f"({stands('OLD.edition_id')} AND NOT ({blanks('IS')})) OR NEW.edition_id <> OLD.edition_id",
    ),
}
SQLITE = [
    f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {deed} WHEN {when} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for name, (deed, when) in RULES.items()
]
SQLITE_UNDO = [f"DROP TRIGGER IF EXISTS {name}" for name in RULES]


def protect(connection: BaseDatabaseWrapper) -> None:
    _execute(connection, {"postgresql": [POSTGRESQL], "sqlite": SQLITE})


def release(connection: BaseDatabaseWrapper) -> None:
    _execute(connection, {"postgresql": [POSTGRESQL_UNDO], "sqlite": SQLITE_UNDO})


def _execute(connection: BaseDatabaseWrapper, statements: dict[str, list[str]]) -> None:
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)


def forwards(apps: Any, editor: Any) -> None:
    protect(editor.connection)


def backwards(apps: Any, editor: Any) -> None:
    release(editor.connection)


class Migration(migrations.Migration):
    dependencies = [("insight", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
