"""Reads of the town's data that other apps need."""

from datetime import date

from city.models import Holiday, Wijk


def closed_days() -> frozenset[date]:
    """All days that are no working day besides weekends. One query; pass the result on."""
    return frozenset(Holiday.objects.values_list("day", flat=True))


def wijk_scopes() -> list[tuple[str, str]]:
    """(scope, name) of the wijken a role can be limited to (settings.SCOPES)."""
    return [(wijk.scope, wijk.name) for wijk in Wijk.objects.order_by("name")]
