"""Documents as the portal keeps them: known by what is in them, without macros, authors or passwords.

An office document is a ZIP of parts: its table of contents is read before a part is unpacked, and the whole is
written anew, so that nothing hidden before, behind or between the parts survives.
"""

import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from core.photos import without_extras

MOST_PARTS = 3_000
MOST_UNPACKED_BYTES = 100 * 1024 * 1024
MOST_TEXT_BYTES = 2 * 1024 * 1024
PDF_SECONDS = 20
PDF_CLEANER = "core.pdf_cleaner"
PDF_LOCKED = 3  # its exit code
ROOT = Path(__file__).resolve().parent.parent
ENCRYPTED_PART = 0x1

OFFICE = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "ppt/presentation.xml": "pptx",
}
OPEN_DOCUMENT = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
}
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "txt": "text/plain; charset=utf-8",
}
MACRO_PARTS = ("vbaproject", "vbadata", "macrosheets/", "activex/", "basic/", "scripts/")
AUTHOR_PARTS = {
    "docprops/core.xml": (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
    ),
    "docprops/app.xml": (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
    ),
    "docprops/custom.xml": (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
    ),
    "meta.xml": (
        '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"/>'
    ),
}
PREVIEWS = ("docprops/thumbnail.", "thumbnails/")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MARKUP = ("<!doctype", "<html", "<script", "<svg", "<?xml", "<?php", "#!", "%pdf-")


class Unknown(Exception):
    """Nothing we keep."""


class Old(Exception):
    """The office format from before 2007; it may also be a newer document locked with a password."""


class Locked(Exception):
    """A password is needed to read it."""


class Macros(Exception):
    """It holds a program."""


class Bomb(Exception):
    """It unpacks to more than any letter needs."""


class Broken(Exception):
    """It begins as a document and cannot be read as one."""


@dataclass(frozen=True)
class Document:
    """A document ready to keep; `suffix` is that of what it is, not of what it was called."""

    content: bytes
    suffix: str

    @property
    def content_type(self) -> str:
        """The media type it is sent with."""
        return CONTENT_TYPES[self.suffix]


def prepare(content: bytes) -> Document:
    """Know and clean a document. Raises Unknown, Old, Locked, Macros, Bomb or Broken."""
    if content.startswith(b"%PDF-"):
        return Document(_clean_pdf(content), "pdf")
    if content.startswith(OLD_OFFICE):
        raise Old
    if content.startswith(b"PK\x03\x04"):
        return _clean_office(content)
    return Document(_plain_text(content), "txt")


def _clean_pdf(content: bytes) -> bytes:
    command = [sys.executable, "-m", PDF_CLEANER]
    try:
        # Our own interpreter and module; the stranger's bytes only go in at the front.
        done = subprocess.run(  # noqa: S603
            command, input=content, capture_output=True, timeout=PDF_SECONDS, cwd=ROOT, check=False
        )
    except subprocess.TimeoutExpired:
        raise Bomb from None
    if done.returncode == PDF_LOCKED:
        raise Locked
    if done.returncode != 0:
        raise Broken
    return done.stdout


def _clean_office(content: bytes) -> Document:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
            _refuse_dangerous(parts)
            suffix = _office_kind(package)
            return Document(_written_anew(package, parts), suffix)
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, OSError, zlib.error) as error:
        raise Broken from error


def _refuse_dangerous(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
        raise Bomb
    for part in parts:
        name = part.filename.lower()
        if part.flag_bits & ENCRYPTED_PART:
            raise Locked
        if any(macro in name if macro.startswith("vba") else f"/{macro}" in f"/{name}" for macro in MACRO_PARTS):
            raise Macros


def _office_kind(package: zipfile.ZipFile) -> str:
    names = set(package.namelist())
    if "[Content_Types].xml" in names:
        if b"macroenabled" in package.read("[Content_Types].xml").lower():
            raise Macros
        for part, suffix in OFFICE.items():
            if part in names:
                return suffix
    if "mimetype" in names:
        if "META-INF/manifest.xml" in names and b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise Locked
        kind = package.read("mimetype").decode("ascii", "replace").strip()
        if kind in OPEN_DOCUMENT:
            return OPEN_DOCUMENT[kind]
    raise Unknown


def _written_anew(package: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as anew:
        for part, content in _kept_parts(package, parts):
            entry = zipfile.ZipInfo(part.filename)
            entry.compress_type = zipfile.ZIP_STORED if part.filename == "mimetype" else zipfile.ZIP_DEFLATED
            anew.writestr(entry, content)
    return out.getvalue()


def _kept_parts(package: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> Iterator[tuple[zipfile.ZipInfo, bytes]]:
    """Every part once; authors emptied, previews gone where nothing refers to them, photos without their place."""
    seen: set[str] = set()
    for part in parts:
        name = part.filename.lower()
        if part.is_dir() or name in seen:
            continue
        seen.add(name)
        if name in AUTHOR_PARTS:
            yield part, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{AUTHOR_PARTS[name]}'.encode()
        elif name.startswith(PREVIEWS):
            yield part, b""
        else:
            yield part, without_extras(package.read(part))


def _plain_text(content: bytes) -> bytes:
    if len(content) > MOST_TEXT_BYTES:
        raise Unknown
    text = _decoded(content)
    start = text[:2_000].lower()
    if any(mark in start for mark in MARKUP) or any(ord(sign) < 32 and sign not in "\t\n\r\f" for sign in text):
        raise Unknown
    return text.encode()


def _decoded(content: bytes) -> str:
    """Text as today's programs write it, or as Windows did before them."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unknown
