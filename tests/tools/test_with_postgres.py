"""The PostgreSQL beside a command: there while the command runs, gone afterwards, and silent about its exit code."""

import os
import signal
import subprocess
import sys

import pytest

from tests.house.source import ROOT

WRAPPER = [sys.executable, "-m", "tools.with_postgres"]
ASK = "import os, psycopg; print(psycopg.connect(os.environ['DATABASE_URL']).execute('{}').fetchone()[0])"
WAIT = "import os, signal; print(os.environ['DATABASE_URL'], flush=True); signal.pause()"

pytestmark = pytest.mark.postgres


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*WRAPPER, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def is_there(address: str) -> bool:
    code = f"import psycopg, sys; psycopg.connect({address!r}, connect_timeout=2)"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_the_exit_code_of_the_command_is_passed_on():
    assert run("sh", "-c", "exit 7").returncode == 7


def test_commits_wait_for_their_log():
    assert run(sys.executable, "-c", ASK.format("show synchronous_commit")).stdout == "on\n"


def test_a_durable_server_also_waits_for_the_disk():
    assert run("--durable", sys.executable, "-c", ASK.format("show fsync")).stdout == "on\n"


def test_the_server_is_gone_when_the_command_is_stopped():
    process = subprocess.Popen([*WRAPPER, sys.executable, "-c", WAIT], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    address = process.stdout.readline().strip()
    assert is_there(address)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 128 + signal.SIGTERM
    process.stdout.close()
    assert not is_there(address)


def test_without_programs_it_says_what_to_do(tmp_path):
    done = run("true", POSTGRES_BIN=str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"No initdb in {tmp_path}: POSTGRES_BIN must name the directory with PostgreSQL's programs.\n"
