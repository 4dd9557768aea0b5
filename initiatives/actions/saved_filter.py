"""Filters of the case list that somebody keeps, alone or shared with the gidsteam."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit
from core.refusal import Refusal
from initiatives.models import SavedFilter


@transaction.atomic
def keep_filter(*, name: str, query: str, shared: bool, by: User, at: datetime) -> SavedFilter:
    """Keep a filter under a name. Raises Refusal for a name this person has already, or a filter without conditions."""
    if not query:
        raise Refusal(_("Kies eerst een filter in de lijst."), field="name")
    try:
        with transaction.atomic():
            kept = SavedFilter.objects.create(owner=by, name=name.strip(), query=query, shared=shared)
    except IntegrityError:
        raise Refusal(_("U heeft al een filter met deze naam."), field="name") from None
    audit.record(verb="savedfilter.added", subject=kept, by=by, at=at, after={"shared": shared})
    return kept


@transaction.atomic
def drop_filter(*, saved: SavedFilter, by: User, at: datetime) -> None:
    """Throw a filter away. Raises Refusal when it is a colleague's."""
    if saved.owner_id != by.pk:
        raise Refusal(_("Dit filter is van een collega."))
    audit.record(verb="savedfilter.deleted", subject=saved, by=by, at=at)
    saved.delete()
