"""Finding a browser: what is named, then what stands on PATH; without one a sentence and no skipped tests."""

import pytest

from tools import find_browser


@pytest.fixture
def nowhere(monkeypatch, tmp_path):
    """A machine without a browser, a package manager or a network."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    monkeypatch.setattr(find_browser, "MACOS", tmp_path / "no-chrome")
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "browsers"))
    monkeypatch.setenv("PLAYWRIGHT_DOWNLOAD_HOST", "http://127.0.0.1:9")
    monkeypatch.setattr(find_browser, "DOWNLOAD_SECONDS", 5)
    return tmp_path


def program(path):
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_the_named_browser_comes_first(nowhere, monkeypatch, capsys):
    program(nowhere / "chromium")
    mine = program(nowhere / "mine")
    monkeypatch.setenv("BROWSER_PATH", str(mine))
    assert find_browser.main() == 0
    assert capsys.readouterr().out == f"{mine}\n"


def test_a_browser_on_path_is_found(nowhere, capsys):
    chromium = program(nowhere / "google-chrome")
    assert find_browser.main() == 0
    assert capsys.readouterr().out == f"{chromium}\n"


def test_without_a_browser_it_stops_with_one_sentence(nowhere, capfd):
    assert find_browser.main() == 1
    printed = capfd.readouterr()
    assert printed.out == ""
    assert printed.err.splitlines()[-1] == find_browser.NONE
