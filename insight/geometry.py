"""Areas as GeoJSON (RFC 7946) from the rings that the town's data hold. Pure: rings in, geometry out.

The town keeps the rings of a wijk side by side, the outer ones and the holes alike; GeoJSON wants each hole with the
area it lies in, outer rings against the clock and holes with it.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

Point = tuple[float, float]
Ring = list[Point]
SCANS = (0.5, 0.37, 0.63, 0.21, 0.79)
GRID = 4  # decimals of a degree, about 10 m: a point says where the wijk is, no more


def area(rings: Iterable[Sequence[Sequence[float]]]) -> dict[str, Any] | None:
    """The rings as a Polygon or MultiPolygon; None when there are none."""
    points = [[(float(x), float(y)) for x, y in ring] for ring in rings]
    if not points:
        return None
    polygons = _polygons(points)
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def point_inside(rings: Iterable[Sequence[Sequence[float]]]) -> dict[str, Any] | None:
    """A Point that lies inside the area and not in a hole: the middle of its widest part; None without rings."""
    points = [[(float(x), float(y)) for x, y in ring] for ring in rings]
    inside = _widest(points)
    return {"type": "Point", "coordinates": [round(inside[0], GRID), round(inside[1], GRID)]} if inside else None


def _polygons(rings: list[Ring]) -> list[list[list[list[float]]]]:
    """Each outer ring with its holes."""
    around = [[other for other in rings if other is not ring and _lies_in(ring, other)] for ring in rings]
    outer = [index for index, holders in enumerate(around) if len(holders) % 2 == 0]
    found = []
    for index in outer:
        depth = len(around[index])
        holes = [
            rings[number]
            for number, holders in enumerate(around)
            if len(holders) == depth + 1 and any(holder is rings[index] for holder in holders)
        ]
        found.append([_turned(rings[index], against=True), *(_turned(hole, against=False) for hole in holes)])
    return found


def _turned(ring: Ring, *, against: bool) -> list[list[float]]:
    """The ring against the clock, or with it."""
    return [list(point) for point in (ring if (_doubled(ring) > 0) is against else ring[::-1])]


def _doubled(ring: Ring) -> float:
    """Twice the area of the ring; negative when it goes with the clock."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring))


def _lies_in(ring: Ring, other: Ring) -> bool:
    """True when the first ring lies within the other; they do not cross, but may touch."""
    inside = _widest([ring])
    if inside is None or abs(_doubled(other)) <= abs(_doubled(ring)):
        return False
    return sum(1 for x in _places([other], inside[1]) if x < inside[0]) % 2 == 1


def _widest(rings: list[Ring]) -> Point | None:
    """The middle of the widest piece of a few horizontal lines through the rings."""
    heights = [y for ring in rings for _x, y in ring]
    if not heights:
        return None
    low, high = min(heights), max(heights)
    pieces = [
        (right - left, ((left + right) / 2, y))
        for y in (low + (high - low) * part for part in SCANS)
        for left, right in _pieces(rings, y)
    ]
    return max(pieces)[1] if pieces else None


def _pieces(rings: list[Ring], y: float) -> list[tuple[float, float]]:
    """The parts of a horizontal line that lie inside."""
    places = sorted(_places(rings, y))
    return list(zip(places[::2], places[1::2], strict=False))


def _places(rings: list[Ring], y: float) -> Iterable[float]:
    """Where the edges cross a horizontal line."""
    for ring in rings:
        for (ax, ay), (bx, by) in pairwise(ring):
            if (ay > y) is not (by > y):
                yield ax + (y - ay) * (bx - ax) / (by - ay)
