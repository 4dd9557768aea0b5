"""The money of a scheme for a year and a part of town: made, and its ceiling set with a reason."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from city.models import Stadsdeel, Wijk
from core import audit
from stimulus_fund import ceiling
from stimulus_fund.models import Pot, Scheme


@transaction.atomic
def set_budget(
    *,
    scheme: Scheme,
    year: int,
    cents: int,
    reason: str,
    by: User | None,
    at: datetime,
    wijk: Wijk | None = None,
    stadsdeel: Stadsdeel | None = None,
) -> Pot:
    """Say how much there is for a year and a part of town (euro cents), in a new pot or in the one there is.

    Raises Refusal below what was granted already.
    """
    made, _new = Pot.objects.get_or_create(scheme=scheme, year=year, wijk=wijk, stadsdeel=stadsdeel)
    pot = ceiling.lock(made.pk)
    before = pot.ceiling_cents
    if ceiling.set_ceiling(pot, cents, reason=reason, by=by, at=at):
        facts = {"scheme": scheme.slug, "year": year}
        audit.record(
            verb="pot.budget_set",
            subject=pot,
            by=by,
            at=at,
            before={"ceiling_cents": before},
            after={**facts, "ceiling_cents": cents},
        )
    return pot
