"""The large town for measuring: as many as asked, filled as the actions would have filled it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from city.actions.town import load_town
from city.queries import closed_days
from core import search
from initiatives.actions.defaults import load_defaults
from initiatives.actions.registration import register
from initiatives.enums import Origin, PositionKind, State
from initiatives.intake import Intake
from initiatives.models import Initiative, Position
from teams.models import Team
from zwolle.demo import crowd
from zwolle.demo.past import Past
from zwolle.demo.people import hire
from zwolle.demo.stories import read_people

WEDNESDAY = datetime(2026, 3, 11, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def large_town(db: None) -> None:
    load_town()
    load_defaults()
    past = Past(today=WEDNESDAY.date(), closed=closed_days())
    hire({person.key: person for person in read_people()}, past=past, at=WEDNESDAY)
    assert crowd.fill(350, at=WEDNESDAY) == 350


def test_it_is_as_large_as_asked_and_300_are_open(large_town):
    assert Initiative.objects.count() == 350
    assert Initiative.objects.open().count() == 300
    assert crowd.fill(350, at=WEDNESDAY) == 0


def test_it_grows_with_closed_cases_only(large_town):
    assert crowd.fill(400, at=WEDNESDAY) == 50
    assert Initiative.objects.open().count() == 300


def test_a_case_can_be_found(large_town):
    tuin = Initiative.objects.public().filter(title__startswith="Buurttuin").order_by("pk").first()
    assert tuin in search.matching(Initiative.objects.public(), "buurttuin")
    assert not Initiative.objects.filter(search_title="").exists()


def test_what_is_public_has_news_and_an_owner(large_town):
    public = Initiative.objects.public()
    assert public.count() == Initiative.objects.exclude(state=State.SUBMITTED).count()
    assert not public.filter(news_at=None).exists()
    assert not public.filter(news_at__gt=WEDNESDAY).exists()
    assert not public.filter(owner=None).exists()


def test_positions_and_their_shadow_agree(large_town):
    taken = dict(Position.objects.values_list("initiative_id", "kind"))
    assert dict(Initiative.objects.exclude(position_kind="").values_list("pk", "position_kind")) == taken
    assert set(taken.values()) == set(PositionKind)


def test_open_cases_have_two_promises_a_member_and_one_waiting_span(large_town):
    for case in Initiative.objects.open().prefetch_related("promises", "members", "waiting_spans"):
        assert len(case.promises.all()) == 2
        assert len(case.members.all()) == 1
        assert [span.party for span in case.waiting_spans.all() if span.ended_at is None] == [case.ball]


def test_every_open_passage_has_a_team(large_town):
    assert Team.objects.count() == Initiative.objects.open().exclude(owner=None).count()


def test_the_next_number_is_free(large_town):
    guide = Initiative.objects.exclude(owner=None).order_by("pk")[0].owner
    made = register(intake=Intake(title="Een nieuw plan"), origin=Origin.COUNTER, by=guide, at=WEDNESDAY)
    of_this_year = Initiative.objects.filter(number__startswith="ZW-2026").count()
    assert made.number == f"ZW-2026-{of_this_year:04d}"
