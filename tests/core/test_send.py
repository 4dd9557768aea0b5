from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db.models import FileField
from django.db.models.fields.files import FieldFile
from django.http import Http404

from core.files import PrivateStorage, random_name, send

STRICT = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"


@pytest.fixture
def stored() -> Iterator[FieldFile]:
    """Stored and closed, as a row's file is before a view sends it."""
    storage = PrivateStorage()
    name = storage.save(random_name(None, "plan.pdf"), ContentFile(b"inhoud"))
    file = FieldFile(None, FileField(storage=storage), name)
    yield file
    file.close()


def test_document_is_an_attachment_no_browser_runs(stored: FieldFile):
    response = send(stored, name="Plan één.pdf", content_type="application/pdf")
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''Plan%20%C3%A9%C3%A9n.pdf"
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == STRICT
    assert response["Cache-Control"] == "no-store, private"
    assert b"".join(response.streaming_content) == b"inhoud"


def test_public_photo_is_shown_in_place_and_kept_for_an_hour(stored: FieldFile):
    response = send(stored, name="tuin.webp", content_type="image/webp", public=True)
    assert response["Content-Disposition"] == 'inline; filename="tuin.webp"'
    assert response["Cache-Control"] == "private, max-age=3600"
    assert response["Content-Security-Policy"] == STRICT
    assert b"".join(response.streaming_content) == b"inhoud"


def test_file_that_is_gone_is_not_found(stored: FieldFile):
    PrivateStorage().delete(stored.name)
    with pytest.raises(Http404):
        send(stored, name="plan.pdf", content_type="application/pdf")


def test_stored_files_are_for_the_portal_alone(stored: FieldFile):
    assert Path(stored.path).stat().st_mode & 0o777 == 0o600
