"""Rounds: the ranking as it was announced, the meeting with its minutes, and money that follows the places."""

from datetime import date

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from core.refusal import Refusal
from initiatives.models import Initiative
from stimulus_fund.actions import assessing, handling, preparing
from stimulus_fund.actions.preparing import NotInOrder
from stimulus_fund.actions.rounds import RoundClosed, close_round, plan_round, write_minutes
from stimulus_fund.models import Application, Criterion, Pot, Ranked, Round, Ruleset
from stimulus_fund.ranking import Rank, Scored, rank
from tests.factories import InitiativeFactory
from tests.stimulus_fund.desk import LATER, judgement, proposal, taken

pytestmark = pytest.mark.django_db
ROUNDS = "/werkplek/fonds/rondes/"


def test_most_points_first_then_who_was_complete_first_and_what_fits():
    first, second, third = Scored(1, 80, 600, 3), Scored(2, 60, 500, 1), Scored(3, 60, 400, 2)
    assert rank([third, second, first], 1_000) == [
        Rank(first, 1, 1_000, True),
        Rank(second, 2, 400, False),
        Rank(third, 3, 400, True),
    ]
    assert [one.fits for one in rank([Scored(1, 90, 0, 1)], 1_000)] == [False]


SCORED = st.builds(Scored, st.integers(1, 9), st.integers(0, 100), st.integers(0, 9_000), st.integers(1, 9))


@given(st.lists(SCORED, unique_by=lambda one: one.key), st.integers(0, 20_000))
def test_any_ranking_keeps_within_the_pot_and_to_the_points(scored, available):
    ranks = rank(scored, available)
    assert sum(one.scored.cents for one in ranks if one.fits) <= available
    points = [one.scored.percentage for one in ranks]
    assert points == sorted(points, reverse=True)
    assert rank(reversed(scored), available) == ranks


@pytest.fixture
def two(sent, desk):
    """Two applications judged by two in a pot of € 1,000 that is divided by rank: 80 and 40 points, € 900 and € 500."""
    rules = Ruleset.objects.create(
        scheme=sent.scheme, valid_from=date(2026, 2, 1), summary="x", for_whom="x", division="ranking", written_at=LATER
    )
    Criterion.objects.create(ruleset=rules, name="Draagvlak")
    Ruleset.objects.filter(pk=rules.pk).update(state="approved", approved_at=LATER)
    Pot.objects.filter(pk=sent.pot_id).update(ceiling_cents=100_000)
    Application.objects.filter(pk=sent.pk).update(ruleset=rules)
    first = Application.objects.get(pk=sent.pk)
    second = Application.objects.get(pk=sent.pk)
    second.pk, second.number, second.complete_order = None, "ZF-2026-0002", first.complete_order + 1
    second.asked_cents, second.initiative = 50_000, InitiativeFactory(title="Bloembakken")
    second.save()
    for application, points in ((first, 4), (second, 2)):
        handling.find_complete(application=application, reason="Ja.", by=desk.officer, at=LATER)
        wrote = judgement(application, "grant", application.asked_cents)
        scores = dict.fromkeys(wrote.scores, (points, "Gezien."))
        wrote = type(wrote)(scores, wrote.advice, wrote.cents, wrote.summary)
        for person in (desk.assessor, desk.other_assessor):
            assessing.keep_assessment(application=application, judgement=wrote, hands_in=True, by=person, at=LATER)
    return first, second


def planned(application, desk):
    """A round on its pot."""
    facts = {"held_at": LATER, "place": "Stadskantoor", "agenda": "Alle aanvragen", "by": desk.officer, "at": LATER}
    return plan_round(pot=application.pot, **facts)


def closed(application, desk):
    """The same, with minutes and closed."""
    made = write_minutes(round_=planned(application, desk), minutes="Besproken.", by=desk.officer, at=LATER)
    return close_round(round_=made, by=desk.officer, at=LATER)


