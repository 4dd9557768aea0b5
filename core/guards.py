"""Triggers by which the database itself refuses a change, whoever asks; the same rule on SQLite and PostgreSQL.

For migrations. On SQLite Django makes a table anew when a field changes, and triggers are lost with the old one: a
later migration that alters a guarded table ends with the guard's operation again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper

SAME = {"postgresql": "IS NOT DISTINCT FROM", "sqlite": "IS"}
FUNCTION = """
CREATE OR REPLACE FUNCTION core_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


@dataclass(frozen=True)
class Guard:
    """Refuse `deed` ("UPDATE" or "DELETE") of rows of `table` for which `when` holds, with the words of `refusal`.

    `when` is SQL over OLD and NEW, with a subquery where `looks_around`; "{same}" in it compares two values that may be
    unknown.
    """

    name: str
    table: str
    deed: str
    refusal: str
    when: str = "1 = 1"
    looks_around: bool = False

    def sql_to_make(self, vendor: str) -> str:
        """The statement that makes the trigger."""
        when = self.when.format(same=SAME[vendor])
        if vendor == "sqlite":
            return (
                f"CREATE TRIGGER IF NOT EXISTS {self.name} BEFORE {self.deed} ON {self.table} WHEN {when} "
                f"BEGIN SELECT RAISE(ABORT, '{self.refusal}'); END"
            )
        if self.looks_around:
            return self._function_and_trigger(when)
        return (
            f"CREATE OR REPLACE TRIGGER {self.name} BEFORE {self.deed} ON {self.table} "
            f"FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION core_guard('{self.refusal}')"
        )

    def _function_and_trigger(self, when: str) -> str:
        """PostgreSQL looks at other rows in a function alone, not in the condition of a trigger."""
        return (
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {when} THEN RAISE EXCEPTION '{self.refusal}' "
            "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN COALESCE(NEW, OLD); END $$; "
            f"CREATE OR REPLACE TRIGGER {self.name} BEFORE {self.deed} ON {self.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.name}()"
        )

    def sql_to_drop(self, vendor: str) -> str:
        """The statement that takes it away."""
        if self.looks_around and vendor == "postgresql":
            return f"DROP FUNCTION IF EXISTS {self.name}() CASCADE"
        return f"DROP TRIGGER IF EXISTS {self.name}{f' ON {self.table}' if vendor == 'postgresql' else ''}"


def unchanged(*columns: str) -> str:
    """The condition, for a guard's `when`, that none of these columns changes."""
    return " AND ".join(f"NEW.{column} {{same}} OLD.{column}" for column in columns)


def stand(connection: BaseDatabaseWrapper, guards: Sequence[Guard]) -> None:
    """Make the triggers."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for guard in guards:
            cursor.execute(guard.sql_to_make(connection.vendor))


def leave(connection: BaseDatabaseWrapper, guards: Sequence[Guard]) -> None:
    """Take the triggers away."""
    with connection.cursor() as cursor:
        for guard in guards:
            cursor.execute(guard.sql_to_drop(connection.vendor))


def operation(guards: Sequence[Guard]) -> migrations.RunPython:
    """The operation of a migration that makes the triggers, and takes them away when it is undone."""

    def forwards(apps: Any, editor: Any) -> None:
        stand(editor.connection, guards)

    def backwards(apps: Any, editor: Any) -> None:
        leave(editor.connection, guards)

    return migrations.RunPython(forwards, backwards)
