"""Print the path of a Chromium for the tests in a real browser; install one when there is none.

In this order: BROWSER_PATH, what stands on PATH, Debian's package (as root or with sudo that asks no password),
Playwright's own download within a minute. Without a browser it stops with one sentence; nothing is skipped.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MACOS = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
NONE = "No browser: install Chromium (Debian: apt-get install chromium), or name one in BROWSER_PATH."
DOWNLOAD_SECONDS = 60
PACKAGE_SECONDS = 600


def named() -> str | None:
    """The browser the environment names, if it is there."""
    path = os.environ.get("BROWSER_PATH")
    return path if path and Path(path).exists() else None


def standing() -> str | None:
    """The first Chromium on PATH, or Chrome where macOS keeps it."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or (str(MACOS) if MACOS.exists() else None)


def call(command: list[str], seconds: int) -> bool:
    """True when the command succeeded in time; what it prints goes to standard error."""
    try:
        return subprocess.run(command, stdout=sys.stderr, timeout=seconds, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def packaged() -> str | None:
    """Debian's chromium, installed by its own package manager when that needs no password."""
    if shutil.which("apt-get") is None:
        return None
    rights = [] if os.geteuid() == 0 else ["sudo", "-n"]
    environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
    if rights and not call([*rights, "true"], 5):
        return None
    call([*rights, "apt-get", "update", "-qq"], PACKAGE_SECONDS)
    call([*rights, *environment, "apt-get", "install", "-qq", "--no-install-recommends", "chromium"], PACKAGE_SECONDS)
    return standing()


def playwrights() -> str | None:
    """The Chromium that Playwright keeps, downloaded when it has none yet."""
    ask = "from playwright.sync_api import sync_playwright as p\nwith p() as w: print(w.chromium.executable_path)"
    answer = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False)
    path = Path(answer.stdout.strip() or "/nowhere")
    if not path.exists():
        call([sys.executable, "-m", "playwright", "install", "chromium"], DOWNLOAD_SECONDS)
    return str(path) if path.exists() else None


def main() -> int:
    """Print the path, or say what to do and return 1."""
    for look in (named, standing, packaged, playwrights):
        path = look()
        if path:
            print(path)
            return 0
    print(NONE, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
