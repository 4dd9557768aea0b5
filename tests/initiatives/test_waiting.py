from datetime import date

from initiatives.enums import Party
from initiatives.waiting import Span, split


def test_the_lead_time_is_split_over_the_parties() -> None:
    spans = [
        Span("municipality", date(2026, 3, 2), date(2026, 3, 6)),
        Span("initiator", date(2026, 3, 6), date(2026, 3, 10)),
        Span("third_party", date(2026, 3, 10), date(2026, 3, 11)),
        Span("municipality", date(2026, 3, 11)),
    ]
    assert split(spans, date(2026, 3, 13), frozenset()) == {
        Party.MUNICIPALITY: 6,
        Party.INITIATOR: 2,
        Party.THIRD_PARTY: 1,
    }


def test_nobody_waited_when_nothing_happened() -> None:
    assert split([], date(2026, 3, 13), frozenset()) == dict.fromkeys(Party, 0)
