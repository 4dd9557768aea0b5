"""The clock of an application under the Awb: what stops it, moves it and makes lateness cost."""

from datetime import UTC, date, datetime

import pytest

from core.calendar import Stretch
from core.refusal import Refusal
from stimulus_fund import lawful
from stimulus_fund.clock import APPLICATION, COMPLAINT, OBJECTION, Clock, Event, Happening, completion, read
from stimulus_fund.law import Law, Rule, UnknownRule, objection_in_time, receipt_deadline
from stimulus_fund.queries.law import law as law_of_the_town

pytestmark = pytest.mark.django_db
RECEIVED = "2026-03-02"  # eight weeks: King's Day, so 28 April


def on(day: str, kind: Happening, until: str = "") -> Event:
    """Something that happened at noon in Zwolle."""
    at = datetime.fromisoformat(f"{day}T11:00:00").replace(tzinfo=UTC)
    return Event(kind, at, date.fromisoformat(until) if until else None)


@pytest.fixture
def law(town) -> Law:
    return law_of_the_town()


def clock(law: Law, today: str, *events: Event, received: str = RECEIVED) -> Clock:
    return read(APPLICATION, [on(received, Happening.RECEIVED), *events], law, date.fromisoformat(today))


ASKED = on("2026-03-16", Happening.ASKED, "2026-03-30")


@pytest.mark.parametrize(
    ("events", "last"),
    [
        ([], "2026-04-28"),
        ([ASKED, on("2026-03-26", Happening.COMPLETED)], "2026-05-06"),  # 17 to 25 March: nine days (4:15 lid 1)
        ([ASKED, on("2026-03-17", Happening.COMPLETED)], "2026-04-28"),  # no day stood still
        ([ASKED, on("2026-03-18", Happening.COMPLETED)], "2026-04-28"),  # one day: from the 27th to the 28th
        ([ASKED], "2026-05-11"),  # 17 to 29 March, then a Sunday
        ([on("2026-04-20", Happening.AGREED, "2026-05-20")], "2026-05-27"),  # thirty days (4:15 lid 2 onder a)
        (
            [on("2026-04-01", Happening.DELAYED), on("2026-04-11", Happening.DELAY_OVER)],
            "2026-05-07",
        ),  # ten days (4:15 lid 2 onder b)
        (
            [on("2026-04-01", Happening.HINDERED), on("2026-04-08", Happening.HINDRANCE_OVER)],
            "2026-05-04",
        ),  # seven days (onder c)
        ([on("2026-04-20", Happening.EXTENDED, "2026-06-15")], "2026-06-15"),  # 4:14 lid 3
        ([on("2026-05-04", Happening.ASKED, "2026-05-18")], "2026-04-28"),  # asked too late: it stops nothing
    ],
)
def test_the_last_day_with_what_happened(law, events, last):
    assert clock(law, "2026-06-01", *events).last_day == date.fromisoformat(last)


def test_two_stops_at_once_count_once(law):
    both = [
        on("2026-03-10", Happening.AGREED, "2026-03-20"),
        ASKED,
        on("2026-03-26", Happening.COMPLETED),
    ]
    assert clock(law, "2026-06-01", *both).last_day == date(2026, 5, 13)  # 10 to 25 March: sixteen days


def test_while_it_stands_still_both_sides_see_since_when(law):
    seen = clock(law, "2026-03-20", ASKED)
    stop = seen.open_stop
    assert stop is not None
    assert (stop.kind, stop.article, stop.first) == ("asked", "Awb 4:15 lid 1 onder a", date(2026, 3, 17))
    assert stop.stretch == Stretch(date(2026, 3, 17), date(2026, 3, 19))
    assert (seen.is_late, seen.days_used) == (False, 14)


def test_decided_in_time_and_too_late(law):
    decided = on("2026-04-28", Happening.DECIDED)
    assert clock(law, "2026-06-01", decided).is_late is False
    assert clock(law, "2026-06-01", on("2026-04-29", Happening.DECIDED)).is_late is True
    assert clock(law, "2026-04-28").is_late is False
    assert clock(law, "2026-04-29").is_late is True


@pytest.mark.parametrize(
    ("today", "days", "cents", "tomorrow"),
    [
        ("2026-05-13", 0, 0, 0),  # the two weeks to respond are not over
        ("2026-05-14", 0, 0, 2_300),
        ("2026-05-15", 1, 2_300, 2_300),
        ("2026-05-28", 14, 32_200, 3_500),
        ("2026-06-11", 28, 81_200, 4_500),
        ("2026-06-25", 42, 144_200, 0),
        ("2026-12-25", 42, 144_200, 0),
    ],
)
def test_what_lateness_costs(law, today, days, cents, tomorrow):
    seen = clock(law, today, on("2026-04-29", Happening.DEFAULT))
    assert seen.respond is not None
    assert seen.respond.last_day == date(2026, 5, 13)
    assert seen.penalty is not None
    assert (seen.penalty.days, seen.penalty.total_cents, seen.penalty.today_cents) == (days, cents, tomorrow)


def test_a_decision_ends_the_penalty_and_its_amount_is_set_within_two_weeks(law):
    seen = clock(law, "2026-09-01", on("2026-04-29", Happening.DEFAULT), on("2026-05-20", Happening.DECIDED))
    assert seen.penalty is not None
    assert (seen.penalty.days, seen.penalty.total_cents) == (6, 13_800)
    assert seen.penalty.decide is not None
    assert seen.penalty.decide.last_day == date(2026, 6, 2)


