from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from core import destruction, retention


class Command(BaseCommand):
    help = "Wipe personal data whose term is over; --dry-run only tells what would go."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="count, and change nothing")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        at = timezone.now()
        for found in retention.overdue(at):
            line = f"{found.rule.kind}, {found.term.days} days ({found.term.source}): {found.rows.count()} rows"
            approval = ", once a person approved them" if found.rule.file else ""
            self.stdout.write(f"{line}, {found.rule.what}{approval}")
        ruled = {rule.kind for rule in retention.rules()}
        for kind in retention.kinds():
            if kind not in ruled:
                self.stdout.write(f"{kind}: no rule with a term")
        if not dry_run:
            destruction.refresh(at)
            self.stdout.write(f"wiped: {retention.apply(at)} rows")
