import resource
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
from django.conf import LazySettings
from PIL import Image

from core import documents, files, pdf_cleaner
from core.files import FileRefused, PrivateStorage, check_upload, process_upload, store
from tests.core.upload_files import docx, huge_png, odt, package, pdf, picture, tagged_exif, upload


def refusal(content: bytes, name: str = "a.bin") -> str:
    with pytest.raises(FileRefused) as caught:
        check_upload(upload(content, name))
    return str(caught.value)


def test_photo_is_kept_in_two_sizes():
    stored = process_upload(upload(picture(size=(2400, 1200)), "Onze tuin.JPG"))
    storage = PrivateStorage()
    with Image.open(storage.path(stored.file)) as large, Image.open(storage.path(stored.thumbnail)) as small:
        assert (large.format, large.size, small.format, small.size) == ("WEBP", (1600, 800), "WEBP", (640, 320))
    assert (stored.kind, stored.name, stored.content_type) == ("photo", "Onze tuin.webp", "image/webp")
    assert (stored.width, stored.height, stored.size) == (1600, 800, storage.size(stored.file))


def test_photo_is_turned_upright():
    checked = check_upload(upload(picture(size=(300, 200), exif=tagged_exif(orientation=6))))
    assert (checked.width, checked.height) == (200, 300)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("JPEG", "RGB"),
        ("JPEG", "L"),
        ("JPEG", "CMYK"),
        ("PNG", "RGBA"),
        ("PNG", "P"),
        ("PNG", "1"),
        ("PNG", "I;16"),
        ("PNG", "LA"),
        ("WEBP", "RGB"),
        ("GIF", "P"),
    ],
)
def test_every_colour_mode_is_read(kind: str, mode: str):
    checked = check_upload(upload(picture(kind, mode=mode)))
    assert (checked.kind, checked.width, checked.height) == ("photo", 300, 200)


def test_dark_sixteen_bit_photo_stays_dark():
    out = BytesIO()
    Image.new("I;16", (10, 10), 0x2000).save(out, "PNG")
    with Image.open(BytesIO(check_upload(upload(out.getvalue())).content)) as kept:
        assert kept.convert("L").getpixel((5, 5)) == 31  # 32, rounded by WebP


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_photo_keeps_no_metadata(kind: str):
    options = {"exif": tagged_exif(), "xmp": b"<x>Kanarie</x>"} | ({"comment": b"Kanarie"} if kind == "JPEG" else {})
    tagged = picture(kind, **options)
    assert b"Kanarie" in tagged
    checked = check_upload(upload(tagged))
    for kept in (checked.content, checked.small):
        assert b"Kanarie" not in kept
        with Image.open(BytesIO(kept)) as read:
            assert (dict(read.getexif()), "xmp" in read.info, "icc_profile" in read.info) == ({}, False, False)


def test_first_frame_of_an_animation():
    out = BytesIO()
    frames = [Image.new("P", (40, 40), colour) for colour in (1, 2, 3)]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    with Image.open(BytesIO(check_upload(upload(out.getvalue())).content)) as kept:
        assert getattr(kept, "n_frames", 1) == 1


def test_picture_of_169_megapixels_in_20_kb_is_refused_at_its_header():
    bomb = huge_png()
    assert len(bomb) < 30_000
    began, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    message = refusal(bomb, "klein.png")
    assert message == "“klein.png” heeft te veel beeldpunten. Maak de foto kleiner, tot 40 megapixel."
    assert time.process_time() - began < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000


