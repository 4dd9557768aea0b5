"""Counting votes: literal results, draws anyone can repeat, and what holds for any ballots at all."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from stimulus_fund.tally import Cast, Place, Plan, count, draw, seed_of

PLANS = [Plan(1, 400_000), Plan(2, 700_000), Plan(3, 300_000), Plan(4, 200_000)]


def ballots(*chosen: tuple[int, ...]) -> list[Cast]:
    return [Cast(f"M{place:03}", numbers) for place, numbers in enumerate(chosen)]


def test_most_votes_first_and_what_still_fits_gets_money():
    cast = ballots((1, 2), (1, 3), (1,), (1, 2), (3,), (4, 2))
    result = count(PLANS, cast, 1_000_000)
    assert [(place.plan.number, place.votes, place.wins) for place in result[:2]] == [(1, 4, True), (2, 3, False)]
    assert [(place.plan.number, place.votes, place.wins) for place in result[2:]] == [(3, 2, True), (4, 1, True)]


def test_a_plan_that_does_not_fit_makes_way_for_the_next():
    result = count([Plan(1, 900), Plan(2, 200), Plan(3, 100)], ballots((1,), (1,), (1,), (2,), (2,), (3,)), 1_000)
    assert result == [
        Place(Plan(1, 900), 1, 3, 1_000, True),
        Place(Plan(2, 200), 2, 2, 100, False),
        Place(Plan(3, 100), 3, 1, 100, True),
    ]


def test_equal_plans_go_by_the_lot_that_follows_from_the_ballots():
    cast = ballots((1,), (2,))
    seed = sha256(b"M000\nM001").hexdigest()
    assert seed_of(cast) == seed
    lots = {number: sha256(f"{seed}\n{number}".encode()).hexdigest() for number in (1, 2)}
    assert draw(seed, 1) == lots[1]
    order = [place.plan.number for place in count([Plan(1, 1), Plan(2, 1)], cast, 1)]
    assert order == sorted((1, 2), key=lots.__getitem__)


def test_nobody_s_choice_gets_nothing_and_a_number_twice_counts_once():
    result = count([Plan(1, 10), Plan(2, 10)], ballots((1, 1)), 100)
    assert [(place.plan.number, place.votes, place.wins) for place in result] == [(1, 1, True), (2, 0, False)]


NUMBERS = st.lists(st.integers(1, 6), max_size=4).map(tuple)


@given(
    st.lists(NUMBERS, max_size=30), st.lists(st.integers(1, 500_000), min_size=1, max_size=6), st.integers(0, 900_000)
)
def test_never_more_than_there_is_and_the_order_of_ballots_does_not_matter(chosen, costs, available):
    plans = [Plan(number, cents) for number, cents in enumerate(costs, start=1)]
    cast = ballots(*chosen)
    result = count(plans, cast, available)
    assert sum(place.plan.cents for place in result if place.wins) <= available
    assert [place.votes for place in result] == sorted((place.votes for place in result), reverse=True)
    assert count(reversed(plans), list(reversed(cast)), available) == result
