from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from city.actions.boundaries import import_boundaries
from core.refusal import Refusal


class Command(BaseCommand):
    help = "Read the boundaries of the wijken from a CBS or PDOK GeoJSON file, in longitude and latitude (WGS 84)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            imported = import_boundaries(text=file.read_text(encoding="utf-8-sig"), at=timezone.now())
        except OSError as trouble:
            raise CommandError(f"Cannot read {file}: {trouble.strerror}") from trouble
        except UnicodeDecodeError:
            raise CommandError(f"{file} is not a text file in UTF-8.") from None
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{len(imported.changed)} wijken have a new boundary.")
        if imported.missing:
            self.stdout.write(f"Not in the file: {', '.join(imported.missing)}.")
        if imported.ignored:
            self.stdout.write(f"{imported.ignored} areas in the file are none of our wijken.")
