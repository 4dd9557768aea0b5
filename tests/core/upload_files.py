"""Files as people and attackers send them, made in memory."""

import zipfile
import zlib
from io import BytesIO
from struct import pack

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

GPS = 0x8825
ARTIST = 0x013B
ORIENTATION = 0x0112


def upload(content: bytes, name: str = "bestand.bin") -> SimpleUploadedFile:
    """As Django hands it to a view."""
    return SimpleUploadedFile(name, content)


def tagged_exif(orientation: int = 6) -> bytes:
    exif = Image.Exif()
    exif[ARTIST] = "Kanarie van der Spoor"
    exif[ORIENTATION] = orientation
    exif.get_ifd(GPS)[2] = (52.0, 30.0, 42.0)
    return exif.tobytes()


def picture(kind: str = "JPEG", size: tuple[int, int] = (300, 200), mode: str = "RGB", **options: object) -> bytes:
    out = BytesIO()
    Image.new(mode, size, "white" if mode != "P" else 1).save(out, kind, **options)
    return out.getvalue()


def huge_png(side: int = 13_000) -> bytes:
    """169 megapixels of one bit each in some 20 KB."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return pack(">I", len(content)) + kind + content + pack(">I", zlib.crc32(kind + content))

    rows = zlib.compress(b"\0" * ((side // 8 + 2) * side), 9)
    header = pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def package(parts: dict[str, bytes], *, before: bytes = b"", after: bytes = b"") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return before + out.getvalue() + after


def docx(**extra: bytes) -> bytes:
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "word/document.xml": b"<w:document>Buurttuin</w:document>",
        "docProps/core.xml": b"<dc:creator>Kanarie van der Spoor</dc:creator>",
        "docProps/app.xml": b"<Company>Kanarie BV</Company>",
    }
    return package(parts | {name.replace("__", "/"): content for name, content in extra.items()})


def odt(**extra: bytes) -> bytes:
    parts = {
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "content.xml": b"<office:text>Buurttuin</office:text>",
        "meta.xml": b"<dc:creator>Kanarie van der Spoor</dc:creator>",
        "META-INF/manifest.xml": b"<manifest/>",
    }
    return package(parts | {name.replace("__", "/"): content for name, content in extra.items()})


def pdf(*, password: str = "", owner: str = "") -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    made.docinfo["/Author"] = "Kanarie van der Spoor"
    with made.open_metadata() as metadata:
        metadata["dc:creator"] = ["Kanarie van der Spoor"]
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('kanarie')")
    made.attachments["kanarie.txt"] = b"kanarie in een bijlage"
    out = BytesIO()
    locked = pikepdf.Encryption(user=password, owner=owner or password) if password or owner else False
    made.save(out, encryption=locked)
    return out.getvalue()
