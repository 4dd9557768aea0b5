"""What we lean on: each with its reason, each locked by hash, nowhere a host to fetch it from."""

import re
import tomllib

import pytest

from tests.house.source import ROOT, read

LOCKS = ["requirements/run.txt", "requirements/dev.txt", "requirements/uv.txt"]
PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^]]*\])?==(\S+)", re.MULTILINE)
LINE = re.compile(
    r"""
    [a-z0-9][a-z0-9._-]*(\[[a-z,]+\])?==\S+(\ ;[^\\]*)?\ \\   # name, extras, version, for which machines
    | \ {4}--hash=sha256:[0-9a-f]{64}(\ \\)?
    """,
    re.VERBOSE,
)
PROJECT = tomllib.loads(read("pyproject.toml"))


def pins(lock: str) -> dict[str, str]:
    """Version by name."""
    return dict(PIN.findall(read(lock)))


def name_of(requirement: str) -> str:
    return re.split(r"[\[<>=~! ]", requirement, maxsplit=1)[0].lower()


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_versions_and_hashes_and_nothing_else(lock):
    """So no index, no host, no address and no path can stand in it."""
    assert [line for line in read(lock).splitlines() if not LINE.fullmatch(line)] == []


@pytest.mark.parametrize("line", ["--index-url https://x.example/", "-e .", "d @ https://x.example/d.whl", "d>=5"])
def test_a_lock_with_a_host_is_seen(line):
    assert not LINE.fullmatch(line)


def test_every_dependency_says_why():
    quoted = re.compile(r'^    "[a-z0-9-]+[^"]*",(.*)$')
    text = read("pyproject.toml")
    lists = re.findall(r"^(?:dependencies|dev) = \[\n(.*?)^\]", text, re.MULTILINE | re.DOTALL)
    reasons = [quoted.match(line) for part in lists for line in part.splitlines()]
    assert len(lists) == 2
    assert [match[0] for match in reasons if match and not re.search(r"# \S", match[1])] == []


def test_what_is_asked_for_is_locked():
    asked = {name_of(line) for line in PROJECT["project"]["dependencies"]}
    asked_by_developers = {name_of(line) for line in PROJECT["dependency-groups"]["dev"]}
    assert asked - set(pins("requirements/run.txt")) == set()
    assert (asked | asked_by_developers) - set(pins("requirements/dev.txt")) == set()


def test_developers_run_what_is_run():
    run, dev = pins("requirements/run.txt"), pins("requirements/dev.txt")
    assert {name: (version, dev.get(name)) for name, version in run.items() if dev.get(name) != version} == {}


def test_no_file_pins_the_python_of_a_machine():
    assert not (ROOT / ".python-version").exists()
