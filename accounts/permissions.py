"""The permission words of accounts."""

from enum import StrEnum


class Permission(StrEnum):
    """What may be done with other people's accounts."""

    SEE_PEOPLE = "accounts.see_people"
    GRANT_ROLES = "accounts.grant_roles"
    HANDLE_DATA_REQUESTS = "accounts.handle_data_requests"
