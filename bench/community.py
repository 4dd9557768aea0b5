"""Stories and gatherings in the measured town: one of each for every twenty initiatives."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from city.models import Theme
from community.enums.agenda import EventState, Visibility
from community.enums.story import StoryKind, StoryState
from community.models import Event, EventKind, Story, StoryVersion
from initiatives.models import Initiative

ONE_OF = 20
BATCH = 2_000
HOUR = timedelta(hours=1)
LEAD = "Wat wij ervan leerden."


def fill() -> None:
    """Write them as bulk rows: half of the gatherings are still to come, every story is online."""
    now = timezone.now()
    cases = list(Initiative.objects.public().order_by("pk").values_list("pk", "title")[::ONE_OF])
    writer, publisher = User.objects.filter(role_grants__role=Role.GUIDE).order_by("pk").distinct()[:2]
    _gatherings(cases, writer, now)
    _stories(cases, writer, publisher, now)


def _gatherings(cases: list[tuple[int, str]], by: User, now: datetime) -> None:
    kind = EventKind.objects.earliest("pk")
    events = []
    for number, (_pk, title) in enumerate(cases):
        starts_at = now + (1 if number % 2 else -1) * (number + 1) * HOUR
        events.append(
            Event(
                kind=kind,
                slug=f"meting-{number}",
                title=f"Op bezoek bij {title}"[:80],
                text="Wij lopen een rondje en praten bij.",
                starts_at=starts_at,
                ends_at=starts_at + HOUR,
                place="Het wijkcentrum",
                visibility=Visibility.PUBLIC,
                state=EventState.PUBLISHED,
                made_by=by,
                made_at=now,
                changed_at=now,
                published_at=now,
            )
        )
    made = Event.objects.bulk_create(events, batch_size=BATCH)
    link = Event.initiatives.through
    links = (link(event_id=event.pk, initiative_id=pk) for event, (pk, _title) in zip(made, cases, strict=True))
    link._default_manager.bulk_create(links, batch_size=BATCH)


def _stories(cases: list[tuple[int, str]], writer: User, publisher: User, now: datetime) -> None:
    theme = Theme.objects.earliest("pk")
    same = {"kind": StoryKind.PAIRED, "theme": theme, "started_by": writer, "started_at": now}
    stories = Story.objects.bulk_create(
        (
            Story(slug=f"meting-{number}", initiative_id=pk, published_at=now - number * HOUR, **same)
            for number, (pk, _title) in enumerate(cases)
        ),
        batch_size=BATCH,
    )
    StoryVersion.objects.bulk_create(
        (
            StoryVersion(
                story=story,
                number=1,
                state=StoryState.PUBLISHED,
                title=f"Het verhaal van {title}"[:100],
                lead=LEAD,
                written_by=writer,
                changed_at=now,
                published_by=publisher,
                published_at=story.published_at,
            )
            for story, (_pk, title) in zip(stories, cases, strict=True)
        ),
        batch_size=BATCH,
    )
