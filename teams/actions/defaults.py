"""What a new installation begins with: the hours each position gives; staff change them in the admin."""

from datetime import date

from django.db import transaction

from initiatives.enums import PositionKind
from teams.models import RoomTerm

BEGIN = date(2016, 1, 1)  # the gidsteam began in January 2016; older cases do not exist
HOURS = {
    PositionKind.AWARE: 4,
    PositionKind.SPOTLIGHT: 8,
    PositionKind.ROOM: 40,
    PositionKind.TOGETHER: 120,
}


@transaction.atomic
def load_room() -> None:
    """Add the room of each position that has none; nothing staff changed is touched."""
    for kind, hours in HOURS.items():
        if not RoomTerm.objects.filter(kind=kind).exists():
            RoomTerm.objects.create(kind=kind, hours=hours, valid_from=BEGIN)
