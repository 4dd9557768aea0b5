"""Take the pictures of the administrator's manual: `make manual`, with the browser in BROWSER_PATH.

A demo town is built in a directory that is thrown away afterwards, served on a free port of this machine, and walked
through as the people of `docs/beheer/beelden.toml`. Each picture is the top of a page, small enough to keep in the
repository.
"""

import os
import re
import socket
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tools.serve import Service, Supervisor

ROOT = Path(__file__).resolve().parent.parent
MANUAL = ROOT / "docs" / "beheer"
PICTURES = MANUAL / "beeld"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTH, HEIGHT, TELEPHONE = 1100, 760, 375
QUALITY = 55
NAMED = re.compile(r"\(beeld/([a-z0-9-]+)\.webp\)")


@dataclass(frozen=True)
class Shot:
    """A picture: whose screen (the word above the names in the demo, "" for a visitor), which page, how wide.

    `follow` are the links pressed after the page opened, each the first that fits a CSS selector.
    """

    name: str
    page: str
    who: str = ""
    follow: tuple[str, ...] = ()
    telephone: bool = False


def shots(path: Path = MANUAL / "beelden.toml") -> list[Shot]:
    """The pictures of the manual, in the order they are taken."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["beeld"]
    return [Shot(**{**row, "follow": tuple(row.get("follow", ()))}) for row in rows]


def named_in(manual: Path = MANUAL) -> set[str]:
    """The pictures the texts show."""
    return {name for path in manual.glob("*.md") for name in NAMED.findall(path.read_text(encoding="utf-8"))}


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def town() -> Iterator[str]:
    """A demo town at an address of this machine, gone afterwards."""
    port = free_port()
    address = f"http://localhost:{port}"
    with tempfile.TemporaryDirectory() as scratch:
        os.environ |= {"DEMO": "1", "VAR": scratch, "PUBLIC_ADDRESS": address, "DOTENV": os.devnull}
        os.environ.pop("DATABASE_URL", None)
        subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, check=True)
        web = [sys.executable, "-m", "zwolle.web", "--host", "127.0.0.1", "--port", str(port)]
        supervisor = Supervisor([Service("web", web)])
        try:
            if not supervisor.wait_until_answering(port):
                raise SystemExit("The town does not answer.")
            yield address
        finally:
            supervisor.stop()


def screen(browser: Browser, address: str, shot: Shot) -> Page:
    """A window of its own for one picture, logged in as whose it is."""
    width = TELEPHONE if shot.telephone else WIDTH
    context = browser.new_context(viewport={"width": width, "height": HEIGHT}, locale="nl-NL", color_scheme="light")
    page = context.new_page()
    if shot.who:
        page.goto(f"{address}/demo/")
        page.locator(f"h2:text-is('{shot.who}') ~ ul button").first.click()
        page.wait_for_load_state()
    return page


def take(browser: Browser, address: str, shot: Shot) -> bytes:
    """One picture as WebP."""
    page = screen(browser, address, shot)
    answer = page.goto(address + shot.page)
    if answer is None or not answer.ok:
        raise SystemExit(f"{shot.name}: {shot.page} answers {answer and answer.status}")
    for selector in shot.follow:
        page.locator(selector).filter(visible=True).first.click(timeout=5_000)
        page.wait_for_load_state()
    page.evaluate("document.querySelector('.demo-bar')?.remove()")
    picture = Image.open(BytesIO(page.screenshot()))
    page.context.close()
    written = BytesIO()
    picture.convert("RGB").save(written, "WEBP", quality=QUALITY, method=6)
    return written.getvalue()


def main() -> int:
    """Take every picture, and throw away those no text names any more."""
    PICTURES.mkdir(exist_ok=True)
    with town() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["BROWSER_PATH"], args=ARGUMENTS)
        for shot in shots():
            (PICTURES / f"{shot.name}.webp").write_bytes(take(browser, address, shot))
            print(f"{shot.name}.webp")
        browser.close()
    for path in PICTURES.glob("*.webp"):
        if path.stem not in named_in():
            path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
