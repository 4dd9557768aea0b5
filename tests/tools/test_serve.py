"""Web and due work live and die together."""

import os
import signal
import socket
import subprocess
import sys
from urllib.request import urlopen

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


@pytest.fixture
def installation(tmp_path) -> dict[str, str]:
    """The environment of an empty town of its own, ready to serve on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "DEMO": "1", "VAR": str(tmp_path), "DATABASE_URL": "", "PORT": str(port)}
    del environment["DJANGO_SETTINGS_MODULE"], environment["PUBLIC_ADDRESS"]
    for command in ("migrate", "createcachetable", "collectstatic", "load_town"):
        quietly = [sys.executable, "manage.py", command, "-v", "0"]
        subprocess.run(quietly + ["--noinput"] * (command == "collectstatic"), cwd=ROOT, env=environment, check=True)
    return environment


@pytest.mark.postgres
def test_the_real_two_start_answer_and_stop(installation):
    command = [sys.executable, "-m", "tools.serve"]
    with subprocess.Popen(command, cwd=ROOT, env=installation, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        address = f"http://localhost:{installation['PORT']}"
        while address not in (line := process.stdout.readline()):
            assert line, "it ended before it told where to look"
        with urlopen(address.replace("localhost", "127.0.0.1")) as answer:
            assert answer.status == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    assert not serve.is_taken(int(installation["PORT"]))
