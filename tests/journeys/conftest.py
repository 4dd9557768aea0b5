"""Journeys in a real browser: on a telephone unless the test says otherwise, and nothing may go wrong in silence.

Each page reports what a visitor would never see: errors in the console, anything the content policy blocked,
requests to another origin, answers of 500. Any of these fails the test.
"""

import os
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

from accounts.models import User
from tests.harness import quiet

PHONE = {"width": 375, "height": 667}
DESKTOP = {"width": 1200, "height": 900}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATIENCE_MS = 10_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever stands in this directory is a journey."""
    for item in items:
        if item.path.is_relative_to(settings.ROOT / "tests" / "journeys"):
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session", autouse=True)
def database_beside_the_browser() -> None:
    """Playwright runs an event loop in this thread, which makes Django refuse its own synchronous queries."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The browser that `tools/find_browser.py` found."""
    return {"executable_path": os.environ["BROWSER_PATH"], "args": FLAGS}


@pytest.fixture
def troubles() -> Iterator[list[str]]:
    """What went wrong behind the page; must be empty at the end."""
    found: list[str] = []
    yield found
    assert found == []


def listen(page: Page, origin: str, troubles: list[str]) -> None:
    """Report what a visitor would not see."""

    def on_console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "status of 4" not in message.text:
            troubles.append(f"console: {message.text}")

    def on_request(request: Request) -> None:
        if not request.url.startswith((origin, "data:", "blob:")):
            troubles.append(f"other origin: {request.url}")

    def on_response(response: Response) -> None:
        if response.status >= 500:
            troubles.append(f"{response.status}: {response.url}")

    page.on("console", on_console)
    page.on("request", on_request)
    page.on("response", on_response)
    page.on("pageerror", lambda error: troubles.append(f"script: {error}"))


@pytest.fixture
def device(browser: Browser, live_server: Any, troubles: list[str]) -> Iterator[Callable[..., Page]]:
    """Open another device: `device(javascript=False)`, `device(**DESKTOP)`, `device(dark=True)`, `device(as_=guide)`.

    Each has its own cookies, so two devices are two people or one person twice.
    """
    contexts: list[BrowserContext] = []

    def open_device(
        *, javascript: bool = True, dark: bool = False, as_: User | None = None, width: int = 0, height: int = 0
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width or PHONE["width"], "height": height or PHONE["height"]},
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        if as_ is not None:
            context.add_cookies([{"url": live_server.url, **session_cookie(as_)}])
        page = context.new_page()
        listen(page, live_server.url, troubles)
        return page

    yield open_device
    for context in contexts:
        context.close()
    assert quiet.wait()


@pytest.fixture
def phone(device: Callable[..., Page]) -> Page:
    """A telephone, with JavaScript."""
    return device()


@pytest.fixture(params=[True, False], ids=["with-javascript", "without-javascript"])
def any_phone(request: pytest.FixtureRequest, device: Callable[..., Page]) -> Page:
    """A telephone, once with and once without JavaScript."""
    return device(javascript=request.param)


@pytest.fixture
def desktop(device: Callable[..., Page]) -> Page:
    """A desk, with JavaScript."""
    return device(**DESKTOP)


def session_cookie(user: User) -> dict[str, str]:
    """The cookie of somebody who is logged in; how one logs in is a journey of its own."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key or ""}


@pytest.fixture
def accessible() -> Callable[..., list[str]]:
    """What axe finds on a page or `within` a part of it, one line for each; stock admin pages are held to the WCAG
    rules only."""

    def look(page: Page, *, stock: bool = False, within: str = "") -> list[str]:
        rules = [rule for rule in RULES if not (stock and rule == "best-practice")]
        page.wait_for_load_state()
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        return [f"{urlsplit(page.url).path} {line}" for line in page.evaluate(VIOLATIONS, [within, rules])]

    return look


VIOLATIONS = """async ([within, rules]) => (await axe.run(within || document, {
  runOnly: { type: "tag", values: rules }, resultTypes: ["violations"], preload: false,
})).violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(" ")}`))"""
