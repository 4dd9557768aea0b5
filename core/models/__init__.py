from core.models.audit import AuditEntry
from core.models.destruction import DestructionLine, DestructionState
from core.models.job import JobRun
from core.models.mail import OutgoingMail
from core.models.retention import RetentionTerm
from core.models.throttle import Throttle

__all__ = [
    "AuditEntry",
    "DestructionLine",
    "DestructionState",
    "JobRun",
    "OutgoingMail",
    "RetentionTerm",
    "Throttle",
]
