"""Photos and feeds for everyone."""

import re

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from PIL import Image

from initiatives.enums import Audience
from initiatives.models import Initiative
from tests.factories import SUBMITTED_AT, InitiativeFactory
from tests.initiatives.attachments import photo
from tests.initiatives.public_rows import body, entry

pytestmark = pytest.mark.django_db


# --- Photos -----------------------------------------------------------------------------------------------------
@pytest.fixture
def picture(public_initiative):
    """A public photo with a file behind it."""
    row = photo(public_initiative, token="foto-token")
    for field in (row.file, row.thumbnail):
        field.save("x.webp", ContentFile(small_webp()), save=True)
    return row


def small_webp() -> bytes:
    """The bytes of a picture of four pixels."""
    file = ContentFile(b"")
    Image.new("RGB", (2, 2), "green").save(file, "WEBP")
    return file.file.getvalue()


def test_a_public_photo_is_shown_in_two_sizes(client, picture):
    for address in ("/initiatieven/foto/foto-token/", "/initiatieven/foto/foto-token/klein/"):
        response = client.get(address)
        assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
        assert response.getvalue() == small_webp()


def test_nobody_reads_what_its_owner_called_a_public_photo(client, picture):
    type(picture).objects.update(name="bij-kanarine-thuis.webp")
    for address in ("/initiatieven/foto/foto-token/", "/bestand/foto-token/", "/bestand/foto-token/klein/"):
        response = client.get(address)
        assert response.getvalue() == small_webp()
        assert response["Content-Disposition"] == 'inline; filename="foto.webp"'


@pytest.mark.parametrize(
    "hide",
    [
        lambda row: type(row).objects.update(audience=Audience.INITIATOR),
        lambda row: type(row).objects.update(removed_at=SUBMITTED_AT),
        lambda row: type(row).objects.update(kind="document"),
        lambda row: Initiative.objects.update(published_at=None),
        lambda row: Initiative.objects.update(published_at=None, public_consent_at=None),
    ],
    ids=["for the initiator", "removed", "no photo", "unpublished", "consent withdrawn"],
)
def test_a_photo_that_is_not_public_is_not_there(client, picture, hide):
    hide(picture)
    assert client.get("/initiatieven/foto/foto-token/").status_code == 404


# --- Feeds ------------------------------------------------------------------------------------------------------
def test_the_feeds(client, public_initiative):
    entry(public_initiative, "submitted")
    InitiativeFactory(title="Elders", public=True)
    everything = client.get("/initiatieven/nieuws/")
    assert everything["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert titles_in(everything.content.decode()) == ["Nieuwe initiatieven", "Elders", "Leesbankje in het park"]
    assert titles_in(body(client, "/initiatieven/wijk/assendorp/nieuws/")) == [
        "Nieuwe initiatieven in Assendorp",
        "Leesbankje in het park",
    ]
    assert titles_in(body(client, "/initiatieven/leesbankje/nieuws/")) == [
        "Leesbankje in het park",
        "Het initiatief is ingediend.",
    ]


def titles_in(feed: str) -> list[str]:
    """The titles in an Atom feed, its own first."""
    return re.findall("<title>(.*?)</title>", feed)


def test_addresses_in_a_feed_do_not_come_from_the_request(client, public_initiative, settings):
    settings.ALLOWED_HOSTS = ["*"]
    feed = client.get("/initiatieven/nieuws/", headers={"Host": "evil.example"}).content.decode()
    assert "evil" not in feed
    assert f"{settings.PUBLIC_ADDRESS}/initiatieven/leesbankje/" in feed


def test_a_feed_survives_characters_that_xml_cannot_hold(client, town):
    InitiativeFactory(title="Tuin\x0b]]>&", summary="a\x00b" if connection.vendor == "sqlite" else "ab", public=True)
    assert titles_in(body(client, "/initiatieven/nieuws/")) == ["Nieuwe initiatieven", "Tuin]]&gt;&amp;"]
