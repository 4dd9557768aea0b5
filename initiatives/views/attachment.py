"""Photos and documents, each after a look at who asks. The token in the address opens nothing by itself."""

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from core import files
from core.access import public
from initiatives.models import Attachment
from initiatives.queries.attachments import is_public, visible_to


@public
@require_safe
def attachment(request: HttpRequest, token: str) -> FileResponse:
    """A document to save, or a photo to look at."""
    found = get_object_or_404(visible_to(request.user), token=token)
    return send(found, found.file)


@public
@require_safe
def thumbnail(request: HttpRequest, token: str) -> FileResponse:
    """A small view of a photo, for a list of files."""
    found = get_object_or_404(visible_to(request.user), token=token, kind=Attachment.Kind.PHOTO)
    return send(found, found.thumbnail)


def send(row: Attachment, file: FieldFile) -> FileResponse:
    """The file under its own name, or for everyone under one that tells nothing."""
    shown = is_public(row)
    return files.send(file, name=files.PHOTO_NAME if shown else row.name, content_type=row.content_type, public=shown)
