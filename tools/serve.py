"""Start web and due work together, and stop them together. Part of `make run`; a real installation uses its own
supervisor for the same two commands (docs/operate.md).

Ctrl-C or SIGTERM stops both. When one of them dies the other is stopped, and the exit code is that of the dead one.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from types import FrameType

WELCOME = """
Initiatiefrijk Zwolle: {address}
Demo people, with one click: {address}/demo/
Ctrl-C stops everything.
"""
PATIENCE_SECONDS = 10.0
START_SECONDS = 30.0
LOOK_SECONDS = 0.2


@dataclass(frozen=True)
class Service:
    """One of the two processes, and how it is called in messages."""

    name: str
    command: Sequence[str]


def services(port: int) -> list[Service]:
    """The web server on this port of 127.0.0.1, and the worker for mail and due jobs."""
    return [
        Service("web", [sys.executable, "-m", "zwolle.web", "--host", "127.0.0.1", "--port", str(port)]),
        Service("work", [sys.executable, "manage.py", "work"]),
    ]


def is_taken(port: int) -> bool:
    """True when something already answers on this port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Supervisor:
    """Runs services until one ends or somebody asks to stop."""

    def __init__(self, wanted: list[Service]) -> None:
        self.asked = False
        self.running = [(service, subprocess.Popen(service.command, start_new_session=True)) for service in wanted]

    def ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        """The handler of Ctrl-C and SIGTERM."""
        self.asked = True

    def dead(self) -> tuple[Service, int] | None:
        """The first service that ended, with its exit code."""
        ended = ((service, process.returncode) for service, process in self.running if process.poll() is not None)
        return next(ended, None)

    def watch(self) -> int:
        """Wait, stop what still runs, and return the exit code: 0 when asked to stop."""
        while not self.asked and self.dead() is None:
            time.sleep(LOOK_SECONDS)
        ended = None if self.asked else self.dead()
        self.stop()
        if ended is None:
            return 0
        service, code = ended
        print(f"{service.name} stopped by itself (exit code {code}); everything is stopped.", file=sys.stderr)
        return code if code > 0 else 1

    def stop(self) -> None:
        """End every service: politely first, by force after ten seconds."""
        for _service, process in self.running:
            process.terminate()
        limit = time.monotonic() + PATIENCE_SECONDS
        for _service, process in self.running:
            try:
                process.wait(max(0.0, limit - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def wait_until_answering(self, port: int) -> bool:
        """True as soon as the port answers; False when a service died, we were asked to stop, or it takes too long."""
        limit = time.monotonic() + START_SECONDS
        while time.monotonic() < limit and not self.asked and self.dead() is None:
            if is_taken(port):
                return True
            time.sleep(LOOK_SECONDS)
        return False


def main() -> int:
    """Start, tell where to look, watch; returns the exit code."""
    port = int(os.environ.get("PORT") or 8000)
    if is_taken(port):
        print(f"Port {port} is taken: choose another with `make run PORT={port + 1}`.", file=sys.stderr)
        return 2
    address = os.environ.setdefault("PUBLIC_ADDRESS", f"http://localhost:{port}")
    supervisor = Supervisor(services(port))
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, supervisor.ask_to_stop)
    if supervisor.wait_until_answering(port):
        print(WELCOME.format(address=address), flush=True)
    return supervisor.watch()


if __name__ == "__main__":
    sys.exit(main())
