import logging
import signal
import time
from argparse import ArgumentParser
from collections.abc import Callable
from threading import Thread
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections, connection
from django.utils import timezone

from core import delivery, due

log = logging.getLogger("portal.work")

LOOK_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 300.0
SLICE_SECONDS = 0.2


class Stop:
    """Whether somebody asked to stop. A bare flag, because a signal may come while any lock is held."""

    def __init__(self) -> None:
        self.asked = False

    def ask(self, _number: int, _frame: FrameType | None) -> None:
        """The handler of SIGTERM and Ctrl-C."""
        self.asked = True

    def __call__(self) -> bool:
        return self.asked

    def wait(self, seconds: float) -> None:
        """Sleep, and wake up soon after somebody asked to stop."""
        until = time.monotonic() + seconds
        while not self.asked and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, SLICE_SECONDS))


class Command(BaseCommand):
    help = "Send the outbox and run due jobs until asked to stop (SIGTERM, Ctrl-C); --once for cron."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, and end")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        if once:
            self.do_once()
        else:
            work(Stop())

    def do_once(self) -> None:
        due.beat(timezone.now())
        ran = due.run_due(timezone.now)
        try:
            sent = delivery.send_waiting(timezone.now)
        except delivery.Unreachable as error:
            self.stderr.write(f"The mail server cannot be reached: {error}")
            sent = 0
        self.stdout.write(f"{ran} jobs run, {sent} mails handled")


def work(stop: Stop) -> None:
    """Mail in a thread of its own: a login code must not wait for a long job, nor a job for a slow mail server."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop.ask)
    mail = Thread(target=repeat, args=(stop, lambda: delivery.send_waiting(timezone.now, stopping=stop)))
    mail.start()
    repeat(stop, lambda: run_jobs(stop))
    mail.join()


def run_jobs(stop: Stop) -> None:
    """One round of the jobs."""
    due.beat(timezone.now())
    due.run_due(timezone.now, stopping=stop)


def repeat(stop: Stop, task: Callable[[], object]) -> None:
    """Do it every second until stopped; after trouble wait, each time twice as long."""
    pause = LOOK_SECONDS
    while not stop.asked:
        close_old_connections()
        try:
            task()
        except delivery.Unreachable as error:
            log.warning("the mail server cannot be reached: %s", error)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
        except Exception:  # the database went away, most often; the worker outlives it
            log.exception("a round failed")
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
        else:
            pause = LOOK_SECONDS
        stop.wait(pause)
    connection.close()
