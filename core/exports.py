"""Lists to take along: CSV and XLSX in which no text of anybody can act as a formula.

In XLSX every text is marked as text. CSV has no such mark: there a text that a spreadsheet would run gets an
apostrophe in front. Telephone numbers stay readable in both.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.http import FileResponse, StreamingHttpResponse
from django.utils.timezone import localtime
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from core.file_names import clean_name

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BYTE_ORDER_MARK = "\ufeff"
RUNS = ("=", "+", "-", "@", "|", "%")
TELEPHONE = re.compile(r"\+(\d{2})[ ]?(\d[\d ]{5,14})")
NUMBER = re.compile(r"-?\d+([.,]\d+)?")
KEPT_IN_MEMORY = 2 * 1024 * 1024
LONGEST_TITLE = 31
LONGEST_CELL = 32_000
Row = Sequence[object]


def csv_download(name: str, header: Row, rows: Iterable[Row]) -> StreamingHttpResponse:
    """The rows as `name`.csv, sent as they come; `rows` may be an iterator over the database."""
    response = StreamingHttpResponse(csv_lines(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_ascii(name, "csv")}"'
    response["Cache-Control"] = "no-store, private"
    return response


def xlsx_download(name: str, header: Row, rows: Iterable[Row]) -> FileResponse:
    """The rows as `name`.xlsx, written to a temporary file first."""
    file = xlsx_file(name, header, rows)
    response = FileResponse(file, as_attachment=True, filename=_ascii(name, "xlsx"), content_type=XLSX_TYPE)
    response["Cache-Control"] = "no-store, private"
    return response


def csv_lines(header: Row, rows: Iterable[Row]) -> Iterator[str]:
    """CSV as a Dutch spreadsheet opens it: semicolons, every cell in quotes, UTF-8 with its mark."""
    writer = csv.writer(_Echo(), delimiter=";", quoting=csv.QUOTE_ALL)
    yield BYTE_ORDER_MARK + writer.writerow([harmless(cell) for cell in header])
    for row in rows:
        yield writer.writerow([harmless(cell) for cell in row])


def xlsx_file(title: str, header: Row, rows: Iterable[Row]) -> IO[bytes]:
    """A workbook of one sheet, open at its beginning; numbers and dates are numbers and dates, all else is text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\\/*?:\[\]]", " ", plain(title))[:LONGEST_TITLE])
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, value, bold=True) for value in header])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    file = SpooledTemporaryFile(max_size=KEPT_IN_MEMORY)  # noqa: SIM115 - the response closes it
    book.save(file)
    file.seek(0)
    return file


def plain(value: object) -> str:
    """A value as text: local time, no control signs, tabs and line ends as spaces."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = localtime(value).strftime("%Y-%m-%d %H:%M")
    signs = unicodedata.normalize("NFC", str(value))
    visible = (" " if sign in "\t\r\n" else sign for sign in signs if sign in "\t\r\n" or _is_printable(sign))
    return "".join(visible)[:LONGEST_CELL]


def harmless(value: object) -> str:
    """A value as a CSV cell that no spreadsheet runs. +31612345678 becomes +31 612345678, which stays text."""
    text = plain(value)
    telephone = TELEPHONE.fullmatch(text.strip())
    if telephone:
        return f"+{telephone[1]} {telephone[2]}"
    first = unicodedata.normalize("NFKC", text).lstrip()[:1]
    if first in RUNS and first and not NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def _cell(sheet: Any, value: object, *, bold: bool = False) -> WriteOnlyCell:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | date):
        value = plain(value)
    elif isinstance(value, datetime):
        value = localtime(value).replace(tzinfo=None)
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = True  # it stays text when somebody edits it
    if bold:
        cell.font = Font(bold=True)
    return cell


def _is_printable(sign: str) -> bool:
    return unicodedata.category(sign) not in {"Cc", "Cs", "Cn"}


def _ascii(name: str, suffix: str) -> str:
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return clean_name(f"{letters}.{suffix}", suffix, fallback="lijst")


class _Echo:
    """A file that gives back what is written in it."""

    def write(self, text: str) -> str:
        return text
