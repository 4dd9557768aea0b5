import json

import pytest

from city.geojson import UnreadableBoundary, read_boundaries

SQUARE = [[6.1, 52.5], [6.11, 52.5], [6.11, 52.51], [6.1, 52.51], [6.1, 52.5]]
HOLE = [[6.103, 52.503], [6.106, 52.503], [6.106, 52.506], [6.103, 52.503]]


def collection(*areas):
    features = [{"type": "Feature", "properties": {"statcode": code}, "geometry": geometry} for code, geometry in areas]
    return json.dumps({"type": "FeatureCollection", "features": features})


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


def test_reads_outer_and_inner_rings_by_code():
    assert read_boundaries(collection(("WK019310", polygon(SQUARE, HOLE)))) == {
        "WK019310": [
            [(6.1, 52.5), (6.11, 52.5), (6.11, 52.51), (6.1, 52.51), (6.1, 52.5)],
            [(6.103, 52.503), (6.106, 52.503), (6.106, 52.506), (6.103, 52.503)],
        ]
    }


def test_reads_several_polygons_of_one_wijk():
    several = {"type": "MultiPolygon", "coordinates": [[SQUARE], [HOLE]]}
    assert [len(ring) for ring in read_boundaries(collection(("WK019310", several)))["WK019310"]] == [5, 4]


def test_reads_the_column_names_of_pdok():
    text = collection(("WK019310", polygon(SQUARE))).replace("statcode", "wijkcode")
    assert list(read_boundaries(text)) == ["WK019310"]


def test_puts_points_on_a_grid_and_drops_those_halfway_a_straight_line():
    fine = [[6.1001, 52.4999], [6.105, 52.5], [6.11, 52.5], [6.1102, 52.5101], [6.1, 52.51], [6.1001, 52.4999]]
    assert read_boundaries(collection(("WK1", polygon(fine))))["WK1"] == [
        [(6.1, 52.5), (6.11, 52.5), (6.11, 52.51), (6.1, 52.51), (6.1, 52.5)]
    ]


def test_drops_an_inner_ring_too_small_for_the_grid():
    speck = [[6.1031, 52.5031], [6.1032, 52.5031], [6.1032, 52.5032], [6.1031, 52.5031]]
    assert len(read_boundaries(collection(("WK1", polygon(SQUARE, speck))))["WK1"]) == 1


NOT_CLOSED = [*SQUARE[:-1], [6.2, 52.6]]
DUTCH_GRID = [[203000, 502000], [204000, 502000], [204000, 503000], [203000, 502000]]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("no json", "Dit bestand is geen JSON."),
        ("[" * 100_000, "Dit bestand is geen JSON."),
        ("[]", "Dit bestand is geen GeoJSON met een “FeatureCollection”."),
        ('{"type": "Feature", "features": []}', "Dit bestand is geen GeoJSON met een “FeatureCollection”."),
        (
            '{"type": "FeatureCollection", "features": [3]}',
            "Een gebied in dit bestand heeft geen eigenschappen.",
        ),
        (
            collection(("WK1", polygon(SQUARE))).replace("statcode", "naam"),
            "Een gebied in dit bestand heeft geen CBS-code (statcode of wijkcode).",
        ),
        (collection(("WK1", None)), "De grens van WK1 is niet te lezen: geen gesloten veelhoek."),
        (
            collection(("WK1", {"type": "Point", "coordinates": [6.1, 52.5]})),
            "De grens van WK1 is niet te lezen: geen gesloten veelhoek.",
        ),
        (
            collection(("WK1", {"type": "MultiPolygon", "coordinates": [3]})),
            "De grens van WK1 is niet te lezen: geen gesloten veelhoek.",
        ),
        (collection(("WK1", polygon())), "De grens van WK1 is niet te lezen: geen gesloten veelhoek."),
        (collection(("WK1", polygon(SQUARE[:3]))), "De grens van WK1 is niet te lezen: geen gesloten veelhoek."),
        (collection(("WK1", polygon(NOT_CLOSED))), "De grens van WK1 is niet te lezen: geen gesloten veelhoek."),
        (
            collection(("WK1", polygon([["6", "52"], [7, 52], [7, 53], ["6", "52"]]))),
            "De grens van WK1 is niet te lezen: geen gesloten veelhoek.",
        ),
        (
            collection(("WK1", polygon([[True, 52], [7, 52], [7, 53], [True, 52]]))),
            "De grens van WK1 is niet te lezen: geen gesloten veelhoek.",
        ),
        (
            collection(("WK1", polygon([[6], [7, 52], [7, 53], [6]]))),
            "De grens van WK1 is niet te lezen: geen gesloten veelhoek.",
        ),
        (
            collection(("WK1", polygon(DUTCH_GRID))),
            "De coördinaten van WK1 zijn geen graden. Bewaar het bestand als WGS 84 (EPSG:4326).",
        ),
        (
            collection(("WK1", polygon([[float("nan"), 52], [7, 52], [7, 53], [float("nan"), 52]]))),
            "De coördinaten van WK1 zijn geen graden. Bewaar het bestand als WGS 84 (EPSG:4326).",
        ),
    ],
)
def test_refuses_what_is_no_whole_map(text, message):
    with pytest.raises(UnreadableBoundary) as refused:
        read_boundaries(text)
    assert str(refused.value) == message
