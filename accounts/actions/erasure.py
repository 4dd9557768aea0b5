"""Empty what the portal holds of somebody: one action of each app, in one transaction, told to the audit."""

import logging
from datetime import datetime

from django.db import transaction

from accounts.models import User
from core import audit, personal_data

logger = logging.getLogger("portal.erasure")


@transaction.atomic
def erase(*, user: User, by: User | None, at: datetime) -> User:
    """Empty the account and what every app holds of its owner. Whoever calls asked for obstacles first.

    The log line lets an operator find who must be erased again after an older backup was restored.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    for part in personal_data.parts():
        part.erase(user=user, by=by, at=at)
    audit.record(verb="user.erased", subject=user, by=by, at=at)
    logger.info("account %s erased", user.pk)
    user.refresh_from_db()
    return user
