"""Tests that commit empty all tables afterwards. The audit refuses that, so its triggers are gone for that moment."""

from importlib import import_module
from typing import Any

from django.core.management.commands.flush import Command
from django.db import connections

append_only = import_module("core.migrations.0002_audit_append_only")
flush = Command.handle


def flush_without_triggers(self: Command, **options: Any) -> None:
    connection = connections[options["database"]]
    append_only.release(connection)
    try:
        flush(self, **options)
    finally:
        append_only.protect(connection)


def install() -> None:
    Command.handle = flush_without_triggers  # type: ignore[method-assign]
