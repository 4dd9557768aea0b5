"""Euro amounts, exact: whole cents as integers, read and written the Dutch way. No float anywhere."""

import re
from decimal import ROUND_HALF_UP, Decimal

MOST_CENTS = 99_999_999_999  # just under a thousand million euros; what is larger is a slip of the finger
SHAPE = re.compile(r"(?P<euros>[0-9]{1,9}|[0-9]{1,3}(?:\.[0-9]{3}){1,2})(?:,(?P<cents>[0-9]{1,2}|-))?", flags=re.ASCII)
DRESS = re.compile(r"^(?:€|eur(?:o)?)?\s*|\s*(?:€|eur(?:o)?)?$", flags=re.IGNORECASE)


class NotAnAmount(ValueError):
    """The text is no amount in euros."""


def parse(text: str) -> int:
    """The cents of an amount as a Dutch reader writes it: "1.250,50", "€ 1250", "12,5", "80,-". Raises NotAnAmount.

    A full stop only separates thousands, so that "1.25" is refused instead of read as 125 or as 1,25.
    """
    match = SHAPE.fullmatch(DRESS.sub("", text.replace("\u00a0", " ").replace("\u202f", " ").strip()))
    if match is None:
        raise NotAnAmount(text)
    euros, cents = match["euros"].replace(".", ""), (match["cents"] or "").replace("-", "")
    return int(euros) * 100 + int(cents.ljust(2, "0") or 0)


def written(cents: int) -> str:
    """An amount as a Dutch reader types it: "1.250,50"; whole euros without cents: "1.250"."""
    euros, rest = divmod(abs(cents), 100)
    whole = f"{euros:,}".replace(",", ".")
    return f"{'-' if cents < 0 else ''}{whole}{f',{rest:02d}' if rest else ''}"


def shown(cents: int) -> str:
    """An amount in a sentence: "€ 1.250,50"; the space does not break."""
    return f"€\u00a0{written(cents)}"


def share(part: int, whole: int) -> Decimal:
    """Which percentage `part` is of `whole`, in hundredths; 0 when there is no whole."""
    if whole <= 0:
        return Decimal(0)
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def is_within(part: int, whole: int, percent: int) -> bool:
    """True when `part` is at most `percent` of `whole`: compared exactly, not after rounding."""
    return part * 100 <= whole * percent
