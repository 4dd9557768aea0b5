"""Tests that commit empty all tables afterwards. What may not change refuses that, so its triggers are gone then."""

from importlib import import_module
from typing import Any

from django.core.management.commands.flush import Command
from django.db import connections

GUARDS = [
    import_module("core.migrations.0002_audit_append_only"),
    import_module("insight.migrations.0002_published_editions_stay"),
]
flush = Command.handle


def flush_without_triggers(self: Command, **options: Any) -> None:
    connection = connections[options["database"]]
    for guard in GUARDS:
        guard.release(connection)
    try:
        flush(self, **options)
    finally:
        for guard in GUARDS:
            guard.protect(connection)


def install() -> None:
    Command.handle = flush_without_triggers  # type: ignore[method-assign]
