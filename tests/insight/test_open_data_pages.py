"""Open data for people, and the list that other sites show."""

import re
from html import unescape

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from initiatives.models import Initiative
from insight.queries.open_data import DATASETS
from tests.factories import InitiativeFactory
from tests.harness.requests import problems_of_headers
from tests.initiatives.public_rows import body
from tests.initiatives.test_weight import too_heavy
from tests.insight.api_rows import API, ask

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DATA, EMBED = "/data/", "/insluiten/initiatieven/"


def test_every_dataset_with_its_fields_files_and_limits(client, town):
    html = body(client, DATA)
    for dataset in DATASETS:
        assert f'id="{dataset.name}"' in html
        assert f'href="http://localhost:8000{API}/{dataset.name}.csv"' in html
        assert all(f"<code>{field.name}</code>" in html for field in dataset.fields)
    assert (html.count("GeoJSON <span"), html.count("CSV <span")) == (3, len(DATASETS))
    assert 'href="https://creativecommons.org/publicdomain/zero/1.0/deed.nl">CC0 1.0</a>' in html


def test_the_licence_is_a_setting(client, town, settings):
    settings.OPEN_DATA_LICENCE, settings.OPEN_DATA_LICENCE_URL = (
        "CC BY 4.0",
        "https://creativecommons.org/licenses/by/4.0/",
    )
    assert ">CC BY 4.0</a>" in body(client, DATA)
    assert ask(client, "/openapi.json")["info"]["license"]["name"] == "CC BY 4.0"


def test_every_example_on_the_page_gives_an_answer(client, open_town, award):
    found = set(re.findall(r'href="http://localhost:8000(/api/v1[^"]*)"', body(client, DATA)))
    assert len(found) == 2 * len(DATASETS) + 3 + 8 + 2  # lists and CSV, GeoJSON, examples, documents
    wrong = {
        address: status for address in found if (status := client.get(address.replace("&amp;", "&")).status_code) != 200
    }
    assert wrong == {}


def test_the_line_for_another_site_follows_the_choice(client, town):
    html = unescape(body(client, f"{DATA}?wijk=assendorp&thema=groen-en-natuur"))
    assert '<iframe src="http://localhost:8000/insluiten/initiatieven/?wijk=assendorp&thema=groen-en-natuur"' in html
    other = unescape(body(client, f"{DATA}?wijk=%22onload=x"))
    assert '<iframe src="http://localhost:8000/insluiten/initiatieven/"' in other


def test_in_english(client, open_town):
    html = body(client, "/en/data/")
    assert '<html lang="en">' in html
    assert "No key and no cost" in html
    assert "More on Initiatiefrijk Zwolle" in body(client, "/en/insluiten/initiatieven/")


def test_the_list_leads_to_the_portal_and_out_of_the_frame(client, open_town):
    html = body(client, EMBED)
    assert re.findall(r'<h2><a href="([^"]+)" target="_top">([^<]+)</a>', html) == [
        ("http://localhost:8000/initiatieven/stadskoor/", "Stadskoor"),
        ("http://localhost:8000/initiatieven/leesbankje/", "Leesbankje in het park"),
    ]
    assert '<a href="http://localhost:8000/initiatieven/" target="_top">Meer op Initiatiefrijk Zwolle</a>' in html


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("?wijk=assendorp", ["Leesbankje in het park"]),
        ("?wijk=hele-stad", ["Stadskoor"]),
        ("?thema=groen-en-natuur", ["Leesbankje in het park"]),
        ("?wijk=binnenstad", []),
        ("?wijk=bestaat-niet&thema=%3Cscript%3E", ["Stadskoor", "Leesbankje in het park"]),
    ],
)
def test_the_list_is_narrowed(client, open_town, query, titles):
    html = body(client, EMBED + query)
    assert re.findall(r'target="_top">([^<]+)</a></h2>', html) == titles
    assert ("Hier staat nu geen openbaar initiatief." in html) is not titles


def test_the_list_may_be_framed_and_needs_no_cookie_script_or_form(client, open_town):
    response = client.get(EMBED)
    policy = response["Content-Security-Policy"]
    assert ("frame-ancestors *" in policy, "script-src" in policy, "form-action 'none'" in policy) == (
        True,
        False,
        True,
    )
    assert ("X-Frame-Options" in response, response.cookies) == (False, {})
    assert not re.search(r"<script|<form|<input|<button", response.content.decode())


def test_no_other_page_may_be_framed(client, open_town):
    for path in ("/", DATA, "/initiatieven/", "/initiatieven/leesbankje/", f"{API}/initiatieven", f"{EMBED}x/"):
        response = client.get(path)
        assert response["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


def test_a_page_that_may_be_framed_without_being_the_one_is_seen(client, open_town):
    """The negative control."""
    framed = client.get(EMBED)
    assert problems_of_headers(framed, framed=True) == []
    assert [line.partition(" is ")[0] for line in problems_of_headers(framed)] == [
        "X-Frame-Options",
        "Cross-Origin-Resource-Policy",
        "Content-Security-Policy",
    ]
    assert problems_of_headers(HttpResponse(), framed=True) != []


def test_whoever_is_logged_in_sees_the_same_list(client, open_town, initiator):
    before = body(client, EMBED)
    client.force_login(initiator)
    response = client.get(EMBED)
    assert response.content.decode() == before
    assert response["Cache-Control"] == "no-store, private"


def test_the_number_of_queries_does_not_grow(client, open_town):
    def asked(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            body(client, path)
        return len(queries)

    before = asked(EMBED), asked(DATA)
    InitiativeFactory.create_batch(3, public=True, theme=Initiative.objects.get(pk=open_town.pk).theme)
    assert (asked(EMBED), asked(DATA)) == before


def test_the_pages_are_light(client, open_town):
    assert too_heavy(client, [DATA, EMBED]) == {}
    assert reverse("open_data:data") == DATA
