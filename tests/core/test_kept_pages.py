"""A kept page is the page that would be made now, and nobody's own page is ever kept."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core import audit
from initiatives.models import Initiative
from tests.factories import InitiativeFactory

pytestmark = pytest.mark.django_db

GALLERY = "/initiatieven/"


@pytest.fixture(autouse=True)
def keeping(settings):
    """A process that keeps pages, as in production; the pages of this test alone."""
    local = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "tests.core.test_kept_pages"}
    settings.CACHES = settings.CACHES | {"local": local}
    from django.core.cache import caches  # noqa: PLC0415

    caches["local"].clear()


def written(subject: Initiative) -> None:
    """What every action does last."""
    audit.record(verb="initiative.published", subject=subject, by=None, at=timezone.now())


def queries_of(client: Client, address: str, **headers: str) -> int:
    """How many queries a page takes."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address, headers=headers).status_code == 200
    return len(captured)


def test_a_page_is_made_once(client, public_initiative):
    assert queries_of(client, GALLERY) == 5
    assert queries_of(client, GALLERY) == 1


@pytest.mark.parametrize(
    "address", [GALLERY, "/", "/cijfers/", "/initiatieven/kaart/", "/initiatieven/leesbankje/", f"{GALLERY}?zoek=lees"]
)
def test_a_kept_page_is_the_same_page(client, public_initiative, address):
    made, kept = client.get(address), client.get(address)
    assert kept.content == made.content
    assert dict(kept.headers) == dict(made.headers)
    assert "Cookie" in kept["Vary"]


def test_what_is_written_is_seen_at_once(client, public_initiative):
    assert "Leesbankje" in client.get(GALLERY).content.decode()
    Initiative.objects.update(published_at=None)
    written(public_initiative)
    assert "Leesbankje" not in client.get(GALLERY).content.decode()


def test_what_was_written_without_a_word_is_seen_when_the_page_is_old(client, public_initiative, clock):
    client.get(GALLERY)
    InitiativeFactory(title="Onaangekondigd", public=True)
    assert "Onaangekondigd" not in client.get(GALLERY).content.decode()
    clock.shift(timedelta(seconds=21))
    assert "Onaangekondigd" in client.get(GALLERY).content.decode()


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        (f"{GALLERY}?zoek=x", {}),
        ("/en/initiatieven/", {}),
        (GALLERY, {"HX-Request": "true"}),
        (GALLERY, {"HX-Request": "true", "HX-History-Restore-Request": "true"}),
    ],
)
def test_another_question_gets_another_page(client, public_initiative, address, headers):
    client.get(GALLERY)
    assert queries_of(client, address, **headers) > 1


def test_nobodys_own_page_is_kept(client, public_initiative, initiator):
    client.force_login(initiator)
    assert "Mijn account" in client.get(GALLERY).content.decode()
    assert "Mijn account" not in Client().get(GALLERY).content.decode()
    assert "Mijn account" in client.get(GALLERY).content.decode()


def test_a_page_that_is_not_there_is_not_kept(client, public_initiative):
    Initiative.objects.update(published_at=None)
    assert client.get("/initiatieven/leesbankje/").status_code == 404
    Initiative.objects.update(published_at=timezone.now())
    assert client.get("/initiatieven/leesbankje/").status_code == 200
