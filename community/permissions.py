"""The permission words of the city around an initiative."""

from enum import StrEnum


class Permission(StrEnum):
    """What may be done with hubs, stories, the agenda, what residents send in, and challenges."""

    KEEP_HUBS = "community.keep_hubs"
    REFER = "community.refer"
    EDIT_STORIES = "community.edit_stories"
    RUN_EVENTS = "community.run_events"
    MODERATE = "community.moderate"
    ASSESS_CHALLENGES = "community.assess_challenges"
    DECIDE_CHALLENGES = "community.decide_challenges"
