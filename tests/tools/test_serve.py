"""Web and due work live and die together."""

import os
import signal
import socket
import subprocess
import sys

import pytest

from tests.house.source import ROOT
from tools import serve
from tools.serve import Service, Supervisor

WAITS = "import signal; signal.pause()"
ENDS = "raise SystemExit({})"
STUBBORN = """
import pathlib, signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
pathlib.Path({!r}).write_text("deaf")
signal.pause()
"""


def python(name: str, code: str) -> Service:
    return Service(name, [sys.executable, "-c", code])


def test_when_one_dies_the_other_is_stopped_and_the_exit_code_tells(capfd):
    supervisor = Supervisor([python("web", WAITS), python("work", ENDS.format(3))])
    assert supervisor.watch() == 3
    assert [process.poll() for _, process in supervisor.running] == [-signal.SIGTERM, 3]
    assert capfd.readouterr().err == "work stopped by itself (exit code 3); everything is stopped.\n"


def test_one_that_ends_well_is_still_one_too_few():
    assert Supervisor([python("web", ENDS.format(0)), python("work", WAITS)]).watch() == 1


def test_asked_to_stop_it_stops_both_and_all_is_well():
    supervisor = Supervisor([python("web", WAITS), python("work", WAITS)])
    supervisor.ask_to_stop(signal.SIGTERM, None)
    assert supervisor.watch() == 0
    assert [process.poll() for _, process in supervisor.running] == [-signal.SIGTERM, -signal.SIGTERM]


def test_who_does_not_listen_is_ended_by_force(monkeypatch, tmp_path):
    monkeypatch.setattr(serve, "PATIENCE_SECONDS", 0.2)
    door = tmp_path / "door"
    os.mkfifo(door)
    supervisor = Supervisor([python("web", STUBBORN.format(str(door)))])
    assert door.read_text() == "deaf"
    supervisor.stop()
    assert supervisor.running[0][1].poll() == -signal.SIGKILL


@pytest.fixture
def taken_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_taken_port_is_a_sentence(taken_port):
    done = subprocess.run(
        [sys.executable, "-m", "tools.serve"],
        cwd=ROOT,
        env={**os.environ, "PORT": str(taken_port)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == f"Port {taken_port} is taken: choose another with `make run PORT={taken_port + 1}`.\n"
