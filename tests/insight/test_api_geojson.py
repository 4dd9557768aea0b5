"""GeoJSON of the API, opened by a GIS reader, and never more precise than the initiator chose."""

import json

import pytest
import shapely

from city.models import Wijk
from initiatives.enums import PlaceKind
from initiatives.models import Initiative
from tests.insight.api_rows import API, TRIANGLE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
HOME = "Lijsterlaan 12"


def features(client, path: str) -> list[dict]:
    """The features, each read by GEOS, sound, and placed as RFC 7946 says."""
    response = client.get(f"{API}{path}")
    assert (response.status_code, response["Content-Type"]) == (200, "application/geo+json")
    assert response["Content-Crs"] == "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"
    found = json.loads(response.getvalue())
    assert (found["type"], "crs" in found) == ("FeatureCollection", False)
    located = [
        each for each in found["features"] if each["geometry"]
    ]  # null is allowed (RFC 7946, 3.2); GEOS reads none
    read = shapely.from_geojson(json.dumps(found | {"features": located}))
    assert len(read.geoms) == len(located)
    for geometry in read.geoms:
        sound(geometry)
    return list(found["features"])


def sound(read: shapely.Geometry) -> None:
    """On the globe, valid, and turned the right way."""
    west, south, east, north = read.bounds
    assert (-180 <= west <= east <= 180, -90 <= south <= north <= 90, read.is_valid) == (True, True, True)
    for part in getattr(read, "geoms", [read]):
        if part.geom_type == "Polygon":
            assert part.exterior.is_ccw
            assert not any(hole.is_ccw for hole in part.interiors)


def test_wijken_have_their_boundary(client, open_town):
    found = {each["id"]: each for each in features(client, "/wijken.geojson")}
    assert len(found) == 16
    assert found["WK019313"] == {
        "type": "Feature",
        "id": "WK019313",
        "geometry": {"type": "Polygon", "coordinates": [TRIANGLE]},
        "properties": {
            "code": "WK019313",
            "sleutel": "assendorp",
            "naam": "Assendorp",
            "namenBijBewoners": open_town.wijk.resident_names,
            "aantalInitiatieven": 1,
        },
    }
    assert found["WK019310"]["geometry"] is None  # nobody imported its boundary


def test_initiatives_lie_in_their_wijk_all_at_one_point(client, open_town):
    Initiative.objects.filter(pk=open_town.pk).update(place_kind=PlaceKind.ADDRESS, address=HOME, address_public=True)
    bench, choir = sorted(features(client, "/initiatieven.geojson"), key=lambda each: each["id"])
    assert (bench["id"], bench["geometry"]) == ("ZW-2026-0002", {"type": "Point", "coordinates": [6.09, 52.5021]})
    assert (choir["id"], choir["geometry"]) == ("ZW-2026-0003", None)
    assert (bench["properties"]["plek"], bench["properties"]["wijk"]) == ("wijk", "assendorp")
    assert shapely.Polygon(TRIANGLE).contains(shapely.Point(bench["geometry"]["coordinates"]))


def test_an_address_is_nowhere_also_when_its_page_may_show_it(client, open_town):
    Initiative.objects.update(place_kind=PlaceKind.ADDRESS, wijk=open_town.wijk, address=HOME, address_public=True)
    assert HOME in client.get("/initiatieven/leesbankje/").content.decode()
    for path in ("/initiatieven", "/initiatieven.csv", "/initiatieven.geojson", "/initiatieven/ZW-2026-0002"):
        assert HOME not in client.get(f"{API}{path}").getvalue().decode()


def test_filters_hold_for_files_too(client, open_town):
    assert [each["id"] for each in features(client, "/initiatieven.geojson?wijk=hele-stad")] == ["ZW-2026-0003"]
    assert features(client, "/initiatieven.geojson?wijk=binnenstad") == []


def test_wijken_in_parts_and_with_holes_can_be_read(client, town):
    hole = [[6.087, 52.502], [6.093, 52.502], [6.09, 52.505], [6.087, 52.502]]
    far = [[6.2, 52.5], [6.21, 52.5], [6.2, 52.51], [6.2, 52.5]]
    Wijk.objects.filter(code="WK019313").update(boundary=[TRIANGLE[::-1], hole, far])
    found = {each["id"]: each["geometry"] for each in features(client, "/wijken.geojson")}
    assert found["WK019313"] == {"type": "MultiPolygon", "coordinates": [[TRIANGLE, hole[::-1]], [far]]}


def test_a_ring_turned_the_wrong_way_would_be_seen():
    """The negative control."""
    with pytest.raises(AssertionError):
        sound(shapely.Polygon(TRIANGLE[::-1]))
    with pytest.raises(AssertionError):
        sound(shapely.Point(523000, 203000))  # metres of the Dutch grid
