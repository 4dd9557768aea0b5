"""Reads of the town's data that other apps need."""

from datetime import date

from city.location import lies_in
from city.models import Holiday, Wijk


def closed_days() -> frozenset[date]:
    """All days that are no working day besides weekends. One query; pass the result on."""
    return frozenset(Holiday.objects.values_list("day", flat=True))


def wijk_scopes() -> list[tuple[str, str]]:
    """(scope, name) of the wijken a role can be limited to (settings.SCOPES)."""
    return [(wijk.scope, wijk.name) for wijk in Wijk.objects.order_by("name")]


def wijk_at(longitude: float, latitude: float) -> Wijk | None:
    """The wijk in which a place lies, by the boundaries that were read; None outside the town or without boundaries."""
    wijken = Wijk.objects.exclude(boundary=[]).order_by("code")
    return next((wijk for wijk in wijken if lies_in(longitude, latitude, wijk.boundary)), None)