def test_without_the_cap_the_same_picture_takes_hundreds_of_megabytes():
    decode = (
        "import resource, sys; from io import BytesIO; from PIL import Image; Image.MAX_IMAGE_PIXELS = None;"
        "Image.open(BytesIO(sys.stdin.buffer.read())).convert('RGB');"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", decode], input=huge_png(), capture_output=True, check=True)
    assert int(done.stdout) > 500_000


def test_documents_are_known_by_content():
    kinds = {
        "docx": docx(),
        "odt": odt(),
        "pdf": pdf(),
        "txt": b"Beste gemeente,\r\nwij willen een tuin.",
        "xlsx": package({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}),
        "ods": package({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
    }
    for suffix, content in kinds.items():
        checked = check_upload(upload(content, "plan.exe"))
        assert (checked.kind, checked.name, checked.small) == ("document", f"plan.{suffix}", b"")
        assert checked.content_type == documents.CONTENT_TYPES[suffix]


def test_authors_are_taken_out_of_office_documents():
    for content in (docx(), odt()):
        with ZipFile(BytesIO(check_upload(upload(content)).content)) as kept:
            texts = {name: kept.read(name) for name in kept.namelist()}
        assert [name for name, text in texts.items() if b"Kanarie" in text] == []
        assert [name for name, text in texts.items() if b"Buurttuin" in text] != []


def test_place_is_taken_out_of_photos_in_a_document():
    tagged = picture(exif=tagged_exif(), comment=b"Kanarie")
    with ZipFile(BytesIO(check_upload(upload(docx(word__media__image1=tagged))).content)) as kept:
        photo = kept.read("word/media/image1")
    assert b"Kanarie" not in photo
    with Image.open(BytesIO(photo)) as read:
        read.load()
        assert dict(read.getexif()) == {}


def test_document_is_written_anew_without_what_hides_around_it():
    polyglot = docx() + b"<script>kanarie()</script>"
    assert b"kanarie" not in check_upload(upload(polyglot)).content


def test_open_document_keeps_its_type_readable_at_the_start():
    assert check_upload(upload(odt())).content[30:38] == b"mimetype"


def test_pdf_loses_author_script_and_attachment():
    cleaned = check_upload(upload(pdf(), "plan.pdf")).content
    with pikepdf.open(BytesIO(cleaned)) as kept:
        assert len(kept.pages) == 1
        assert "/Info" not in kept.trailer
        assert [key for key in kept.Root if key in ("/Metadata", "/OpenAction", "/AA")] == []
        assert dict(kept.attachments) == {}
    assert b"anarie" not in cleaned


def test_pdf_that_only_forbids_printing_is_read():
    cleaned = check_upload(upload(pdf(owner="eigenaar"))).content
    with pikepdf.open(BytesIO(cleaned)) as kept:
        assert kept.is_encrypted is False


def test_exit_code_of_the_cleaner():
    assert documents.PDF_LOCKED == pdf_cleaner.LOCKED
    assert pdf_cleaner.__name__ == documents.PDF_CLEANER


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
UNKNOWN = (
    "“a.bin” kan hier niet. Stuur een foto (JPEG, PNG, WebP of GIF) of een document "
    "(PDF, Word, Excel, PowerPoint, OpenDocument of platte tekst)."
)


@pytest.mark.parametrize(
    "content",
    [
        SVG,
        b"\xef\xbb\xbf" + SVG,
        b"<!DOCTYPE html><html><body onload=alert(1)>",
        b"  \n<script>alert(1)</script>",
        b"<?php system($_GET['c']); ?>",
        b"#!/bin/sh\nrm -rf /",
        b"MZ\x90\x00\x03" + b"\0" * 60,
        b"\x7fELF\x02\x01\x01" + b"\0" * 60,
        b"text with a NUL \x00 in it",
        b"\x00\x00\x00\x20ftypisom" + b"\0" * 40,
        b"Rar!\x1a\x07\x00" + b"\0" * 20,
        package({"iets.exe": b"MZ"}),
        package({"mimetype": b"application/epub+zip"}),
        b"junk before\n%PDF-1.7\n",
    ],
)
def test_what_is_neither_photo_nor_document_is_refused(content: bytes):
    assert refusal(content) == UNKNOWN


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "“a.bin” is leeg. Kies een ander bestand."),
        (b"\xff\xd8\xff\xe0 no photo", "“a.bin” is beschadigd of is geen foto. Probeer een ander bestand."),
        (picture()[:400], "“a.bin” is beschadigd of is geen foto. Probeer een ander bestand."),
        (
            b"\x00\x00\x00\x18ftypheic\x00",
            "“a.bin” is een HEIC-foto. Die kunnen wij niet tonen. Stuur de foto als JPEG.",
        ),
        (
            pdf(password="geheim"),
            "“a.bin” heeft een wachtwoord. Haal het wachtwoord eraf en stuur het opnieuw.",
        ),
        (b"%PDF-1.7\nrubbish", "“a.bin” is beschadigd. Wij kunnen het niet openen. Probeer een ander bestand."),
        (b"PK\x03\x04rubbish", "“a.bin” is beschadigd. Wij kunnen het niet openen. Probeer een ander bestand."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 90,
            "“a.bin” is oud of heeft een wachtwoord. Bewaar het als PDF, DOCX of XLSX zonder wachtwoord.",
        ),
        (
            odt(**{"META-INF__manifest.xml": b"<manifest:encryption-data/>"}),
            "“a.bin” heeft een wachtwoord. Haal het wachtwoord eraf en stuur het opnieuw.",
        ),
        *(
            (content, "“a.bin” is niet veilig: er zitten macro’s in. Bewaar het zonder macro’s of als PDF.")
            for content in (
                docx(word__vbaProject=b"x"),
                docx(word__activeX__activeX1=b"x"),
                docx(xl__macrosheets__sheet1=b"x"),
                docx(**{"[Content_Types].xml": b"application/vnd.ms-word.document.macroEnabled.main+xml"}),
                odt(Basic__Standard__Module1=b"x"),
                odt(Scripts__python__x=b"x"),
            )
        ),
    ],
)
def test_refusal_says_why_and_what_to_do(content: bytes, message: str):
    assert refusal(content) == message


