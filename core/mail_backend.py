"""The EMAIL_BACKEND: whatever a library wants to send goes into the outbox too."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from core.outbox import Message, enqueue


class OutboxBackend(BaseEmailBackend):
    """Writes one outbox row per recipient, as secret: a library's mail is a login code or a security notice."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Put the messages in the outbox; returns how many were given."""
        enqueue(
            *(
                Message(to=address, subject=str(mail.subject), text=str(mail.body), kind="library", secret=True)
                for mail in email_messages
                for address in mail.recipients()
            ),
            at=timezone.now(),
        )
        return len(email_messages)
