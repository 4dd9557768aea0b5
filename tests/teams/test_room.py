"""The hours an initiative may cost, in words and standings. No database."""

import pytest

from core.components import Tone
from teams.room import Room


@pytest.mark.parametrize(
    ("reserved", "spent", "words", "tone"),
    [
        (None, 90, "1 uur en 30 minuten gebruikt; er is nog geen ruimte, want er is nog geen positie", Tone.NEUTRAL),
        (480, 180, "3 uur van 8 uur gebruikt, nog 5 uur", Tone.NEUTRAL),
        (480, 384, "6 uur en 24 minuten van 8 uur gebruikt, nog 1 uur en 36 minuten", Tone.WARNING),
        (480, 480, "8 uur van 8 uur gebruikt, nog 0 minuten", Tone.WARNING),
        (480, 525, "8 uur en 45 minuten gebruikt, 45 minuten meer dan de ruimte van 8 uur", Tone.NEGATIVE),
    ],
)
def test_how_a_room_stands(reserved, spent, words, tone):
    room = Room(reserved, spent)
    assert (room.words, room.tone) == (words, tone)


@pytest.mark.parametrize(
    ("reserved", "spent", "more", "over"),
    [(None, 9000, 60, 0), (240, 180, 60, 0), (240, 180, 75, 15), (240, 300, 15, 75)],
)
def test_by_how_much_more_would_exceed_it(reserved, spent, more, over):
    assert Room(reserved, spent).over_by(more) == over


@pytest.mark.parametrize(("spent", "nearly", "over"), [(191, False, False), (192, True, False), (241, True, True)])
def test_when_it_is_time_to_talk(spent, nearly, over):
    room = Room(240, spent)
    assert (room.is_nearly_gone, room.is_overrun) == (nearly, over)
