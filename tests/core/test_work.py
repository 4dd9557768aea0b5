import signal
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.utils import timezone

from core import outbox
from core.management.commands import work
from core.models import JobRun, OutgoingMail
from core.outbox import Message
from tests.core.mail_server import Behaviour, mail_server
from tests.core.worker_process import process

State = OutgoingMail.State
MAILS = 100


@pytest.fixture
def server() -> Iterator[tuple[Behaviour, dict[str, str]]]:
    with mail_server() as (behaviour, port):
        yield behaviour, {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(port)}


def put(count: int, at: datetime) -> None:
    outbox.enqueue(*(Message(f"p{n}@example.org", "Onderwerp", "Tekst\n", "test.x") for n in range(count)), at=at)


def wait_for(received: Behaviour, count: int, seconds: float = 20) -> None:
    """Until the server has that many; the time is a limit, not a wait."""
    limit = time.monotonic() + seconds
    while len(received.received) < count and time.monotonic() < limit:
        time.sleep(0.002)


def kill_at_work(server: Behaviour, command: tuple[str, ...], env: dict[str, str], *, mails: int, kills: int) -> None:
    """Kill -9 a worker amid its mails, again and again, each time let its lease run out; then let one end the work."""
    put(mails, timezone.now())
    for kill in range(kills):
        with process(*command, **env) as worker:
            wait_for(server, (kill + 1) * mails // (kills + 2))
            worker.kill()
        OutgoingMail.objects.filter(state=State.WAITING).update(next_attempt_at=timezone.now())
    with process(*command, **env):
        limit = time.monotonic() + 60
        while OutgoingMail.objects.filter(state=State.WAITING).exists() and time.monotonic() < limit:
            time.sleep(0.05)


def copies(server: Behaviour) -> Counter[str]:
    return Counter(str(mail["Message-ID"]) for mail in server.mails)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("mails", "kills"), [(100, 3), pytest.param(400, 25, marks=pytest.mark.torture)])
def test_kill_nine_loses_no_mail_and_copies_at_most_one_per_kill(
    server: tuple[Behaviour, dict[str, str]], mails: int, kills: int
):
    behaviour, env = server
    kill_at_work(behaviour, ("manage.py", "work"), env, mails=mails, kills=kills)
    assert OutgoingMail.objects.filter(state=State.SENT).count() == mails
    assert set(copies(behaviour)) == set(OutgoingMail.objects.values_list("message_id", flat=True))
    assert len(behaviour.received) - mails <= kills


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_one_transaction_for_all_mails_copies_many_per_kill(server: tuple[Behaviour, dict[str, str]]):
    behaviour, env = server
    kill_at_work(behaviour, ("tests/core/one_transaction_worker.py",), env, mails=100, kills=2)
    assert len(behaviour.received) - 100 > 20


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_mail_once(server: tuple[Behaviour, dict[str, str]]):
    behaviour, env = server
    put(MAILS, timezone.now())
    with process("manage.py", "work", **env), process("manage.py", "work", **env):
        wait_for(behaviour, MAILS)
    assert (len(behaviour.received), set(copies(behaviour).values())) == (MAILS, {1})


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_sigterm_ends_the_worker_cleanly(server: tuple[Behaviour, dict[str, str]]):
    behaviour, env = server
    put(1, timezone.now())
    with process("manage.py", "work", **env) as worker:
        wait_for(behaviour, 1)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(10) == 0
    assert OutgoingMail.objects.get().state == State.SENT


@pytest.mark.django_db
def test_once_runs_jobs_and_sends_mail(server: tuple[Behaviour, dict[str, str]], settings: LazySettings):
    behaviour, env = server
    settings.SMTP_HOST, settings.SMTP_PORT = env["SMTP_HOST"], int(env["SMTP_PORT"])
    settings.DUE_JOBS = ["core.jobs.SESSIONS"]
    put(3, timezone.now())
    said = StringIO()
    call_command("work", "--once", stdout=said)
    assert (said.getvalue(), len(behaviour.received)) == ("1 jobs run, 3 mails handled\n", 3)
    assert set(JobRun.objects.values_list("name", flat=True)) == {"work", "core.sessions"}


@pytest.mark.django_db
def test_once_without_a_server_says_so_and_runs_the_jobs(settings: LazySettings):
    settings.DUE_JOBS = ["core.jobs.SESSIONS"]
    put(1, timezone.now() - timedelta(hours=1))
    said, complained = StringIO(), StringIO()
    call_command("work", "--once", stdout=said, stderr=complained)
    assert said.getvalue() == "1 jobs run, 0 mails handled\n"
    assert complained.getvalue() == "The mail server cannot be reached: SMTP_HOST is not set\n"


def test_trouble_is_waited_out_longer_each_time(monkeypatch: pytest.MonkeyPatch):
    stop, pauses = work.Stop(), []
    outcomes: list[object] = [
        work.delivery.Unreachable("x"),
        ValueError("x"),
        ValueError("x"),
        5,
        work.delivery.Unreachable("x"),
    ]

    def task() -> None:
        if not outcomes:
            stop.ask(15, None)
            return
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome

    monkeypatch.setattr(stop, "wait", pauses.append)
    monkeypatch.setattr(work, "close_old_connections", lambda: None)
    monkeypatch.setattr(work.connection, "close", lambda: None)
    work.repeat(stop, task)
    assert pauses == [2.0, 4.0, 8.0, 1.0, 2.0, 1.0]


def test_a_pause_ends_when_asked_to_stop():
    stop = work.Stop()
    stop.ask(15, None)
    began = time.monotonic()
    stop.wait(60)
    assert time.monotonic() - began < 1
