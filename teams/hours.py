"""Time in quarters of an hour. Pure: minutes in, minutes or words out."""

import re

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

QUARTER = 15
LONGEST = 24 * 60
HOURS = re.compile(r"([0-9]{1,2})(?:[.,]([0-9]{1,2})|:([0-5][0-9]))?\s*(?:u|uur|h)?", re.IGNORECASE)


def to_quarters(minutes: int) -> int:
    """Minutes rounded to the nearest quarter, upwards when in the middle; never less than one quarter."""
    return max(QUARTER, (2 * minutes + QUARTER) // (2 * QUARTER) * QUARTER)


def in_words(minutes: int) -> str:
    """How long, as people say it: "45 minuten", "1 uur", "2 uur en 15 minuten"."""
    hours, rest = divmod(minutes, 60)
    in_minutes = ngettext("%(count)s minuut", "%(count)s minuten", rest) % {"count": rest}
    if not hours:
        return in_minutes
    in_hours = _("%(count)s uur") % {"count": number_format(hours)}
    return _("%(hours)s en %(minutes)s") % {"hours": in_hours, "minutes": in_minutes} if rest else in_hours


def in_hours(minutes: int) -> str:
    """A sum of minutes as decimal hours with at most two decimals, the way time sheets have it: "2,25"."""
    return number_format(f"{minutes / 60:.2f}".rstrip("0").rstrip("."), force_grouping=True)


def in_quarters(minutes: float) -> str:
    """An estimate as decimal hours, to the nearest quarter: more it does not know."""
    return in_hours(round(minutes / QUARTER) * QUARTER)


def from_text(text: str) -> int:
    """Minutes, in quarters, from how people write hours: "1,5", "0.75", "1:15" or "2 uur". Raises ValueError."""
    written = HOURS.fullmatch(text.strip())
    if not written:
        raise ValueError(text)
    hours, decimals, minutes = written.groups(default="0")
    total = int(hours) * 60 + int(minutes) + round(int(decimals) * 60 / 10 ** len(decimals))
    if total > LONGEST:
        raise ValueError(text)
    return to_quarters(total) if total else 0
