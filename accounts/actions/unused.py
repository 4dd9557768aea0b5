"""Accounts nobody uses any more: a warning by mail, and a month later they are erased."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from accounts import notices
from accounts.actions import erasure
from accounts.models import User
from core import outbox, personal_data, retention

KIND = "account"
WARN_BEFORE = timedelta(days=30)


def unused_since(moment: datetime, *, at: datetime) -> QuerySet[User]:
    """Accounts with which nobody logged in since a moment, and that nothing hangs on; in a few queries."""
    rows = User.objects.filter(erased_at=None).annotate(used_at=Coalesce("last_login", "created_at"))
    rows = rows.filter(used_at__lt=moment)
    for part in personal_data.parts():
        rows = rows.exclude(pk__in=part.needed(at))
    return rows.order_by("pk")


def warn_and_erase(*, at: datetime) -> int:
    """Warn once, a month ahead, and erase who did not come back; returns how many accounts. Without a term: nobody.

    Logging in makes the warning void. A closed account cannot be logged in to, so it is not warned.
    """
    term = retention.terms(localdate(at)).get(KIND)
    if term is None:
        return 0
    last = at - timedelta(days=term.days)
    unheard = Q(unused_warned_at=None) | Q(unused_warned_at__lt=F("used_at"))
    told = Q(unused_warned_at__gte=F("used_at"), unused_warned_at__lte=at - WARN_BEFORE)
    to_erase = unused_since(last, at=at).filter(told | Q(is_active=False)).values_list("pk", flat=True)
    erased = sum(_erase(pk, last, at=at) for pk in list(to_erase))
    to_warn = unused_since(last + WARN_BEFORE, at=at).filter(unheard, is_active=True).values_list("pk", flat=True)
    return erased + sum(_warn(pk, at=at) for pk in list(to_warn))


@transaction.atomic
def _erase(pk: int, last: datetime, *, at: datetime) -> int:
    user = User.objects.select_for_update().get(pk=pk)
    if user.erased_at or (user.last_login and user.last_login >= last):
        return 0
    erasure.erase(user=user, by=None, at=at)
    return 1


@transaction.atomic
def _warn(pk: int, *, at: datetime) -> int:
    user = User.objects.select_for_update().get(pk=pk)
    user.unused_warned_at = at
    user.save(update_fields=["unused_warned_at"])
    outbox.enqueue(notices.account_unused(user, erased_on=localdate(at + WARN_BEFORE)), at=at)
    return 1
