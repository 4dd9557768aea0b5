"""The permission words of the learning report and the load of the whole."""

from enum import StrEnum


class Permission(StrEnum):
    """What may be seen and made of what the organisation learnt."""

    SEE_CAPACITY = "insight.see_capacity"
    SEE_BLIND_SPOTS = "insight.see_blind_spots"
    SEE_REPORT = "insight.see_report"
    EDIT_EDITIONS = "insight.edit_editions"
    APPROVE_EDITIONS = "insight.approve_editions"
