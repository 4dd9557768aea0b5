"""Appointments in the words of calendars: literal, folded, and naming one guest."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import ical
from core.ical import Appointment, Method, Person, feed, folded, method_of, written

PORTAL = Person(name="Initiatiefrijk Zwolle", email="initiatiefrijk@zwolle.example")
WISHES = "ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE"
TALK = Appointment(
    uid="b7d6@zwolle.example",
    sequence=2,
    changed_at=datetime(2026, 3, 11, 9, 0, tzinfo=UTC),
    starts_at=datetime(2026, 3, 27, 13, 0, tzinfo=UTC),
    ends_at=datetime(2026, 3, 30, 13, 30, tzinfo=UTC),
    title="Startgesprek; Buurttuin, aan de dijk",
    text="Waarover:\nde stoep \\ de haag",
    place="",
    url="http://localhost:8000/werkplek/ZW-2026-0001/",
    organiser=PORTAL,
)


def event_of(text: str) -> list[str]:
    lines = text.splitlines()
    return lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("END:VEVENT")]


def test_an_invitation_literally() -> None:
    noor = Person(name='Noor "Noortje" Velthuis', email="noor@example.nl")
    assert event_of(written(TALK, method=Method.REQUEST, guest=noor)) == [
        "UID:b7d6@zwolle.example",
        "SEQUENCE:2",
        "DTSTAMP:20260311T090000Z",
        "DTSTART;TZID=Europe/Amsterdam:20260327T140000",
        "DTEND;TZID=Europe/Amsterdam:20260330T153000",
        "SUMMARY:Startgesprek\\; Buurttuin\\, aan de dijk",
        "DESCRIPTION:Waarover:\\nde stoep \\\\ de haag",
        "URL:http://localhost:8000/werkplek/ZW-2026-0001/",
        'ORGANIZER;CN="Initiatiefrijk Zwolle":mailto:initiatiefrijk@zwolle.example',
        f"ATTENDEE;CN=\"Noor 'Noortje' Velthuis\";{WISHES}:mailto:noor@example.nl",
        "STATUS:CONFIRMED",
    ]


def test_to_keep_it_names_no_guest_and_a_cancel_says_so() -> None:
    kept = event_of(written(TALK, method=Method.PUBLISH))
    gone = event_of(written(TALK, method=Method.CANCEL))
    assert [line for line in kept if line.startswith("ATTENDEE")] == []
    assert (kept[-1], gone[-1]) == ("STATUS:CONFIRMED", "STATUS:CANCELLED")


@pytest.mark.parametrize("method", Method)
def test_the_method_is_read_back(method: Method) -> None:
    assert method_of(written(TALK, method=method)) == method


def test_the_frame_around_the_event() -> None:
    lines = written(TALK, method=Method.PUBLISH).splitlines()
    assert lines[:6] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Initiatiefrijk Zwolle//NL",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VTIMEZONE",
    ]
    assert lines[-2:] == ["END:VEVENT", "END:VCALENDAR"]


def test_a_long_line_is_folded_at_75_octets_and_letters_stay_whole() -> None:
    assert folded("SUMMARY:" + "a" * 67 + "\n") == b"SUMMARY:" + b"a" * 67 + b"\r\n"
    assert folded("SUMMARY:" + "a" * 68 + "\n") == b"SUMMARY:" + b"a" * 67 + b"\r\n a\r\n"
    assert folded("SUMMARY:" + "a" * 66 + "é\n") == b"SUMMARY:" + b"a" * 66 + b"\r\n \xc3\xa9\r\n"


def test_a_second_fold_counts_its_space() -> None:
    assert [len(line) for line in folded("X:" + "b" * 200).split(b"\r\n")] == [75, 75, 54, 0]


@given(st.text(st.characters(blacklist_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=400))
def test_unfolding_gives_the_line_back(line: str) -> None:
    octets = folded(line or "x")
    assert max(len(piece) for piece in octets.split(b"\r\n")) <= 75
    assert octets.replace(b"\r\n ", b"").decode() == (line or "x") + "\r\n"


def test_line_breaks_in_a_title_make_no_new_property() -> None:
    sly = Appointment(**{**vars(TALK), "title": "Tuin\r\nATTENDEE:mailto:x@example.nl", "place": "a\nb"})
    lines = event_of(written(sly, method=Method.PUBLISH))
    assert "SUMMARY:Tuin ATTENDEE:mailto:x@example.nl" in lines
    assert "LOCATION:a b" in lines


# --- A calendar to subscribe to -------------------------------------------------------------------------------------
BREAKS = "\r\nEND:VEVENT\u2028BEGIN:VEVENT\u2029UID:nep\x0bX\x0cY\x85Z\nATTENDEE:mailto:x@example.nl"


def test_a_feed_holds_each_event_once_with_its_own_state() -> None:
    off = replace(TALK, uid="tweede@zwolle.example", is_cancelled=True, category="Slot, en eten")
    text = feed([TALK, off], name="Agenda; van Zwolle")
    lines = text.splitlines()
    assert lines[4:9] == [
        "METHOD:PUBLISH",
        "NAME:Agenda\\; van Zwolle",
        "X-WR-CALNAME:Agenda\\; van Zwolle",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
    ]
    told = [line for line in lines if line.partition(":")[0] in {"UID", "STATUS", "CATEGORIES"}]
    assert told == [
        "UID:b7d6@zwolle.example",
        "STATUS:CONFIRMED",
        "UID:tweede@zwolle.example",
        "CATEGORIES:Slot\\, en eten",
        "STATUS:CANCELLED",
    ]
    assert [lines.count(line) for line in ("BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR")] == [2, 2, 1]


def begun(written_lines: list[str]) -> list[int]:
    return [sum(line.startswith(mark) for line in written_lines) for mark in ("BEGIN:VEVENT", "END:VEVENT", "ATTENDEE")]


def test_no_text_breaks_out_of_its_property() -> None:
    hostile = replace(TALK, title=BREAKS, text=BREAKS, place=BREAKS, category=BREAKS)
    sent = folded(feed([hostile], name=BREAKS)).decode()
    assert begun(sent.splitlines()) == [1, 1, 0]
    assert sent.count("\n") == sent.count("\r\n") == len(sent.splitlines())


def test_without_escapes_a_text_would_break_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control."""
    monkeypatch.setattr(ical, "_escaped", lambda text: text)
    assert begun(folded(feed([replace(TALK, text=BREAKS)], name="x")).decode().splitlines()) != [1, 1, 0]


def test_over_the_change_of_the_clock_the_hours_are_those_of_amsterdam() -> None:
    night = replace(
        TALK,
        starts_at=datetime(2026, 3, 29, 0, 30, tzinfo=UTC),  # 01:30, half an hour before the clock goes on
        ends_at=datetime(2026, 3, 29, 1, 30, tzinfo=UTC),  # 03:30
    )
    lines = event_of(written(night, method=Method.PUBLISH))
    assert [line for line in lines if line.startswith("DT")][1:] == [
        "DTSTART;TZID=Europe/Amsterdam:20260329T013000",
        "DTEND;TZID=Europe/Amsterdam:20260329T033000",
    ]
