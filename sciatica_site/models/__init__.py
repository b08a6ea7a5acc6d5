"""The tables that belong to no app: queued mail, the audit, and what operating the site needs."""

from .audit import AuditEntry, OnlyAddedTo
from .mail import QueuedMail
from .operating import ErasureMark, MailHold

__all__ = ["AuditEntry", "ErasureMark", "MailHold", "OnlyAddedTo", "QueuedMail"]
