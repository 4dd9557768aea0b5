"""`manage.py load_town`: what an empty portal needs before it can work."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from city.actions.town import ZWOLLE, load_town
from community.actions.challenge_defaults import load_challenge_settings
from community.actions.event_kinds import load_event_kinds
from community.actions.hub_defaults import load_hubs
from initiatives.actions.defaults import load_defaults
from stimulus_fund.actions.defaults import load_schemes
from teams.actions.defaults import load_room


class Command(BaseCommand):
    help = (
        "Load wijken, themes, goals, departments, holidays, terms, schemes, kinds of events; keeps what staff changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The town's data file; another municipality brings its own."""
        parser.add_argument("file", nargs="?", type=Path, default=ZWOLLE)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Load, and say how much was new."""
        added = load_town(file)
        load_defaults()
        load_room()
        added += load_hubs()
        load_schemes(at=timezone.now())
        load_event_kinds()
        load_challenge_settings()
        self.stdout.write(f"{added} rows added.")
