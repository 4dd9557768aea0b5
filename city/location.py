"""In which area a place lies. Pure: degrees and rings in, yes or no out."""

from collections.abc import Sequence
from itertools import pairwise

Ring = Sequence[Sequence[float]]


def lies_in(longitude: float, latitude: float, rings: Sequence[Ring]) -> bool:
    """True when a place lies within the rings; a ring within a ring is a hole, whatever their order.

    Counts how often a line to the east crosses a ring: an odd number is inside.
    """
    inside = False
    for ring in rings:
        for (ax, ay), (bx, by) in pairwise(ring):
            if (ay > latitude) != (by > latitude) and longitude < ax + (latitude - ay) * (bx - ax) / (by - ay):
                inside = not inside
    return inside
