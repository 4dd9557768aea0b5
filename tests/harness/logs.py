"""Every line that the portal would log in any test is read here: it may name nobody of the small world."""

import logging

from core.logs import PlainFormatter
from tests.harness import faults

PEOPLE = ("Velthuis", "Wolters", "Holtrop", "Esra Polat", "Otto Snel", "Folkert Dijk", "Adem Kaya", "06 12 34 56 78")
ADDRESSES = ("@example.nl", "@example.org", "@zwolle.example")
OURS = ("portal", "django", "allauth", "waitress", "accounts", "core", "initiatives", "teams", "city", "zwolle")


class WatchLogs(logging.Handler):
    """Stands beside the portal's own handler, with its formatter."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.setFormatter(PlainFormatter())

    def emit(self, record: logging.LogRecord) -> None:
        """Report a line of ours that names somebody."""
        if record.name.partition(".")[0] in OURS:
            line = self.format(record)
            if any(word in line for word in (*PEOPLE, *ADDRESSES)):
                faults.append(f"the log names somebody: {line}")


def install() -> None:
    logging.getLogger().addHandler(WatchLogs())
