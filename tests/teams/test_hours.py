import pytest

from teams.hours import from_text, in_hours, in_words, to_quarters


@pytest.mark.parametrize(
    ("minutes", "quarters"),
    [(1, 15), (15, 15), (22, 15), (23, 30), (50, 45), (53, 60), (60, 60), (1440, 1440)],
)
def test_minutes_become_quarters(minutes: int, quarters: int) -> None:
    assert to_quarters(minutes) == quarters


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("", None),
        ("0", 0),
        ("0,25", 15),
        ("0.5", 30),
        ("1", 60),
        ("1,5", 90),
        ("1:15", 75),
        ("2 uur", 120),
        ("1,1", 60),
        ("24", 1440),
        ("24,25", None),
        ("99", None),
        ("-1", None),
        ("1,", None),
        ("een", None),
        ("1e3", None),
        ("١", None),
        ("1:75", None),
    ],
)
def test_hours_are_read_as_people_write_them(text: str, minutes: int | None) -> None:
    if minutes is None:
        with pytest.raises(ValueError, match=r"^"):
            from_text(text)
    else:
        assert from_text(text) == minutes


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(15, "15 minuten"), (60, "1 uur"), (90, "1 uur en 30 minuten"), (120, "2 uur"), (1, "1 minuut")],
)
def test_time_in_words(minutes: int, words: str) -> None:
    assert in_words(minutes) == words


@pytest.mark.parametrize(("minutes", "hours"), [(15, "0,25"), (90, "1,5"), (120, "2"), (600, "10"), (0, "0")])
def test_time_on_a_time_sheet(minutes: int, hours: str) -> None:
    assert in_hours(minutes) == hours
