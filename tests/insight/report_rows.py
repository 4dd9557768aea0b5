"""What happened in a year, for a report to count; fixtures for its tests and its journey."""

from datetime import date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from initiatives.models import Initiative, WaitingSpan
from teams.actions.lesson import add_lesson, confirm_lesson
from teams.actions.rule import note_rule
from teams.actions.session import log_session
from teams.models import ClosingAnswer, Lesson, Programme
from teams.records import NewLesson, RuleFacts, Talk
from tests.factories import InitiativeFactory, TeamFactory, TeamMemberFactory, UserFactory
from tests.initiatives.public_rows import position

__all__ = ["lesson", "now", "one_more", "quote", "season", "year"]

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def now() -> datetime:
    """Wednesday 11 March 2026, ten in the morning in Zwolle."""
    return datetime(2026, 3, 11, 10, 0, tzinfo=AMSTERDAM)


@pytest.fixture
def season(guide, initiative) -> Programme:
    """A programme of this year with the initiator's case in it."""
    programme = Programme.objects.create(
        name="Empowering People 2026",
        slug="ep-2026",
        kind="empowering",
        starts_on=date(2026, 1, 5),
        ends_on=date(2026, 6, 30),
        introduction="Wij leren samen.",
        owner=guide,
        made_at=datetime(2026, 1, 1, 9, 0, tzinfo=AMSTERDAM),
        is_public=True,
    )
    programme.parts.create(initiative=initiative, joined_at=datetime(2026, 1, 5, 9, 0, tzinfo=AMSTERDAM))
    return programme


@pytest.fixture
def lesson(initiative, team, ep_member, second_member, now) -> Lesson:
    """A lesson that may be shared, recognised by a colleague."""
    new = NewLesson(text="Vraag eerst wie de grond beheert.", about="process")
    return confirm_lesson(
        lesson=add_lesson(initiative=initiative, lesson=new, by=ep_member, at=now), by=second_member, at=now
    )


@pytest.fixture
def quote(season, initiator, initiative, now) -> ClosingAnswer:
    """What the initiator lets everyone read, with their name."""
    return ClosingAnswer.objects.create(
        programme=season,
        user=initiator,
        initiative=initiative,
        brought="Ik wist eindelijk wie ik kon bellen.",
        quoting="name",
        consented_at=now,
        answered_at=now,
    )


@pytest.fixture
def year(initiative, team, lesson, quote, guide, ep_member, now) -> None:
    """What happened in 2026: talks, a loosened rule, and five cases that were closed in the same way."""
    position(initiative, kind="aware")
    position(initiative, kind="spotlight")
    type(initiative).objects.filter(pk=initiative.pk).update(position_kind="spotlight")
    for minutes in (60, 75):
        talk = Talk(held_on=date(2026, 3, 10), minutes=minutes, agreed="GEHEIM-AFSPRAAK", shared=False)
        log_session(initiative=initiative, key=uuid4(), talk=talk, by=ep_member, at=now)
    facts = {"source": "Gewoonte", "owner": guide, "tried": "Een proef.", "changed": "Het mag nu meteen."}
    note_rule(facts=RuleFacts(name="Wachten op het plan", state="loosened", **facts), by=guide, at=now)
    for _number in range(5):
        closed_case()


def closed_case() -> Initiative:
    """Closed on Monday 9 March after four working days of the municipality and one of the initiator."""
    case = InitiativeFactory(
        state="closed",
        ball="",
        outcome="independent",
        outcome_on=date(2026, 3, 9),
        closed_at=datetime(2026, 3, 9, 12, 0, tzinfo=AMSTERDAM),
    )
    for party, began, ended in (("municipality", 2, 6), ("initiator", 6, 9)):
        WaitingSpan.objects.create(
            initiative=case,
            party=party,
            began_at=datetime(2026, 3, began, 9, 0, tzinfo=AMSTERDAM),
            ended_at=datetime(2026, 3, ended, 9, 0, tzinfo=AMSTERDAM),
        )
    return case


@pytest.fixture
def one_more(now, ep_member):
    """One more of everything that a report counts."""

    def add() -> None:
        row = TeamFactory()
        TeamMemberFactory(team=row, user=ep_member)
        position(row.initiative, kind="aware")
        talk = Talk(held_on=date(2026, 3, 10), minutes=30, agreed="Besproken.", shared=False)
        log_session(initiative=row.initiative, key=uuid4(), talk=talk, by=ep_member, at=now)
        new = NewLesson(text="Nog een les.")
        added = add_lesson(initiative=row.initiative, lesson=new, by=ep_member, at=now)
        confirm_lesson(lesson=added, by=UserFactory(), at=now)
        closed_case()

    return add
