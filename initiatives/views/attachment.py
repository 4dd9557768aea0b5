"""Photos and documents, each after a look at who asks. The token in the address opens nothing by itself."""

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
    return files.send(found.file, name=found.name, content_type=found.content_type, public=is_public(found))


@public
@require_safe
def thumbnail(request: HttpRequest, token: str) -> FileResponse:
    """A small view of a photo, for a list of files."""
    found = get_object_or_404(visible_to(request.user), token=token, kind=Attachment.Kind.PHOTO)
    return files.send(found.thumbnail, name=found.name, content_type=found.content_type, public=is_public(found))
