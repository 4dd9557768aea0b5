"""The unprotected twin of the worker, run as a process: everything in one transaction, marked when all is sent."""

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from core.delivery import State, _server  # noqa: E402
from core.models import OutgoingMail  # noqa: E402

with transaction.atomic(), _server() as send:
    for mail in OutgoingMail.objects.filter(state=State.WAITING).order_by("pk"):
        send(mail)
        OutgoingMail.objects.filter(pk=mail.pk).update(state=State.SENT, sent_at=timezone.now())