def test_left_unhandled_within_four_weeks(law):
    assert clock(law, "2026-03-30", ASKED).unhandled is None
    after = clock(law, "2026-03-31", ASKED).unhandled
    assert after is not None
    assert after.last_day == date(2026, 4, 28)  # four weeks end on King's Day
    completed = clock(law, "2026-04-01", ASKED, on("2026-03-26", Happening.COMPLETED)).unhandled
    assert completed is not None
    assert completed.last_day == date(2026, 4, 23)


def test_terms_of_objection_and_complaint(law):
    objected = [on("2026-06-01", Happening.RECEIVED)]
    assert read(OBJECTION, objected, law, date(2026, 6, 2), counts_from=date(2026, 6, 5)).last_day == date(2026, 7, 17)
    committee = law.number(Rule.OBJECTION_COMMITTEE, date(2026, 6, 1))
    longer = read(OBJECTION, objected, law, date(2026, 6, 2), counts_from=date(2026, 6, 5), number=committee)
    assert longer.last_day == date(2026, 8, 28)
    complaint = read(COMPLAINT, objected, law, date(2026, 6, 2))
    assert complaint.last_day == date(2026, 7, 13)


def test_an_objection_by_post_has_a_week_more(law):
    end = receipt_deadline(Rule.OBJECTION, date(2026, 3, 24), law)
    assert end.last_day == date(2026, 5, 6)
    assert objection_in_time(end, date(2026, 5, 6), law)
    assert not objection_in_time(end, date(2026, 5, 7), law)
    assert objection_in_time(end, date(2026, 5, 13), law, posted_on=date(2026, 5, 6))
    assert not objection_in_time(end, date(2026, 5, 14), law, posted_on=date(2026, 5, 6))
    assert not objection_in_time(end, date(2026, 5, 8), law, posted_on=date(2026, 5, 7))


def test_an_outage_on_the_last_day_moves_what_people_must_send(law):
    broken = Law(law.numbers, law.closed, outages=[Stretch(date(2026, 5, 6), date(2026, 5, 7))])
    assert receipt_deadline(Rule.OBJECTION, date(2026, 3, 24), broken).last_day == date(2026, 5, 8)
    assert completion(date(2026, 4, 22), broken).last_day == date(2026, 5, 8)
    assert completion(date(2026, 4, 22), law).last_day == date(2026, 5, 6)


@pytest.mark.parametrize(
    ("before", "event", "refusal"),
    [
        ([], on("2026-04-20", Happening.EXTENDED, "2026-04-20"), lawful.BadDay),
        ([], on("2026-04-20", Happening.EXTENDED, "2026-04-27"), lawful.BadDay),
        ([], on("2026-04-20", Happening.EXTENDED, "2026-12-01"), lawful.BadDay),
        ([], on("2026-04-29", Happening.EXTENDED, "2026-06-15"), lawful.TermPassed),
        (
            [on("2026-04-10", Happening.EXTENDED, "2026-06-15")],
            on("2026-04-20", Happening.EXTENDED, "2026-06-22"),
            lawful.ExtendedBefore,
        ),
        ([], on("2026-04-28", Happening.DEFAULT), lawful.NotTooLate),
        ([], on("2026-03-20", Happening.COMPLETED), lawful.NoSuchStop),
        ([ASKED], on("2026-03-31", Happening.COMPLETED), lawful.CompletedTooLate),
        ([ASKED], on("2026-03-20", Happening.UNHANDLED), lawful.NotToBeLeft),
        ([ASKED], on("2026-04-29", Happening.UNHANDLED), lawful.NotToBeLeft),
        ([on("2026-04-01", Happening.DECIDED)], on("2026-04-20", Happening.DEFAULT), lawful.TermEnded),
        ([], on("2026-03-20", Happening.DELAY_OVER), lawful.NoSuchStop),
    ],
)
def test_what_the_law_does_not_let_happen(law, before, event, refusal):
    seen = clock(law, event.on.isoformat(), *before)
    with pytest.raises(refusal):
        lawful.require(event, seen, law)


@pytest.mark.parametrize(
    ("before", "event"),
    [
        ([], on("2026-04-20", Happening.EXTENDED, "2026-06-15")),
        ([], on("2026-04-29", Happening.DEFAULT)),
        ([ASKED], on("2026-03-30", Happening.COMPLETED)),
        ([ASKED], on("2026-03-31", Happening.UNHANDLED)),
        ([], on("2026-04-20", Happening.AGREED, "2026-05-20")),
    ],
)
def test_what_it_does_let_happen(law, before, event):
    seen = clock(law, event.on.isoformat(), *before)
    try:
        lawful.require(event, seen, law)
    except Refusal as refusal:  # pragma: no cover
        pytest.fail(str(refusal))


def test_a_number_that_has_not_begun_is_no_number(law):
    assert law.number(Rule.DECISION, date(2026, 1, 1)).amount == 8
    with pytest.raises(UnknownRule):
        law.number(Rule.DEFAULT, date(2009, 9, 30))
    assert {number.rule for number in law.numbers} == set(Rule.values)
