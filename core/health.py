"""Is the portal well: does the database answer, do mails leave, does due work run."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import Error, connection

from core import delivery, due

MAIL_TOLERANCE = timedelta(minutes=15)
WELL, ILL = "ok", "late"
DOWN = "down"


@dataclass(frozen=True)
class Health:
    """One word each, and nothing that helps an attacker; the desk shows the details."""

    database: str
    outbox: str
    work: str

    @property
    def is_well(self) -> bool:
        """True when all three are."""
        return set(asdict(self).values()) == {WELL}


def look(at: datetime) -> Health:
    """How it is at this moment; never raises on trouble with the database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        oldest = delivery.oldest_waiting(at)
        late = due.late(at)
    except Error:
        return Health(DOWN, DOWN, DOWN)
    return Health(
        database=WELL,
        outbox=ILL if oldest is not None and oldest < at - MAIL_TOLERANCE else WELL,
        work=ILL if late else WELL,
    )
