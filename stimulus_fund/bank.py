"""Numbers of the world outside as the standards write them: IBAN, postcode and KvK number. Pure."""

import re

from stdnum import iban
from stdnum.exceptions import ValidationError as NotANumber
from stdnum.nl import postcode

KVK = re.compile(r"[0-9]{8}", flags=re.ASCII)
SIGNS = re.compile(r"[\s.\-]")


def read_iban(text: str) -> str:
    """The IBAN without spaces, in capitals; its check digits are right. Raises ValueError."""
    try:
        return str(iban.validate(SIGNS.sub("", text)))
    except NotANumber:
        raise ValueError(text) from None


def shown_iban(number: str) -> str:
    """An IBAN in groups of four: "NL91 ABNA 0417 1643 00"."""
    return str(iban.format(number)) if number else ""


def masked_iban(number: str) -> str:
    """The last four signs alone, enough to know which account it is: "…4300"."""
    return f"…{number[-4:]}" if number else ""


def read_postcode(text: str) -> str:
    """A Dutch postcode: "8011 AB". Raises ValueError."""
    try:
        return str(postcode.validate(SIGNS.sub("", text)))
    except NotANumber:
        raise ValueError(text) from None


def read_kvk(text: str) -> str:
    """The eight digits the chamber of commerce gave. Raises ValueError."""
    number = SIGNS.sub("", text)
    if not KVK.fullmatch(number):
        raise ValueError(text)
    return number
