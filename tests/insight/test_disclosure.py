"""Counts of which no small one can be worked out: by hand, and by whoever tries everything."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insight.disclosure import Count, Shown, possible, protect, rounded

SMALL, WITHHELD = Count(Shown.SMALL), Count(Shown.WITHHELD)
LARGEST = 26


def number(count: int) -> Count:
    return Count(Shown.NUMBER, count)


@pytest.mark.parametrize(
    ("count", "published"),
    [(0, SMALL), (1, SMALL), (4, SMALL), (5, number(5)), (7, number(5)), (8, number(10)), (12, number(10))],
)
def test_a_count_by_itself(count, published):
    assert rounded(count) == published


def test_what_is_large_is_told_as_it_is_rounded():
    found = protect([11, 23, 8])
    assert (found.counts, found.total) == ([number(10), number(25), number(10)], number(40))


def test_a_small_count_beside_large_ones_stays_unknown():
    found = protect([3, 13, 20])
    assert (found.counts, found.total) == ([SMALL, number(15), number(20)], number(35))
    assert possible(found.counts, found.total)[0] == (0, 4)


def test_when_the_total_would_tell_the_least_large_one_is_held_back():
    found = protect([0, 13, 13, 23])  # 15 + 15 + 25 = 55, and the total says 50: at most two can be missing
    assert (found.counts, found.total) == ([SMALL, WITHHELD, number(15), number(25)], number(50))


def test_when_all_are_small_and_the_total_tells_them_none_is_told():
    found = protect([4, 4])
    assert (found.counts, found.total) == ([WITHHELD, WITHHELD], number(10))


def everything_it_can_be(count: Count) -> range:
    """Each value up to LARGEST that is published like this, by the definition and not by our arithmetic."""
    fits = [n for n in range(LARGEST + 1) if count.shown == Shown.WITHHELD or rounded(n) == count]
    return range(fits[0], fits[-1] + 1)


@settings(max_examples=150, deadline=None)
@given(counts=st.lists(st.integers(min_value=0, max_value=13), min_size=1, max_size=4))
def test_whoever_tries_everything_learns_nothing_of_a_small_count(counts):
    found = protect(counts)
    told = [everything_it_can_be(count) for count in found.counts]
    fitting = [guess for guess in product(*told) if rounded(sum(guess)) == found.total]
    assert tuple(counts) in fitting
    for place, count in enumerate(found.counts):
        if count.shown == Shown.SMALL:
            assert {guess[place] for guess in fitting} == {0, 1, 2, 3, 4}
        else:
            assert len({guess[place] for guess in fitting}) > 1 or counts[place] >= 5


@given(counts=st.lists(st.integers(min_value=0, max_value=400), min_size=1, max_size=20))
def test_no_small_number_is_ever_told(counts):
    found = protect(counts)
    assert all(count.number % 5 == 0 and count.number != 1 for count in [*found.counts, found.total])
    assert not any(count.shown == Shown.NUMBER and real < 5 for count, real in zip(found.counts, counts, strict=True))


def test_an_exact_total_beside_hidden_counts_would_tell():
    """The negative control: what a page without rounding and holding back gives away."""
    exact_total, large = 16, 13
    assert exact_total - large == 3
    assert protect([3, 13]).total == number(15)
