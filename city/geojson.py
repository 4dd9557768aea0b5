"""Read wijk boundaries from the text of a CBS or PDOK GeoJSON file. Pure: text in, rings by code out."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.refusal import Refusal

Point = tuple[float, float]
Ring = list[Point]

CODE_NAMES = ("statcode", "wijkcode")  # CBS by way of cartomap, and PDOK
GRID = 3  # decimals of a degree, about 100 m: neighbours fall on the same points, and the map stays small
SHORTEST_RING = 4  # GeoJSON (RFC 7946, 3.1.6): three corners and the first one again


class UnreadableBoundary(Refusal):
    """The file is no GeoJSON of wijken in longitude and latitude."""


def read_boundaries(text: str) -> dict[str, list[Ring]]:
    """The outer and inner rings of every wijk in the file, by CBS code, on a grid of about 100 m.

    Raises UnreadableBoundary for a file that is not whole: half a map would be worse than the schematic one.
    """
    try:
        collection = json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadableBoundary(_("Dit bestand is geen JSON.")) from None
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list) or collection.get("type") != "FeatureCollection":
        raise UnreadableBoundary(_("Dit bestand is geen GeoJSON met een “FeatureCollection”."))
    return dict(_wijk(feature) for feature in features)


def _wijk(feature: Any) -> tuple[str, list[Ring]]:
    """One wijk: its code and its rings."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        raise UnreadableBoundary(_("Een gebied in dit bestand heeft geen eigenschappen."))
    code = next((properties[name] for name in CODE_NAMES if name in properties), None)
    if not isinstance(code, str):
        raise UnreadableBoundary(_("Een gebied in dit bestand heeft geen CBS-code (statcode of wijkcode)."))
    rings = [_on_grid(ring) for ring in _rings(feature.get("geometry"), code)]
    kept = [ring for ring in rings if len(ring) >= SHORTEST_RING]
    if not kept:
        raise _bad(code)
    return code, kept


def _rings(geometry: Any, code: str) -> Iterator[Ring]:
    """The rings of a polygon or of several polygons, checked."""
    kind = geometry.get("type") if isinstance(geometry, Mapping) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        raise _bad(code)
    polygons = [geometry.get("coordinates")] if kind == "Polygon" else geometry.get("coordinates")
    if not isinstance(polygons, list) or not all(isinstance(polygon, list) for polygon in polygons):
        raise _bad(code)
    for polygon in polygons:
        for ring in polygon:
            yield _checked(ring, code)


def _checked(ring: Any, code: str) -> Ring:
    """The ring as points, when it is closed and lies on the globe."""
    if not isinstance(ring, list) or len(ring) < SHORTEST_RING or ring[0] != ring[-1]:
        raise _bad(code)
    return [_point(position, code) for position in ring]


def _point(position: Any, code: str) -> Point:
    """Longitude and latitude in degrees; a height after them is dropped."""
    if not isinstance(position, list) or len(position) < 2:
        raise _bad(code)
    longitude, latitude = position[:2]
    if not all(isinstance(value, int | float) and not isinstance(value, bool) for value in (longitude, latitude)):
        raise _bad(code)
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise UnreadableBoundary(
            _("De coördinaten van %(code)s zijn geen graden. Bewaar het bestand als WGS 84 (EPSG:4326).")
            % {"code": code}
        )
    return float(longitude), float(latitude)


def _on_grid(ring: Ring) -> Ring:
    """The ring on the grid, closed, without points that say nothing: doubles and points halfway a straight line."""
    snapped = [(round(x, GRID), round(y, GRID)) for x, y in ring[:-1]]
    corners: Ring = []
    for index, point in enumerate(snapped):
        before, after = snapped[index - 1], snapped[(index + 1) % len(snapped)]
        if point != before and not _straight(before, point, after):
            corners.append(point)
    return [*corners, corners[0]] if corners else []


def _straight(before: Point, point: Point, after: Point) -> bool:
    """True when the point lies between its neighbours on a straight line (in whole grid steps, so exactly)."""
    (ax, ay), (bx, by), (cx, cy) = ((round(x * 10**GRID), round(y * 10**GRID)) for x, y in (before, point, after))
    across = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    onward = (bx - ax) * (cx - bx) + (by - ay) * (cy - by)
    return across == 0 and onward > 0


def _bad(code: str) -> UnreadableBoundary:
    return UnreadableBoundary(_("De grens van %(code)s is niet te lezen: geen gesloten veelhoek.") % {"code": code})
