"""Give wijken their real boundaries."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from city.geojson import UnreadableBoundary, read_boundaries
from city.models import Wijk
from core import audit


@dataclass(frozen=True)
class Imported:
    """What an import did: wijken whose boundary changed, wijken without one in the file, areas of other towns."""

    changed: list[str]
    missing: list[str]
    ignored: int


@transaction.atomic
def import_boundaries(*, text: str, at: datetime) -> Imported:
    """Read the boundaries of our wijken from a GeoJSON text; reading the same text twice changes nothing.

    Raises UnreadableBoundary, and then nothing has changed.
    """
    boundaries = read_boundaries(text)
    wijken = list(Wijk.objects.select_for_update().filter(code__in=boundaries).order_by("code"))
    if not wijken:
        raise UnreadableBoundary(_("Geen enkel gebied in dit bestand heeft de code van een van onze wijken."))
    changed = []
    for wijk in wijken:
        rings = [[list(point) for point in ring] for ring in boundaries[wijk.code]]
        if wijk.boundary == rings:
            continue
        before, wijk.boundary = len(wijk.boundary), rings
        wijk.save(update_fields=["boundary"])
        audit.record(
            verb="wijk.boundary_imported",
            subject=wijk,
            by=None,
            at=at,
            before={"rings": before},
            after={"rings": len(rings), "points": sum(map(len, rings))},
        )
        changed.append(wijk.name)
    missing = Wijk.objects.exclude(code__in=boundaries).order_by("code").values_list("name", flat=True)
    return Imported(changed=changed, missing=list(missing), ignored=len(boundaries) - len(wijken))
