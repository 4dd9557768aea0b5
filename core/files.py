"""Files nobody reaches but through a permission check: stored under random names, outside the static files."""

from pathlib import PurePosixPath
from secrets import token_urlsafe

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db.models import Model
from django.utils.deconstruct import deconstructible


@deconstructible
class PrivateStorage(FileSystemStorage):
    """Storage without an address: a view fetches the row for this user first, then sends the file."""

    def __init__(self) -> None:
        super().__init__(location=settings.PRIVATE_FILES, base_url=None)


def random_name(instance: Model, filename: str) -> str:
    """A name that tells nothing, spread over folders; only a known suffix of the original is kept."""
    token = token_urlsafe(32)
    suffix = PurePosixPath(filename).suffix.lower()
    return f"{token[:2]}/{token}{suffix if suffix.isascii() and len(suffix) <= 6 else ''}"
