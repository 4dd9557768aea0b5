"""Numbers of applications, and places in the order of complete receipt: from a sequence, never from a clock."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from stimulus_fund.models import ApplicationSeries

PLACES_A_YEAR = 1_000_000  # a later year comes after all places of an earlier one


def next_number(at: datetime) -> str:
    """The next number of the year, for a transaction that keeps it."""
    series = _locked(localdate(at).year)
    series.last += 1
    series.save(update_fields=["last"])
    return f"ZF-{series.year}-{series.last:04d}"


def next_place(at: datetime) -> int:
    """The next place in the order of complete receipt (Awb 4:26)."""
    series = _locked(localdate(at).year)
    series.last_complete += 1
    series.save(update_fields=["last_complete"])
    return series.year * PLACES_A_YEAR + series.last_complete


def _locked(year: int) -> ApplicationSeries:
    try:
        with transaction.atomic():
            ApplicationSeries.objects.get_or_create(year=year)
    except IntegrityError:  # another process began the year in the same moment
        pass
    return ApplicationSeries.objects.select_for_update().get(year=year)
