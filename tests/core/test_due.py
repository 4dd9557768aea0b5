from datetime import UTC, datetime, timedelta

import pytest
from django.conf import LazySettings

from core import due
from core.due import Job, Late
from core.models import JobRun

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Log(list[str]):
    """What ran, in order."""

    def job(self, name: str, every: timedelta = HOUR, *, handled: int = 3, error: Exception | None = None) -> Job:
        def run(at: datetime) -> int:
            self.append(name)
            if error is not None:
                raise error
            return handled

        return Job(name, every, run)


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> Log:
    log = Log()
    monkeypatch.setattr(due, "jobs", lambda: log.jobs)
    log.jobs = [log.job("one"), log.job("two")]
    return log


def run(at: datetime = AT) -> int:
    return due.run_due(lambda: at)


def test_every_job_of_the_settings_can_be_imported(settings: LazySettings):
    names = [job.name for job in due.jobs()]
    assert len(names) == len(set(names)) == len(settings.DUE_JOBS)


def test_a_job_runs_when_it_is_due_and_not_before(ran: Log):
    assert (run(), run(), run(AT + HOUR - MINUTE), run(AT + HOUR)) == (2, 0, 0, 2)
    assert ran == ["one", "two", "one", "two"]


def test_a_run_is_remembered(ran: Log):
    run()
    assert JobRun.objects.filter(name="one").values(
        "started_at", "finished_at", "next_at", "handled", "failure"
    ).get() == {
        "started_at": AT,
        "finished_at": AT,
        "next_at": AT + HOUR,
        "handled": 3,
        "failure": "",
    }


def test_a_job_that_fails_stops_none_of_the_others(ran: Log):
    ran.jobs.insert(0, ran.job("bad", error=ValueError("an@example.org is wrong")))
    assert run() == 3
    assert ran == ["bad", "one", "two"]
    bad = JobRun.objects.get(name="bad")
    assert (bad.failure, bad.finished_at, bad.next_at) == ("ValueError", None, AT + 15 * MINUTE)


def test_a_failure_is_forgotten_once_it_goes_well(ran: Log):
    ran.jobs = [ran.job("one", error=ValueError())]
    run()
    ran.jobs = [ran.job("one")]
    run(AT + 15 * MINUTE)
    assert JobRun.objects.get().failure == ""


def test_a_job_of_a_killed_worker_is_due_again_after_half_an_hour(ran: Log):
    assert due._claim(ran.jobs[0], AT) is True
    assert (run(AT + 29 * MINUTE), ran) == (1, ["two"])
    run(AT + 30 * MINUTE)
    assert ran == ["two", "one"]


def test_a_job_is_claimed_once(ran: Log):
    assert (due._claim(ran.jobs[0], AT), due._claim(ran.jobs[0], AT)) == (True, False)


def test_stopping_is_asked_between_jobs(ran: Log):
    assert due.run_due(lambda: AT, stopping=lambda: bool(ran)) == 1


def test_a_daily_job_keeps_its_hour_through_the_change_of_the_clock():
    job = Job("x", DAY, lambda at: 0, hour=7)
    saturday = datetime(2026, 3, 28, 20, 30, tzinfo=UTC)
    assert job.next_after(saturday) == datetime(2026, 3, 29, 5, 0, tzinfo=UTC)
    assert job.next_after(saturday - DAY) == datetime(2026, 3, 28, 6, 0, tzinfo=UTC)


def test_a_weekly_job():
    job = Job("x", 7 * DAY, lambda at: 0, hour=9)
    assert job.next_after(AT) == datetime(2026, 3, 18, 8, 0, tzinfo=UTC)


def test_nothing_is_late_when_all_ran(ran: Log):
    due.beat(AT)
    run()
    assert due.late(AT + MINUTE) == []


def test_what_never_ran_is_late(ran: Log):
    assert due.late(AT) == [Late("work", None), Late("one", None), Late("two", None)]


def test_a_worker_that_stopped_is_late_after_six_minutes(ran: Log):
    due.beat(AT)
    run()
    assert due.late(AT + 6 * MINUTE) == []
    assert due.late(AT + 6 * MINUTE + timedelta(seconds=1)) == [Late("work", AT + MINUTE)]


def test_a_job_that_did_not_run_is_late_after_a_quarter(ran: Log):
    run()
    at = AT + HOUR + 16 * MINUTE
    due.beat(at)
    assert due.late(at) == [Late("one", AT + HOUR), Late("two", AT + HOUR)]


def test_a_failing_job_is_late(ran: Log):
    ran.jobs = [ran.job("bad", error=ValueError())]
    due.beat(AT)
    run()
    assert due.late(AT) == [Late("bad", AT + 15 * MINUTE)]


def test_a_beat_writes_once_a_minute(ran: Log, django_assert_num_queries):
    due.beat(AT)
    with django_assert_num_queries(1):
        due.beat(AT + MINUTE / 2)
    due.beat(AT + MINUTE)
    assert JobRun.objects.get().finished_at == AT + MINUTE


def test_idle_rounds_cost_one_query(ran: Log, django_assert_num_queries):
    run()
    with django_assert_num_queries(1):
        run()
