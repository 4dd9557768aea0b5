"""Rows of photos for tests of what is shown; the files themselves do not exist."""

from initiatives.enums import Audience, Side
from initiatives.models import Attachment, Initiative
from tests.factories import SUBMITTED_AT


def photo(initiative: Initiative, **fields: object) -> Attachment:
    """A public photo of an initiative."""
    given = {
        "token": f"foto-{initiative.pk}",
        "kind": Attachment.Kind.PHOTO,
        "audience": Audience.PUBLIC,
        "side": Side.INITIATOR,
        "file": "aa/aa.webp",
        "thumbnail": "bb/bb.webp",
        "name": "foto.webp",
        "content_type": "image/webp",
        "size": 1000,
        "width": 1600,
        "height": 900,
        "description": "Een tuin met bloemen",
        "added_at": SUBMITTED_AT,
    }
    return Attachment.objects.create(initiative=initiative, **{**given, **fields})
