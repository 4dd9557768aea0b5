"""Take the signs of a person (name, address, telephone) out of texts that must stay. Pure."""

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, Field, JSONField, Model, TextField

GONE = "(gewist)"
SHORTEST_NAME = 3
SIGNIFICANT_DIGITS = 9
BETWEEN_DIGITS = r"[ .()/-]?"

Signs = re.Pattern[str]


def signs(*, name: str, email: str, phone: str, others: Iterable[str] = (), each_word: bool = True) -> Signs | None:
    """What gives a person away in a text; None when nothing is known of them.

    The name is found in any case, and with `each_word` also each of its words, written with a capital; a telephone
    number however it is spaced, with or without country; `others` are found as they stand, such as an address.
    """
    words = name.split()
    whole = sorted((text.strip() for text in (email, *others) if text.strip()), key=len, reverse=True)
    patterns = [f"(?i:{re.escape(text)})" for text in whole]
    if len(name) >= SHORTEST_NAME:
        patterns.append("(?i:" + r"\s+".join(map(re.escape, words)) + ")")
    if each_word:
        patterns += [re.escape(word) for word in words if len(word) >= SHORTEST_NAME and word[0].isupper()]
    digits = re.sub(r"\D", "", phone)[-SIGNIFICANT_DIGITS:]
    if len(digits) == SIGNIFICANT_DIGITS:
        country = rf"(?:(?:\+|00)\d\d{BETWEEN_DIGITS})?"
        patterns.append(f"{country}(?:\\(?0\\)?{BETWEEN_DIGITS})?{BETWEEN_DIGITS.join(digits)}")
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)") if patterns else None


def free_texts(model: type[Model]) -> list[Field]:
    """The fields of a model in which people write: no choices, no keys."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField | JSONField) and not (field.choices or field.unique)
    ]


def take_out(row: Model, found: Signs) -> list[str]:
    """Replace these signs in every free text of a row, which the caller saves; returns the fields that changed."""
    changed = []
    for field in free_texts(type(row)):
        before = getattr(row, field.name)
        after = without(before, found, longest=field.max_length)
        if after != before:
            setattr(row, field.name, after)
            changed.append(field.name)
    return changed


def without(value: Any, found: Signs, *, longest: int | None = None) -> Any:
    """The value with these signs replaced, in lists and in values by name too."""
    if isinstance(value, str):
        return found.sub(GONE, value)[:longest]
    if isinstance(value, list):
        return [without(each, found) for each in value]
    if isinstance(value, dict):
        return {name: without(each, found) for name, each in value.items()}
    return value
