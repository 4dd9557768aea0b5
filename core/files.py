"""Files nobody reaches but through a permission check: stored under random names, outside the static files.

`process_upload` is the one way in: photos are made anew, documents cleaned, everything else is refused in a
sentence that names the file. `send` is the one way out.
"""

import logging
from dataclasses import dataclass
from pathlib import PurePosixPath
from secrets import token_urlsafe

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model
from django.http import FileResponse, Http404
from django.utils.deconstruct import deconstructible
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from core import documents, photos
from core.file_names import clean_name, shown_name
from core.refusal import Refusal

log = logging.getLogger("portal.files")

MEGABYTE = 1024 * 1024
LARGEST_PHOTO = 15 * MEGABYTE
LARGEST_DOCUMENT = 20 * MEGABYTE
PHOTO_TYPE = "image/webp"
PHOTO_NAME = "foto.webp"  # of a photo that others than its owner see: what its owner called it may name people
ACCEPT = "image/jpeg,image/png,image/webp,image/gif,.pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.txt"
SANDBOX = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"

EMPTY = _("“%(name)s” is leeg. Kies een ander bestand.")
LARGE_PHOTO = _("“%(name)s” is te groot. Een foto mag hoogstens 15 MB zijn.")
LARGE_DOCUMENT = _("“%(name)s” is te groot. Een document mag hoogstens 20 MB zijn.")
HEIC = _("“%(name)s” is een HEIC-foto. Die kunnen wij niet tonen. Stuur de foto als JPEG.")
NO_ROOM = _("Wij kunnen “%(name)s” nu niet bewaren. Dat ligt aan ons. Probeer het later opnieuw.")
REASONS: dict[type[Exception], LazyText] = {
    photos.TooLarge: _("“%(name)s” heeft te veel beeldpunten. Maak de foto kleiner, tot 40 megapixel."),
    photos.Broken: _("“%(name)s” is beschadigd of is geen foto. Probeer een ander bestand."),
    documents.Unknown: _(
        "“%(name)s” kan hier niet. Stuur een foto (JPEG, PNG, WebP of GIF) of een document "
        "(PDF, Word, Excel, PowerPoint, OpenDocument of platte tekst)."
    ),
    documents.Old: _("“%(name)s” is oud of heeft een wachtwoord. Bewaar het als PDF, DOCX of XLSX zonder wachtwoord."),
    documents.Locked: _("“%(name)s” heeft een wachtwoord. Haal het wachtwoord eraf en stuur het opnieuw."),
    documents.Macros: _("“%(name)s” is niet veilig: er zitten macro’s in. Bewaar het zonder macro’s of als PDF."),
    documents.Bomb: _("“%(name)s” is niet veilig: uitgepakt is het veel te groot. Bewaar het als PDF."),
    documents.Broken: _("“%(name)s” is beschadigd. Wij kunnen het niet openen. Probeer een ander bestand."),
}


class FileRefused(Refusal):
    """An upload the portal does not keep; the message names the file and says what to do."""


@deconstructible
class PrivateStorage(FileSystemStorage):
    """Storage without an address: a view fetches the row for this user first, then sends the file."""

    def __init__(self) -> None:
        super().__init__(
            location=settings.PRIVATE_FILES,
            base_url=None,
            file_permissions_mode=0o600,
            directory_permissions_mode=0o700,
        )


@dataclass(frozen=True)
class Upload:
    """A file that was checked and cleaned, not yet stored. `small` is empty for documents; sizes are of the large."""

    kind: str
    name: str
    content_type: str
    content: bytes
    small: bytes = b""
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True)
class Stored:
    """What a row needs to remember of a stored file. `kind` is "photo" or "document", `size` is in bytes."""

    kind: str
    file: str
    thumbnail: str
    name: str
    content_type: str
    size: int
    width: int | None
    height: int | None


def random_name(instance: Model | None, filename: str) -> str:
    """A name that tells nothing, spread over folders; only a known suffix of the original is kept."""
    token = token_urlsafe(32)
    suffix = PurePosixPath(filename).suffix.lower()
    return f"{token[:2]}/{token}{suffix if suffix.isascii() and len(suffix) <= 6 else ''}"


def process_upload(file: UploadedFile) -> Stored:
    """Check, clean and store what somebody sent. Raises FileRefused."""
    return store(check_upload(file))


def check_upload(file: UploadedFile) -> Upload:
    """What somebody sent, as the portal would keep it. Raises FileRefused with a sentence that names the file."""
    name, size = file.name or "", file.size or 0
    file.seek(0)
    start = file.read(16)
    file.seek(0)
    if not start:
        raise _refused(EMPTY, name)
    if photos.is_heic(start):
        raise _refused(HEIC, name)
    is_photo = photos.is_photo(start)
    if size > (LARGEST_PHOTO if is_photo else LARGEST_DOCUMENT):
        raise _refused(LARGE_PHOTO if is_photo else LARGE_DOCUMENT, name)
    try:
        return _photo(file, name) if is_photo else _document(file, name)
    except tuple(REASONS) as error:
        raise _refused(REASONS[type(error)], name) from error


def store(upload: Upload) -> Stored:
    """Write a checked file, and its small version, under random names. Raises FileRefused when there is no room."""
    written: list[str] = []
    try:
        contents = filter(None, (upload.content, upload.small))
        written.extend(PrivateStorage().save(random_name(None, upload.name), ContentFile(each)) for each in contents)
    except OSError as error:
        log.exception("a file could not be stored")
        for name in written:
            PrivateStorage().delete(name)
        raise _refused(NO_ROOM, upload.name) from error
    return Stored(
        kind=upload.kind,
        file=written[0],
        thumbnail=written[1] if upload.small else "",
        name=upload.name,
        content_type=upload.content_type,
        size=len(upload.content),
        width=upload.width,
        height=upload.height,
    )


def send(file: File, *, name: str, content_type: str, public: bool = False) -> FileResponse:
    """The file as an answer that no browser runs: photos in place, documents to be saved under `name`.

    `public` lets the reader's own browser keep it for an hour, so that taking it back works within the hour.
    Raises Http404 when the disk does not have it.
    """
    try:
        opened = file.open("rb")
    except (FileNotFoundError, ValueError):
        raise Http404 from None
    response = FileResponse(opened, as_attachment=content_type != PHOTO_TYPE, filename=name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cache-Control"] = "private, max-age=3600" if public else "no-store, private"
    return response


def _photo(file: UploadedFile, name: str) -> Upload:
    photo = photos.prepare(file.read())
    return Upload(
        kind="photo",
        name=clean_name(name, "webp", fallback="foto"),
        content_type=PHOTO_TYPE,
        content=photo.large,
        small=photo.small,
        width=photo.width,
        height=photo.height,
    )


def _document(file: UploadedFile, name: str) -> Upload:
    document = documents.prepare(file.read())
    return Upload(
        kind="document",
        name=clean_name(name, document.suffix, fallback="document"),
        content_type=document.content_type,
        content=document.content,
    )


def _refused(sentence: LazyText, name: str) -> FileRefused:
    return FileRefused(sentence % {"name": shown_name(name)})
