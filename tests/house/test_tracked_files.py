"""The repository speaks of the project alone: no package registry, no path of somebody's machine, no secrets."""

import re

import pytest

from tests.house.source import files, read

# Spelt backwards, so that this file does not name what it forbids.
HOSTS = [name[::-1] for name in ("ipyp", "detsohnohtyp", "sjmpn", "gkpnu", "rvilesdj", "naibed.bed")]
MACHINES = [path[::-1] for path in ("/krow/", "/emoh/", "/sresU/", "/toor/", "/tw/pmt/")]
FORBIDDEN = re.compile("|".join([rf"\b{host}\b" for host in HOSTS] + [rf"(?<![\w/.-]){path}" for path in MACHINES]))
UNREADABLE = (".png", ".ico", ".webp", ".avif", ".jpg", ".woff2", ".pdf")


def faults(path: str, text: str) -> list[str]:
    """Lines that name a registry or a machine."""
    return [
        f"{path}:{number} {match[0]}"
        for number, line in enumerate(text.splitlines(), start=1)
        for match in FORBIDDEN.finditer(line)
    ]


def test_no_file_names_a_registry_or_a_machine():
    readable = [path for path in files() if not path.endswith(UNREADABLE)]
    assert [fault for path in readable for fault in faults(path, read(path))] == []


@pytest.mark.parametrize("text", [f"https://{HOSTS[0]}.example/simple", f"cd {MACHINES[1]}somebody/portal"])
def test_a_planted_fault_is_seen(text):
    assert len(faults("requirements/run.txt", f"\n{text}")) == 1


def test_secrets_and_leftovers_are_not_tracked():
    leftovers = re.compile(r"(^|/)\.env$|\.sqlite3$|\.mo$|\.pyc$|\.orig$|\.rej$|~$")
    assert [path for path in files() if leftovers.search(path)] == []
