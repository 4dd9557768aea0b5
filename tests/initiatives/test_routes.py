"""Three questions, and where each answer leads."""

import pytest

from initiatives.enums import PlaceKind
from initiatives.routes import Route, place_of, route


@pytest.mark.parametrize(
    ("wish", "scale", "doer", "leads_to"),
    [
        ("plan", "city", "self", Route.HERE),
        ("plan", "wijk", "self", Route.WIJK),
        ("plan", "programme", "self", Route.PROGRAMME),
        ("plan", "street", "self", Route.STREET),
        ("plan", "city", "municipality", Route.REQUEST),
        ("plan", "street", "municipality", Route.REQUEST),
        ("report", "", "", Route.REPORT),
        ("permit", "street", "self", Route.PERMIT),
        ("complaint", "", "municipality", Route.COMPLAINT),
    ],
)
def test_where_an_answer_leads(wish, scale, doer, leads_to):
    assert route(wish, scale, doer) == leads_to


def test_three_routes_stay_here():
    assert {one for one in Route if one.fits} == {Route.HERE, Route.WIJK, Route.PROGRAMME}


@pytest.mark.parametrize(
    ("scale", "place"),
    [
        ("street", PlaceKind.ADDRESS),
        ("wijk", PlaceKind.WIJK),
        ("city", PlaceKind.CITY),
        ("programme", None),
        ("", None),
        ("x", None),
    ],
)
def test_the_place_that_goes_with_a_scale(scale, place):
    assert place_of(scale) == place
