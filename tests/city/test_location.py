"""In which wijk a place lies."""

import pytest

from city.location import lies_in
from city.models import Wijk
from city.queries import wijk_at

SQUARE = [[6.0, 52.0], [6.2, 52.0], [6.2, 52.2], [6.0, 52.2], [6.0, 52.0]]
HOLE = [[6.05, 52.05], [6.15, 52.05], [6.15, 52.15], [6.05, 52.15], [6.05, 52.05]]


@pytest.mark.parametrize(
    ("longitude", "latitude", "inside"),
    [(6.01, 52.01, True), (6.1, 52.1, False), (6.16, 52.16, True), (6.3, 52.1, False), (5.9, 52.1, False)],
)
def test_a_place_lies_within_the_rings_and_not_in_the_hole(longitude, latitude, inside):
    assert lies_in(longitude, latitude, [SQUARE, HOLE]) is inside
    assert lies_in(longitude, latitude, [HOLE, SQUARE]) is inside


def test_without_the_hole_its_middle_would_be_inside():
    assert lies_in(6.1, 52.1, [SQUARE]) is True


@pytest.mark.django_db
def test_the_wijk_is_found_by_its_boundary(town):
    assert wijk_at(6.1, 52.1) is None
    Wijk.objects.filter(slug="assendorp").update(boundary=[SQUARE])
    assert (wijk_at(6.1, 52.1).slug, wijk_at(6.1, 53.0)) == ("assendorp", None)
