"""The town's permission words."""

from enum import StrEnum


class Permission(StrEnum):
    """What may be done with the town's master data."""

    EDIT_TOWN = "city.edit_town"