def test_zip_bomb_is_refused_at_its_table_of_contents():
    bomb = docx(word__bomb=b"\0" * (101 * 1024 * 1024))
    assert len(bomb) < 200_000
    began = time.process_time()
    assert refusal(bomb) == "“a.bin” is niet veilig: uitgepakt is het veel te groot. Bewaar het als PDF."
    assert time.process_time() - began < 1


def test_package_of_ten_thousand_parts_is_refused():
    parts = {f"word/{number}": b"" for number in range(10_000)}
    assert refusal(package(parts)) == ("“a.bin” is niet veilig: uitgepakt is het veel te groot. Bewaar het als PDF.")


def test_size_caps():
    assert refusal(b"\xff\xd8\xff" + b"\0" * (15 * 1024 * 1024)) == (
        "“a.bin” is te groot. Een foto mag hoogstens 15 MB zijn."
    )
    assert refusal(b"%PDF-" + b"\0" * (20 * 1024 * 1024)) == (
        "“a.bin” is te groot. Een document mag hoogstens 20 MB zijn."
    )


def test_nothing_is_written_before_it_is_stored():
    checked = check_upload(upload(picture()))
    storage = PrivateStorage()
    before = sum(len(files) for files in walk(storage))
    store(checked)
    assert sum(len(files) for files in walk(storage)) == before + 2


def test_without_room_nothing_is_half_stored(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    settings.PRIVATE_FILES = tmp_path
    checked = check_upload(upload(picture(), "tuin.jpg"))
    names = iter(["ab/large.webp", "ab/large.webp/small.webp"])  # no directory can be made where a file is
    monkeypatch.setattr(files, "random_name", lambda instance, name: next(names))
    with pytest.raises(FileRefused) as caught:
        store(checked)
    told = "Wij kunnen “tuin.webp” nu niet bewaren. Dat ligt aan ons. Probeer het later opnieuw."
    assert str(caught.value) == told
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def walk(storage: PrivateStorage, folder: str = "") -> list[list[str]]:
    if not storage.exists(folder):
        return []
    folders, files = storage.listdir(folder)
    return [files, *(found for name in folders for found in walk(storage, name))]
