from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core import file_check


class Command(BaseCommand):
    help = "Tell which rows miss their file and which files no row names; --delete removes the latter."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--delete", action="store_true", help="delete files that no row has named for a day")

    def handle(self, *args: Any, delete: bool, **options: Any) -> None:
        at = timezone.now()
        missing, orphans = file_check.missing(), file_check.orphans(at)
        for line in missing:
            self.stdout.write(f"no file: {line}")
        for name in orphans:
            self.stdout.write(f"no row: {name}")
        if delete:
            try:
                self.stdout.write(f"deleted: {file_check.clean(at)}")
            except file_check.TooManyOrphans:
                raise CommandError("Too many files without a row: is this the right database?") from None
        if missing:
            raise CommandError(f"{len(missing)} rows miss their file.")
