"""`manage.py demo`: the living demo town; with `--initiatives N` a large one for measuring."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from initiatives.models import Initiative
from zwolle.demo import crowd, slate, town
from zwolle.demo.stories import read_people


class Command(BaseCommand):
    help = "Build the demo town with invented people. A second run changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """How large, and whether to begin anew."""
        parser.add_argument("--initiatives", type=int, default=0, help="fill up to this many initiatives, in bulk")
        parser.add_argument(
            "--fresh", action="store_true", help="wipe the demo town and build it anew (demo mode only)"
        )
        parser.add_argument("--force", action="store_true", help="outside demo mode, in a database that is empty")

    def handle(self, *args: Any, initiatives: int, fresh: bool, force: bool, **options: Any) -> None:
        """Build what is missing, and say who lives there."""
        slate.require_allowed(force=force, fresh=fresh)
        if fresh:
            slate.wipe()
        at = timezone.now()
        if not slate.stands():
            town.build(at=at)
        if initiatives:
            crowd.fill(initiatives, at=at)
        self.stdout.write(f"Demo town: {Initiative.objects.count()} initiatives. Log in as, for example:")
        for person in read_people():
            if person.roles:
                self.stdout.write(f"  {person.email:<28}{person.name:<24}{', '.join(person.roles)}")
