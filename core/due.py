"""Due work: what must happen by itself at its moment. `manage.py work` runs it.

Jobs stand in `settings.DUE_JOBS` as dotted paths to `Job`s. Each is idempotent: it looks in the database for what is
due and not yet done, so running it twice, or late, does no harm.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils.functional import Promise as LazyText
from django.utils.module_loading import import_string
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext_lazy as _

from core.models import JobRun

log = logging.getLogger("portal.work")

LEASE = timedelta(minutes=30)
TRY_AGAIN = timedelta(minutes=15)
TOLERANCE = timedelta(minutes=15)
HEARTBEAT = "work"
HEARTBEAT_LABEL = _("Alles wat vanzelf gaat")
BEAT_EVERY = timedelta(minutes=1)
BEAT_TOLERANCE = timedelta(minutes=5)
Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Job:
    """Something that happens every so often.

    `run` gets the moment and returns how many things it handled. A job of a day or longer runs at `hour` o'clock
    local time at the earliest, so that nobody gets a reminder at night. `label` is what staff call it.
    """

    name: str
    every: timedelta
    run: Callable[[datetime], int]
    hour: int = 7
    label: str | LazyText = ""

    def next_after(self, at: datetime) -> datetime:
        """When it is due again after running at this moment."""
        if self.every < timedelta(days=1):
            return at + self.every
        day = localtime(at).date() + timedelta(days=self.every.days)
        return make_aware(datetime.combine(day, time(self.hour)))


@dataclass(frozen=True)
class Late:
    """A job that is too late: since when it is due, or None when it never ran."""

    name: str
    since: datetime | None

    @property
    def label(self) -> str | LazyText:
        """What staff call it."""
        return label_of(self.name)


def jobs() -> list[Job]:
    """The jobs of this portal, in the order of the settings."""
    return [import_string(path) for path in settings.DUE_JOBS]


def run_due(clock: Clock, *, stopping: Callable[[], bool] = bool) -> int:
    """Run every job that is due, each by itself: one that fails is logged, and stops none of the others.

    Returns how many were run. `stopping` is asked between jobs.
    """
    ran = 0
    resting = set(JobRun.objects.filter(next_at__gt=clock()).values_list("name", flat=True))
    for job in jobs():
        if stopping():
            break
        if job.name not in resting and _claim(job, clock()):
            _run(job, clock)
            ran += 1
    return ran


def beat(at: datetime) -> None:
    """Tell that the worker is alive; at most once a minute reaches the database."""
    row, _made = JobRun.objects.get_or_create(name=HEARTBEAT, defaults={"next_at": at})
    if row.next_at <= at or row.finished_at is None:
        JobRun.objects.filter(pk=row.pk).update(started_at=at, finished_at=at, next_at=at + BEAT_EVERY)


def late(at: datetime) -> list[Late]:
    """What should have run and did not, the worker itself first."""
    return list(_late(at))


def _late(at: datetime) -> Iterator[Late]:
    runs = {run.name: run for run in JobRun.objects.all()}
    for name, tolerance in [(HEARTBEAT, BEAT_TOLERANCE), *((job.name, TOLERANCE) for job in jobs())]:
        run = runs.get(name)
        if run is None:
            yield Late(name, None)
        elif run.next_at + tolerance < at or run.failure:
            yield Late(name, run.next_at)


def label_of(name: str) -> str | LazyText:
    """What staff call a job; its name when it has no label, or is no job of this portal any more."""
    labels = {HEARTBEAT: HEARTBEAT_LABEL, **{job.name: job.label for job in jobs()}}
    return labels.get(name) or name


def _claim(job: Job, at: datetime) -> bool:
    """True when the job is due and this worker has it now."""
    run, _made = JobRun.objects.get_or_create(name=job.name, defaults={"next_at": at})
    with transaction.atomic():
        skip = connection.features.has_select_for_update_skip_locked
        free = JobRun.objects.select_for_update(skip_locked=skip).filter(pk=run.pk, next_at__lte=at).first()
        if free is None:
            return False
        JobRun.objects.filter(pk=run.pk).update(started_at=at, next_at=at + LEASE)
    return True


def _run(job: Job, clock: Clock) -> None:
    row = JobRun.objects.filter(name=job.name)
    try:
        handled = job.run(clock())
    except Exception as error:  # whatever it is, the other jobs must go on
        # Only the class: the text of an exception may hold what somebody typed.
        log.exception("job %s failed", job.name)
        row.update(failure=type(error).__name__, next_at=clock() + min(job.every, TRY_AGAIN))
    else:
        at = clock()
        row.update(finished_at=at, next_at=job.next_after(at), handled=handled, failure="")
