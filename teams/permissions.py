"""The permission words of EP-teams."""

from enum import StrEnum


class Permission(StrEnum):
    """What may be done at the werkplek."""

    WORK = "teams.work"
    INVITE = "teams.invite"
    SEE_ALL_TEAMS = "teams.see_all_teams"
    EDIT_PROFILES = "teams.edit_profiles"
    CARE_FOR_LESSONS = "teams.care_for_lessons"
    RUN_PROGRAMMES = "teams.run_programmes"
