import re
from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from initiatives.models import TimelineEntry
from initiatives.timeline import SENTENCES, sentence

FACTS = {
    "planned_on": "2026-03-20",
    "name": "Gijs Wolters",
    "hub": "Hanzelab",
    "sum": "€ 900",
    "due_on": "2026-03-12",
    "held_on": "2026-03-10",
    "text": "Plek zoeken",
    "reason": "Geen grond",
    "position": "room",
    "outcome": "idle",
    "party": "third_party",
    "role": "co_initiator",
    "number": "ZW-2026-0007",
}


def entry(event: str) -> TimelineEntry:
    return TimelineEntry(event=event, facts=FACTS, at=datetime(2026, 3, 11, tzinfo=UTC))


def test_dates_and_choices_are_written_as_people_read_them() -> None:
    assert sentence(entry("asked"), public=False) == (
        "De gemeente heeft een vraag gesteld. Graag antwoord uiterlijk op 12 maart 2026."
    )
    assert sentence(entry("position_taken"), public=True) == "De gemeente nam een positie in: ontwikkelingsruimte."


def test_the_public_sentence_has_no_name() -> None:
    assert sentence(entry("taken_up"), public=False) == "Gijs Wolters is de gids van het initiatief."
    assert sentence(entry("taken_up"), public=True) == "Een gids van de gemeente heeft het initiatief opgepakt."


@pytest.mark.parametrize("event", list(SENTENCES))
def test_no_public_sentence_can_name_somebody_or_tell_a_reason(event: str) -> None:
    public = str(SENTENCES[event].public or "")
    assert set(re.findall(r"%\((\w+)\)s", public)) <= {"position", "outcome"}


@pytest.mark.parametrize("event", list(SENTENCES))
def test_every_sentence_can_be_read(event: str) -> None:
    with override("nl"):
        assert "%(" not in sentence(entry(event), public=False)
