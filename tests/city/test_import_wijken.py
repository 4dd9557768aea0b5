import json

import pytest
from django.core.management import CommandError, call_command

from city.actions.town import load_town
from city.models import Wijk
from core.models import AuditEntry

pytestmark = pytest.mark.django_db

BINNENSTAD = [[6.08, 52.51], [6.1, 52.51], [6.1, 52.52], [6.08, 52.51]]
ASSENDORP = [[6.09, 52.5], [6.12, 52.5], [6.1, 52.51], [6.09, 52.5]]


@pytest.fixture
def town():
    load_town()


@pytest.fixture
def boundaries(tmp_path):
    def write(areas):
        features = [
            {
                "type": "Feature",
                "properties": {"statcode": code},
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
            for code, ring in areas.items()
        ]
        file = tmp_path / "wijken.geojson"
        file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
        return file

    return write


def test_gives_wijken_their_boundary_and_says_what_it_did(town, boundaries, capsys):
    call_command("import_wijken", boundaries({"WK019310": BINNENSTAD, "WK059900": ASSENDORP}))
    assert Wijk.objects.get(code="WK019310").boundary == [BINNENSTAD]
    assert capsys.readouterr().out.splitlines()[0] == "1 wijken have a new boundary."
    assert AuditEntry.objects.filter(verb="wijk.boundary_imported").values_list("before", "after").get() == (
        {"rings": 0},
        {"rings": 1, "points": 4},
    )


def test_names_wijken_that_are_not_in_the_file_and_counts_what_is_not_ours(town, boundaries, capsys):
    Wijk.objects.exclude(code__in=["WK019310", "WK019313"]).delete()
    call_command("import_wijken", boundaries({"WK019310": BINNENSTAD, "WK059900": ASSENDORP}))
    assert capsys.readouterr().out == (
        "1 wijken have a new boundary.\nNot in the file: Assendorp.\n1 areas in the file are none of our wijken.\n"
    )


def test_reading_the_same_file_twice_changes_nothing(town, boundaries, capsys):
    file = boundaries({"WK019310": BINNENSTAD})
    call_command("import_wijken", file)
    call_command("import_wijken", file)
    assert capsys.readouterr().out.splitlines()[-2] == "0 wijken have a new boundary."
    assert AuditEntry.objects.filter(verb="wijk.boundary_imported").count() == 1


def test_changes_nothing_when_one_area_is_broken(town, boundaries):
    with pytest.raises(CommandError, match="WK019313"):
        call_command("import_wijken", boundaries({"WK019310": BINNENSTAD, "WK019313": ASSENDORP[:2]}))
    assert Wijk.objects.get(code="WK019310").boundary == []


def test_refuses_a_file_about_another_town(town, boundaries):
    with pytest.raises(CommandError, match="Geen enkel gebied"):
        call_command("import_wijken", boundaries({"WK059900": ASSENDORP}))


def test_says_so_when_there_is_no_file(tmp_path):
    with pytest.raises(CommandError, match="Cannot read"):
        call_command("import_wijken", tmp_path / "nothing.geojson")


def test_says_so_when_the_file_is_no_text(tmp_path):
    (tmp_path / "picture").write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(CommandError, match="not a text file"):
        call_command("import_wijken", tmp_path / "picture")
