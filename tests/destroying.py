"""A night in which what its term had goes, with or without somebody who approved the files first."""

from datetime import datetime

from accounts.models import User
from core import destruction, retention
from core.models import DestructionLine
from tests.factories import UserFactory


def approve_everything(at: datetime, by: User | None = None) -> None:
    """Read the list of files to destroy, and approve all of it."""
    by = by or UserFactory(display_name="Archief")
    destruction.refresh(at)
    for line in DestructionLine.objects.filter(state="proposed"):
        destruction.approve(line=line, by=by, at=at)


def approved_night(at: datetime) -> int:
    """Everything whose term is over goes; how many rows."""
    approve_everything(at)
    return retention.apply(at)
