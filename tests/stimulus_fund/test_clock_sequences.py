"""Whatever happens to a term, the clock says what counting day by day says: 300 sequences, 10,000 in the long run.

What the law refuses to happen is left out of a sequence, as the portal would.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from core.refusal import Refusal
from stimulus_fund import clock, lawful
from stimulus_fund.clock import APPLICATION, OVER, Clock, Event, Happening, read
from stimulus_fund.law import Law
from stimulus_fund.queries.law import law as law_of_the_town

pytestmark = pytest.mark.django_db
ONE = timedelta(days=1)
EIGHT_WEEKS = 56
KINDS = [
    *(Happening.ASKED, Happening.COMPLETED, Happening.AGREED, Happening.DELAYED, Happening.DELAY_OVER),
    *(Happening.HINDERED, Happening.HINDRANCE_OVER, Happening.EXTENDED, Happening.DEFAULT, Happening.DECIDED),
]
STEPS = st.lists(
    st.tuples(st.integers(0, 25), st.sampled_from(KINDS), st.integers(1, 40)), min_size=1, max_size=7
)  # days since the one before, what happens, how far off the day is that it names
FIRST_DAYS = st.dates(date(2025, 12, 1), date(2028, 6, 30))
NAMES_A_DAY = {Happening.ASKED, Happening.AGREED, Happening.EXTENDED}


@pytest.fixture
def law(town) -> Law:
    return law_of_the_town()


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 11, tzinfo=UTC)


def happened(received: date, steps: Sequence[tuple[int, Happening, int]], law: Law) -> list[Event]:
    """The events of a sequence that the law lets happen."""
    events, day = [Event(Happening.RECEIVED, noon(received))], received
    for days, kind, ahead in steps:
        day += timedelta(days=days)
        event = Event(kind, noon(day), day + timedelta(days=ahead) if kind in NAMES_A_DAY else None)
        try:
            lawful.require(event, read(APPLICATION, events, law, day), law)
        except Refusal:
            continue
        events.append(event)
    return events


def still_days(events: Sequence[Event], today: date) -> set[date]:
    """The days on which the term stood still, by the letter of Awb 4:15, one at a time."""
    end = next((event.on for event in events if event.kind == Happening.DECIDED), today)
    found: set[date] = set()
    for place, event in enumerate(events):
        if event.kind not in APPLICATION.stops:
            continue
        over = [later.on for later in events[place:] if later.kind == OVER.get(Happening(event.kind))][:1]
        runs_again = min([end, *([event.until] if event.until else []), *over])
        if event.kind == Happening.AGREED and event.until:
            runs_again = event.until
        day = event.on + ONE if event.kind == Happening.ASKED else event.on
        while day < runs_again:
            found.add(day)
            day += ONE
    return found


def counted_by_hand(received: date, still: set[date], law: Law) -> date:
    """The fifty-sixth day that counts, or the first after it on which people work and the clock runs."""
    day, ran = received, 0
    while True:
        day += ONE
        if day in still:
            continue
        ran += 1
        if ran >= EIGHT_WEEKS and day.weekday() < 5 and day not in law.closed:
            return day


def hold(law: Law, received: date, steps: Sequence[tuple[int, Happening, int]], later: int) -> None:
    """What must be true of a sequence, looked at some days after its last event."""
    events = happened(received, steps, law)
    today = events[-1].on + timedelta(days=later)
    seen: Clock = read(APPLICATION, events, law, today)
    if seen.extended_on is None:
        assert seen.last_day == counted_by_hand(received, still_days(events, today), law)
        assert seen.days_total >= EIGHT_WEEKS
    assert seen.last_day.weekday() < 5
    assert seen.last_day not in law.closed
    assert 0 <= seen.days_used <= seen.days_total
    assert seen.last_day <= read(APPLICATION, events, law, today + ONE).last_day
    if seen.penalty is not None:
        assert seen.respond is not None
        assert seen.respond.last_day > seen.last_day
        assert 0 <= seen.penalty.total_cents <= 144_200


def run(law: Law, sequences: int) -> None:
    @settings(
        max_examples=sequences,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(received=FIRST_DAYS, steps=STEPS, later=st.integers(0, 90))
    def tried(received: date, steps: list[tuple[int, Happening, int]], later: int) -> None:
        hold(law, received, steps, later)

    tried()


@pytest.mark.parametrize("sequences", [300, pytest.param(10_000, marks=pytest.mark.torture)])
def test_the_clock_says_what_counting_says(law, sequences):
    run(law, sequences)


def forgets_holidays(deadline: Callable[..., clock.Deadline]) -> Callable[..., clock.Deadline]:
    def twin(number, after, law, still=()):
        return deadline(number, after, Law(law.numbers, {}), still)

    return twin


def counts_the_day_itself(stop: Callable[..., clock.Stop]) -> Callable[..., clock.Stop]:
    def twin(event, article, later, law, day, *, ended):
        earlier = Event(event.kind, event.at - ONE, event.until)
        return stop(earlier, article, later, law, day, ended=ended)

    return twin


@pytest.mark.parametrize(("name", "wrong"), [("deadline", forgets_holidays), ("_stop", counts_the_day_itself)])
def test_a_clock_that_counts_wrong_is_found(law, monkeypatch, name, wrong):
    """The control: twins that forget the holidays, or stop a day too early."""
    monkeypatch.setattr(clock, name, wrong(getattr(clock, name)))
    with pytest.raises(AssertionError):
        run(law, 300)
