"""Reads of the town's data that other apps need."""

from datetime import date

from city.models import Holiday


def closed_days() -> frozenset[date]:
    """All days that are no working day besides weekends. One query; pass the result on."""
    return frozenset(Holiday.objects.values_list("day", flat=True))
