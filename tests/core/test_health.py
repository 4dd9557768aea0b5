from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from core import due, health, outbox
from core.outbox import Message

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def worker(settings: LazySettings) -> None:
    """A worker that ran just now, with one job."""
    settings.DUE_JOBS = ["core.jobs.LIMITS"]
    due.beat(timezone.now())
    due.run_due(timezone.now)


def ask(client: Client) -> tuple[int, object]:
    response = client.get("/gezond/")
    return response.status_code, response.json()


def test_all_is_well(client: Client):
    assert ask(client) == (200, {"database": "ok", "outbox": "ok", "work": "ok"})


def test_it_is_for_everybody_and_never_kept(client: Client):
    assert client.get("/gezond/")["Cache-Control"] == "no-store"
    assert client.head("/gezond/").status_code == 200
    assert client.post("/gezond/").status_code == 405


def test_a_mail_that_waits_a_quarter_is_late(client: Client):
    written = timezone.now() - timedelta(minutes=15)
    outbox.enqueue(Message("an@example.org", "x", "x", "test.x"), at=written + timedelta(minutes=1))
    assert ask(client)[0] == 200
    outbox.enqueue(Message("an@example.org", "x", "x", "test.x"), at=written)
    assert ask(client) == (503, {"database": "ok", "outbox": "late", "work": "ok"})


def test_a_job_that_did_not_run_is_late(client: Client, settings: LazySettings):
    settings.DUE_JOBS = ["core.jobs.LIMITS", "core.jobs.SESSIONS"]
    assert ask(client) == (503, {"database": "ok", "outbox": "ok", "work": "late"})


def test_a_database_that_is_away(client: Client):
    def refuse(*_args: object) -> None:
        raise OperationalError

    with connection.execute_wrapper(refuse):
        assert health.look(timezone.now()) == health.Health("down", "down", "down")
        assert ask(client) == (503, {"database": "down", "outbox": "down", "work": "down"})


def test_looking_costs_four_queries(django_assert_num_queries):
    with django_assert_num_queries(3):
        health.look(timezone.now())
