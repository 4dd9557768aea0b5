"""Rings as GeoJSON has them, read back by a GIS library."""

import json

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import shape

from insight.geometry import area, point_inside

SQUARE = [[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0], [0.0, 0.0]]
HOLE = [[1.0, 1.0], [3.0, 1.0], [3.0, 3.0], [1.0, 3.0], [1.0, 1.0]]
ISLAND = [[1.5, 1.5], [2.5, 1.5], [2.5, 2.5], [1.5, 2.5], [1.5, 1.5]]
ELSEWHERE = [[6.0, 0.0], [8.0, 0.0], [7.0, 2.0], [6.0, 0.0]]


def test_one_ring_is_a_polygon_against_the_clock():
    assert area([SQUARE[::-1]]) == {"type": "Polygon", "coordinates": [SQUARE]}


def test_a_hole_goes_with_its_area_and_with_the_clock():
    assert area([HOLE, SQUARE]) == {"type": "Polygon", "coordinates": [SQUARE, HOLE[::-1]]}


def test_an_island_in_a_hole_and_a_part_elsewhere_are_areas_of_their_own():
    found = area([ISLAND, HOLE, SQUARE, ELSEWHERE])
    assert found == {"type": "MultiPolygon", "coordinates": [[ISLAND], [SQUARE, HOLE[::-1]], [ELSEWHERE]]}
    read = shape(found)
    assert (read.is_valid, read.area) == (True, 16 - 4 + 1 + 2)


def test_nothing_is_nowhere():
    assert (area([]), point_inside([])) == (None, None)


@pytest.mark.parametrize("rings", [[SQUARE], [SQUARE, HOLE], [SQUARE, HOLE, ISLAND], [ELSEWHERE]])
def test_the_point_lies_inside_and_not_in_a_hole(rings):
    assert shape(area(rings)).contains(shape(point_inside(rings)))


@settings(max_examples=200)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=3, max_size=12, unique=True))
def test_of_any_sound_area_the_point_lies_inside(corners):
    """Corners in the order of their angle around their middle make a ring that does not cross itself."""
    hull = shapely.convex_hull(shapely.multipoints([(6 + x / 500, 52 + y / 500) for x, y in corners]))
    if hull.geom_type == "Polygon" and hull.area > 1e-5:
        ring = [list(point) for point in hull.exterior.coords]
        read = shapely.from_geojson(json.dumps(area([ring])))
        assert read.is_valid
        assert read.exterior.is_ccw
        assert read.buffer(1e-4).contains(shape(point_inside([ring])))
