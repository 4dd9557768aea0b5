"""Every check that needs no running portal: `make check`. All of them run, two at a time; one line each."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

BIN = Path(sys.executable).parent
AT_ONCE = 2
PRODUCTION = {
    "DOTENV": os.devnull,
    "DEMO": "0",
    "DEBUG": "0",
    "SECRET_KEY": "Zq8#vT2m!kW5xR9c$Lp3nB7yH1jF4dG6sA0eU_oIq-check-only",
    "PUBLIC_ADDRESS": "https://portal.example",
    "ALLOWED_HOSTS": "portal.example",
    "MAIL_FROM": "Portal <portal@portal.example>",
    "SMTP_HOST": "mail.example",
}


@dataclass(frozen=True)
class Check:
    """A command that succeeds when something is in order."""

    name: str
    command: list[str]
    environment: Mapping[str, str] = field(default_factory=dict)


def checks(scratch: str) -> list[Check]:
    """All checks, the slow ones first. `scratch` is a directory to write in."""
    manage = [sys.executable, "-W", "error", "manage.py"]
    production = {**PRODUCTION, "VAR": scratch}
    return [
        Check("house rules", [sys.executable, "-m", "pytest", "tests/house"]),
        Check("types", [str(BIN / "mypy")]),
        Check("migrations", [*manage, "makemigrations", "--check", "--dry-run"], production),
        Check("deployment", [*manage, "check", "--deploy", "--fail-level", "WARNING"], production),
        Check("imports", [str(BIN / "lint-imports")]),
        Check("templates", [str(BIN / "djlint"), "--lint", "--quiet", "."]),
        Check("lint", [str(BIN / "ruff"), "check", "."]),
        Check("format", [str(BIN / "ruff"), "format", "--check", "."]),
    ]


def run(check: Check) -> bool:
    """Run one check and tell how it went; what it printed is shown only when it failed."""
    began = time.monotonic()
    done = subprocess.run(
        check.command,
        env={**os.environ, **check.environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    good = done.returncode == 0
    line = f"{'ok' if good else 'FAILED':<7}{check.name:<12}{time.monotonic() - began:5.1f} s\n"
    print(line if good else f"{line}\n{done.stdout}\n", end="", flush=True)
    return good


def main() -> int:
    """1 when any check failed."""
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(AT_ONCE) as pool:
        return 0 if all(list(pool.map(run, checks(scratch)))) else 1


if __name__ == "__main__":
    sys.exit(main())
