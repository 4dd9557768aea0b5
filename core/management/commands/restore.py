from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core import backup, restoring


class Command(BaseCommand):
    help = "Put a backup back into an empty, migrated database; --check only tells whether the backup is whole."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", type=Path)
        parser.add_argument("--check", action="store_true", help="compare every sum, and restore nothing")

    def handle(self, *args: Any, directory: Path, check: bool, **options: Any) -> None:
        try:
            if check:
                manifest = restoring.verify(directory)
                self.stdout.write(f"The backup of {manifest['made_at']} is whole.")
                return
            done = restoring.read(directory)
        except backup.BackupRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"{done.rows} rows and {done.files} files restored; {done.held_mails} waiting mails are held "
            "as not delivered: the desk decides which go again."
        )
