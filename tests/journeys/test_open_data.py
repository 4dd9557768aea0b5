"""The open data as others meet them: a page that explains, a list in the page of another site, a script elsewhere."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from initiatives.models import Initiative
from tests.factories import InitiativeFactory


@pytest.fixture
def elsewhere(live_server: Any) -> Iterator[str]:
    """The site of a neighbourhood: frames the list, and another page of ours, and asks our API from its script."""
    portal = live_server.url
    html = f"""<!doctype html><html lang="nl"><title>Wijksite</title><h1>Onze wijk</h1>
    <iframe id="list" title="Initiatieven" src="{portal}/insluiten/initiatieven/?wijk=assendorp" height="400"></iframe>
    <iframe id="page" title="Een bladzijde" src="{portal}/initiatieven/leesbankje/"></iframe></html>"""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *args: object) -> None:
            """Nothing to say."""

    server = HTTPServer(("127.0.0.1", 0), Site)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def neighbour(browser: Browser) -> Iterator[Page]:
    """A visitor of that site, in a browser that knows nothing of us."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_another_site_shows_the_list_and_nothing_else_of_ours(
    transactional_db, public_initiative: Initiative, elsewhere: str, neighbour: Page
) -> None:
    InitiativeFactory(title="Stadskoor", public=True)
    neighbour.goto(elsewhere)
    shown = neighbour.frame_locator("#list")
    expect(shown.get_by_role("heading", level=2)).to_have_text(["Leesbankje in het park"])
    expect(neighbour.frame_locator("#page").get_by_role("heading", name="Leesbankje in het park")).to_have_count(0)
    assert neighbour.context.cookies() == []


def test_a_script_of_another_site_reads_the_api(
    transactional_db, public_initiative: Initiative, live_server: Any, elsewhere: str, neighbour: Page
) -> None:
    neighbour.goto(elsewhere)
    ask = """async address => {
        const answer = await fetch(address, {headers: {"If-None-Match": '"x"'}});
        return [answer.status, answer.headers.get("API-Version"), answer.headers.get("ETag") !== null,
                (await answer.json()).resultaten.map(each => each.titel)];
    }"""
    said = neighbour.evaluate(ask, f"{live_server.url}/api/v1/initiatieven")
    assert said == [200, "1.0.0", True, ["Leesbankje in het park"]]


def test_somebody_makes_the_line_for_their_site_and_takes_the_data_along(
    transactional_db, public_initiative: Initiative, device: Any
) -> None:
    page = device(javascript=False)
    page.goto("/data/")
    page.get_by_label("Waar (niet verplicht)").select_option("assendorp")
    page.get_by_role("button", name="Maak de code").click()
    expect(page.get_by_label("Zet deze regel in uw pagina")).to_have_value(
        '<iframe src="http://localhost:8000/insluiten/initiatieven/?wijk=assendorp" '
        'title="Initiatieven van bewoners" width="100%" height="600" loading="lazy" style="border:0"></iframe>'
    )
    page.get_by_role("link", name="Bekijk de lijst").click()
    expect(page.get_by_role("heading", level=2)).to_have_text(["Leesbankje in het park"])
    answer = page.request.get("/api/v1/wijken.geojson")
    assert len(json.loads(answer.text())["features"]) == 16
