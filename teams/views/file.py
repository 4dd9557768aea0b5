"""Photos and documents of a case, for the colleagues who may read that case. The token opens nothing by itself."""

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from core import files
from core.access import needs
from initiatives.models import Attachment
from teams.permissions import Permission
from teams.queries.access import readable_files
from teams.views.request import PersonRequest


@needs(Permission.WORK)
@require_safe
def attachment(request: PersonRequest, token: str) -> FileResponse:
    """A document to save, or a photo to look at."""
    found = get_object_or_404(readable_files(request.user), token=token)
    return files.send(found.file, name=found.name, content_type=found.content_type)


@needs(Permission.WORK)
@require_safe
def thumbnail(request: PersonRequest, token: str) -> FileResponse:
    """A small view of a photo."""
    found = get_object_or_404(readable_files(request.user), token=token, kind=Attachment.Kind.PHOTO)
    return files.send(found.thumbnail, name=found.name, content_type=found.content_type)
