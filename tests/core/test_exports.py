import csv
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from core.exports import csv_download, csv_lines, harmless, xlsx_download, xlsx_file

FORMULAS = [
    "=1+1", "=cmd|' /C calc'!A0", "@SUM(1)", "+1+1", "-1+1", "=HYPERLINK(\"http://evil.example\")", "\t=1+1", "\r=1+1",
    "\n=1+1", " =1+1", "＝1+1", "＋1", "－1+1", "＠SUM(1)", "|calc", "%0A=1", "\x00=1+1", "\u00a0=1", "=\x001",
]  # fmt: skip


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_gets_an_apostrophe_in_csv(formula: str):
    assert harmless(formula)[0] == "'"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("+31612345678", "+31 612345678"),
        ("+31 6 12 34 56 78", "+31 6 12 34 56 78"),
        ("038-4989111", "038-4989111"),
        ("-12", "-12"),
        (-12, "-12"),
        (Decimal("-1.50"), "-1.50"),
        (None, ""),
        (True, "True"),
        ("Tuin\r\nvan\tAn", "Tuin  van An"),
        ("e\u0301\x00\x1b🌱", "é🌱"),
        ("\ud800x", "x"),
        (date(2026, 3, 11), "2026-03-11"),
        (datetime(2026, 3, 11, 9, 0, tzinfo=UTC), "2026-03-11 10:00"),
    ],
)
def test_what_people_mean_stays_readable(value: object, cell: str):
    assert harmless(value) == cell


def test_csv_as_a_dutch_spreadsheet_opens_it():
    text = "".join(csv_lines(["Titel", "Telefoon"], [['Tuin; "groen"', "+31612345678"], ["a\nb", None]]))
    assert text == '\ufeff"Titel";"Telefoon"\r\n"Tuin; ""groen""";"+31 612345678"\r\n"a b";""\r\n'


def test_csv_is_sent_row_by_row():
    taken = []

    def rows():
        for number in range(3):
            taken.append(number)
            yield [number]

    lines = csv_lines(["x"], rows())
    next(lines)
    assert taken == []
    next(lines)
    assert taken == [0]


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_no_cell_escapes_its_quotes(cells: list[str]):
    text = "".join(csv_lines(cells, [cells]))
    read = list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert [len(row) for row in read] == [len(cells)] * 2
    assert read[1] == [harmless(cell) for cell in cells]


def sheet_of(rows: list[list[object]]) -> list[tuple]:
    with xlsx_file("Lijst", ["x"], rows) as file:
        return list(load_workbook(BytesIO(file.read())).active.iter_rows(min_row=2))


def test_xlsx_has_no_formula_cell():
    cells = [row[0] for row in sheet_of([[formula] for formula in FORMULAS])]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells][:2] == ["=1+1", "=cmd|' /C calc'!A0"]
    assert all(cell.quotePrefix for cell in cells)


def test_xlsx_has_no_formula_in_its_parts():
    with xlsx_file("Lijst", ["=1"], [[formula] for formula in FORMULAS]) as file, ZipFile(file) as package:
        assert re.search(rb"<f[ >]", package.read("xl/worksheets/sheet1.xml")) is None


def test_xlsx_keeps_numbers_dates_and_telephones():
    moment = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
    [row] = sheet_of([[12, Decimal("1.5"), date(2026, 3, 11), moment, "+31612345678", True, None]])
    assert [cell.value for cell in row] == [
        12,
        1.5,
        datetime(2026, 3, 11),  # noqa: DTZ001 - a spreadsheet knows no zones
        datetime(2026, 3, 11, 10, 0),  # noqa: DTZ001
        "+31612345678",
        "True",
        None,
    ]


@pytest.mark.django_db  # closing an answer tells Django that a request ended
def test_downloads_have_a_name_and_are_not_kept():
    first = csv_download("Initiatieven\r\nénX: 1", ["x"], [[1]])
    assert first["Content-Disposition"] == 'attachment; filename="InitiatievenenX 1.csv"'
    assert b"".join(first.streaming_content) == '\ufeff"x"\r\n"1"\r\n'.encode()
    second = xlsx_download("", ["x"], [[1]])
    assert second["Content-Disposition"] == 'attachment; filename="lijst.xlsx"'
    assert b"".join(second.streaming_content)[:2] == b"PK"
    second.close()
    assert first["Cache-Control"] == second["Cache-Control"] == "no-store, private"