def test_closing_ranks_for_good_and_money_follows_the_places(two, desk, fresh):
    first, second = two
    with pytest.raises(Refusal, match="De aanvraag gaat verder als de ronde is afgesloten"):
        assessing.finish_assessing(application=first, by=desk.officer, at=LATER)
    made = closed(first, desk)
    places = list(Ranked.objects.values_list("application", "place", "percentage", "cents", "fits"))
    assert places == [(first.pk, 1, 80, 90_000, True), (second.pk, 2, 40, 50_000, False)]
    assert (made.available_cents, fresh(first).state, fresh(second).state) == (100_000, "deciding", "deciding")
    facts = {"by": desk.officer, "at": LATER}
    with pytest.raises(NotInOrder, match="Op plaats 2 is er ten hoogste €\xa00"):
        preparing.prepare(application=second, proposal=proposal("grant", 50_000), **facts)
    wrote = preparing.prepare(application=first, proposal=proposal("grant", 90_000), **facts)
    assert taken(first, wrote, desk).granted_cents == 90_000
    for change, words in (
        (lambda: Ranked.objects.update(place=9), "a place in a round is never changed"),
        (lambda: Round.objects.update(minutes="Anders"), "a closed round is never changed"),
    ):
        with pytest.raises(Exception, match=words), transaction.atomic():
            change()
    with pytest.raises(RoundClosed):
        write_minutes(round_=made, minutes="x", **facts)


def test_nothing_is_decided_before_the_round(two, desk):
    Application.objects.filter(pk=two[0].pk).update(state="deciding")
    with pytest.raises(NotInOrder, match="Sluit eerst de ronde af"):
        preparing.prepare(application=two[0], proposal=proposal("grant", 90_000), by=desk.officer, at=LATER)


def test_a_round_needs_minutes_and_two_advices_of_everything_on_the_table(two, desk):
    made = planned(two[0], desk)
    with pytest.raises(Refusal, match="Voor deze pot loopt al een ronde"):
        planned(two[0], desk)
    with pytest.raises(Refusal, match="Schrijf eerst het verslag"):
        close_round(round_=made, by=desk.officer, at=LATER)
    write_minutes(round_=made, minutes="Besproken.", by=desk.officer, at=LATER)
    third = Application.objects.get(pk=two[0].pk)
    third.pk, third.number, third.complete_order = None, "ZF-2026-0003", 99
    third.save()
    with pytest.raises(Refusal, match="Aanvraag ZF-2026-0003 heeft nog geen twee ingeleverde beoordelingen"):
        close_round(round_=made, by=desk.officer, at=LATER)


def as_(person):
    client = Client()
    client.force_login(person)
    return client


def test_a_round_through_the_pages(two, desk, time_machine, initiator):
    time_machine.move_to(LATER, tick=False)
    officer, assessor = as_(desk.officer), as_(desk.assessor)
    data = {"pot": two[0].pot_id, "held_at": "2026-03-20T10:00", "place": "Stadskantoor", "agenda": "1. Opening"}
    assert "Schrijf de agenda op." in officer.post(ROUNDS, data | {"agenda": ""}).content.decode()
    assert officer.post(ROUNDS, data).status_code == 302
    url = f"{ROUNDS}{Round.objects.get().pk}/"
    told = assessor.get(url).content.decode()
    for words in ("Op tafel", "Bloembakken", "1. Opening", "ZF-2026-0002"):
        assert words in told
    assert "Bewaar het verslag" not in told
    assert assessor.post(f"{url}afsluiten/").status_code == 403
    officer.post(url, {"minutes": "Iedereen was het eens."})
    officer.post(f"{url}afsluiten/")
    told = officer.get(url).content.decode()
    assert "De rangorde" in told
    assert "Iedereen was het eens." in told
    assert as_(initiator).get(ROUNDS).status_code == 403


def test_the_table_asks_as_much_for_many(two, desk, django_assert_max_num_queries):
    assert Initiative.objects.count() >= 2
    client = as_(desk.officer)
    made = planned(two[0], desk)
    for number in range(12):
        one = Application.objects.get(pk=two[0].pk)
        one.pk, one.number, one.complete_order = None, f"ZF-2026-3{number:03}", 3_000 + number
        one.save()
    with django_assert_max_num_queries(12):
        client.get(f"{ROUNDS}{made.pk}/")
