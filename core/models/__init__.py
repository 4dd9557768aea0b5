from core.models.audit import AuditEntry
from core.models.job import JobRun
from core.models.mail import OutgoingMail

__all__ = ["AuditEntry", "JobRun", "OutgoingMail"]
