"""The shapes of the map: every wijk has its own place, and the words fit."""

import re

import pytest

from city.models import Wijk
from initiatives.map_drawing import area, draw, middle, name_lines, nearest_parts

SQUARE = [[6.0, 52.5], [6.1, 52.5], [6.1, 52.6], [6.0, 52.6], [6.0, 52.5]]


def points_of(outline: str) -> list[tuple[int, int]]:
    """The corners of a path."""
    return [(int(x), int(y)) for x, y in re.findall(r"(\d+) (\d+)", outline)]


def test_sixteen_places_give_sixteen_shapes_on_the_sheet(town):
    wijken = list(Wijk.objects.order_by("name"))
    drawing = draw(wijken)
    assert len(drawing.shapes) == 16
    for shape in drawing.shapes:
        corners = points_of(shape.outline)
        assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in corners)
        assert min(x for x, _ in corners) < shape.x < max(x for x, _ in corners)
        assert min(y for _, y in corners) < shape.y < max(y for _, y in corners)


def test_two_places_share_the_line_halfway():
    (left,), (right,) = nearest_parts([(0, 0), (10, 0)])
    assert max(x for x, _ in left) == pytest.approx(5)
    assert min(x for x, _ in right) == pytest.approx(5)
    assert abs(area(left)) == pytest.approx(abs(area(right)))


def test_a_place_alone_is_round():
    ((ring,),) = nearest_parts([(50, 50)])
    assert middle(ring) == pytest.approx((50, 50))


def test_with_boundaries_north_is_up():
    drawing = draw([Wijk(name="Zuid", boundary=[SQUARE]), Wijk(name="Noord", boundary=[north(SQUARE)])])
    south, up = drawing.shapes
    assert up.y < south.y
    assert drawing.height > drawing.width  # a degree east is shorter than a degree north


def north(ring: list[list[float]]) -> list[list[float]]:
    """The ring, its own height further north."""
    return [[x, y + 0.1] for x, y in ring]


def test_one_wijk_without_a_boundary_keeps_the_schematic_map():
    drawing = draw([Wijk(name="Een", boundary=[SQUARE], map_x=20, map_y=50), Wijk(name="Twee", map_x=60, map_y=50)])
    assert [len(points_of(shape.outline)) for shape in drawing.shapes] == [24, 24]


def test_without_wijken_the_sheet_is_empty():
    assert draw([]).shapes == []


def test_a_wijk_too_small_to_write_in_has_no_name():
    tiny = [[6.0, 52.5], [6.001, 52.5], [6.001, 52.501], [6.0, 52.5]]
    drawing = draw([Wijk(name="Klein", boundary=[tiny]), Wijk(name="Groot", boundary=[SQUARE])])
    assert [bool(shape.lines) for shape in drawing.shapes] == [False, True]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Assendorp", ("Assendorp",)),
        ("Kamperpoort-Veerallee", ("Kamperpoort-", "Veerallee")),
        ("Poort van Zwolle", ("Poort van", "Zwolle")),
        ("Marsweteringlanden", ("Marsweteringlanden",)),
    ],
)
def test_long_names_break_where_they_can(name, lines):
    assert name_lines(name) == lines
