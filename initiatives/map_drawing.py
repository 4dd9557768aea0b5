"""The map of the town as shapes: pure geometry, wijken in, outlines out.

Without boundaries each wijk is the part of the town that lies nearest to its place on the schematic map; with
boundaries (`manage.py import_wijken`) it is its own outline.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, radians, sin

from city.models import Wijk

Point = tuple[float, float]
Ring = list[Point]

WIDTH = 900.0
MARGIN = 12.0
REACH = 14.5  # how far a wijk reaches from its place, in units of the schematic map
CORNERS = 24
ROOM_FOR_NAME = 90.0
LONGEST_LINE = 14
LINE = 21.0  # height of a line of text on the sheet


@dataclass(frozen=True)
class Shape:
    """One wijk on the map: `outline` is the path of an SVG; at `x` stands its count (on `y`) above its name.

    `lines` are (y, text) of the name; none where the wijk is too small to write in, `long` when they need small type.
    """

    outline: str
    x: int
    y: int
    lines: list[tuple[int, str]]
    long: bool


@dataclass(frozen=True)
class Drawing:
    """All shapes, and the size of the sheet they are on."""

    width: int
    height: int
    shapes: list[Shape]


def draw(wijken: Sequence[Wijk]) -> Drawing:
    """The map of these wijken."""
    if not wijken:
        return Drawing(width=int(WIDTH), height=0, shapes=[])
    known = all(wijk.boundary for wijk in wijken)
    outlines = boundaries(wijken) if known else nearest_parts([(wijk.map_x, wijk.map_y) for wijk in wijken])
    fitted, height = fit(outlines)
    shapes = [shape(wijk, rings) for wijk, rings in zip(wijken, fitted, strict=True)]
    return Drawing(width=int(WIDTH), height=round(height), shapes=shapes)


def shape(wijk: Wijk, rings: list[Ring]) -> Shape:
    """The wijk with its outline and where its words go: the middle of its largest ring."""
    largest = max(rings, key=lambda ring: abs(area(ring)))
    x, y = middle(largest)
    roomy = max(x for x, _ in largest) - min(x for x, _ in largest) >= ROOM_FOR_NAME
    words = name_lines(wijk.name) if roomy else ()
    top = y - LINE * len(words) / 2
    return Shape(
        outline="".join(path(ring) for ring in rings),
        x=round(x),
        y=round(top + LINE / 2),
        lines=[(round(top + LINE * (number + 1.55)), line) for number, line in enumerate(words)],
        long=any(len(line) > LONGEST_LINE for line in words),
    )


# --- Outlines ---------------------------------------------------------------------------------------------------
def boundaries(wijken: Iterable[Wijk]) -> list[list[Ring]]:
    """The boundaries of the wijken on a flat sheet, north up. At this size a degree is a fixed length."""
    rings = [[[(x, y) for x, y in ring] for ring in wijk.boundary] for wijk in wijken]
    latitude = rings[0][0][0][1]
    narrowing = cos(radians(latitude))
    return [[[(x * narrowing, -y) for x, y in ring] for ring in wijk] for wijk in rings]


def nearest_parts(places: Sequence[Point]) -> list[list[Ring]]:
    """For each place a round area around it, cut where another place is nearer."""
    return [[nearest_part(place, places)] for place in places]


def nearest_part(place: Point, places: Sequence[Point]) -> Ring:
    """The part of the round area around `place` that is nearer to it than to any other place."""
    x, y = place
    turns = [2 * pi * corner / CORNERS for corner in range(CORNERS)]
    ring = [(x + REACH * cos(turn), y + REACH * sin(turn)) for turn in turns]
    for other in places:
        if other != place:
            ring = cut(ring, place, other)
    return ring


def cut(ring: Ring, place: Point, other: Point) -> Ring:
    """What remains of a convex ring on the side of `place`, cut halfway between `place` and `other`."""
    kept: Ring = []
    for start, end in pairwise([*ring, ring[0]]):
        here, there = nearer(start, place, other), nearer(end, place, other)
        if here >= 0:
            kept.append(start)
        if (here >= 0) != (there >= 0):
            share = here / (here - there)
            kept.append((start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])))
    return kept


def nearer(point: Point, place: Point, other: Point) -> float:
    """Positive when the point is nearer to `place` than to `other`; changes evenly across the line between."""
    return (place[0] - other[0]) * (2 * point[0] - place[0] - other[0]) + (place[1] - other[1]) * (
        2 * point[1] - place[1] - other[1]
    )


# --- On the sheet -----------------------------------------------------------------------------------------------
def fit(outlines: list[list[Ring]]) -> tuple[list[list[Ring]], float]:
    """The outlines scaled to the width of the sheet, and the height that takes."""
    points = [point for rings in outlines for ring in rings for point in ring]
    left, top = min(x for x, _ in points), min(y for _, y in points)
    scale = (WIDTH - 2 * MARGIN) / (max(x for x, _ in points) - left)
    height = (max(y for _, y in points) - top) * scale + 2 * MARGIN
    fitted = [
        [[((x - left) * scale + MARGIN, (y - top) * scale + MARGIN) for x, y in ring] for ring in rings]
        for rings in outlines
    ]
    return fitted, height


def path(ring: Ring) -> str:
    """The ring as the path of an SVG, in whole units."""
    return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in ring) + "z"


def area(ring: Ring) -> float:
    """Twice the area, negative when the ring runs the other way round."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]))


def middle(ring: Ring) -> Point:
    """The centre of gravity of a ring."""
    double = area(ring)
    if not double:
        return ring[0]
    parts = [(x1, y1, x2, y2, x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]])]
    return (
        sum((x1 + x2) * weight for x1, _, x2, _, weight in parts) / (3 * double),
        sum((y1 + y2) * weight for _, y1, _, y2, weight in parts) / (3 * double),
    )


def name_lines(name: str) -> tuple[str, ...]:
    """The name on one line, or on two when it is long and can be broken at a hyphen or a space."""
    if len(name) > LONGEST_LINE:
        for mark in ("-", " "):
            first, found, rest = name.rpartition(mark)
            if found:
                return (first + mark.strip(), rest)
    return (name,)
