"""The permission words of the ground floor."""

from enum import StrEnum


class Permission(StrEnum):
    """What may be seen of the machinery, who sets how long data are kept, and who lets files go."""

    SEE_AUDIT = "core.see_audit"
    SEE_OUTBOX = "core.see_outbox"
    EDIT_RETENTION = "core.edit_retention"
    APPROVE_DESTRUCTION = "core.approve_destruction"
