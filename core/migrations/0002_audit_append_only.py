"""The database itself refuses to change or delete an audit entry, whoever asks.

On SQLite Django makes a table anew when a field changes, and triggers are lost with the old one: a later migration
that alters AuditEntry ends with `protect` again.
"""

from typing import Any

from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL = "audit entries are never changed or deleted"

POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION core_refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE OR REPLACE TRIGGER audit_keeps_rows BEFORE UPDATE OR DELETE ON core_auditentry
    FOR EACH ROW EXECUTE FUNCTION core_refuse_audit_change();
CREATE OR REPLACE TRIGGER audit_keeps_table BEFORE TRUNCATE ON core_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_audit_change();
"""
POSTGRESQL_UNDO = """
DROP TRIGGER IF EXISTS audit_keeps_rows ON core_auditentry;
DROP TRIGGER IF EXISTS audit_keeps_table ON core_auditentry;
DROP FUNCTION IF EXISTS core_refuse_audit_change();
"""
SQLITE = [
    f"CREATE TRIGGER IF NOT EXISTS audit_keeps_{deed} BEFORE {deed} ON core_auditentry "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for deed in ("UPDATE", "DELETE")
]
SQLITE_UNDO = [f"DROP TRIGGER IF EXISTS audit_keeps_{deed}" for deed in ("UPDATE", "DELETE")]


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
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
