"""Dutch amounts in euros: exact cents in, exact cents out."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from core import amounts
from core.euro_field import EuroField


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1.250,50", 125_050),
        ("1250,50", 125_050),
        ("1250,5", 125_050),
        ("1.250", 125_000),
        ("€ 80,-", 8_000),
        ("80 euro", 8_000),
        ("EUR 12,05", 1_205),
        (" 0,01 ", 1),
        ("0", 0),
        ("999.999.999,99", 99_999_999_999),
        ("€\u00a01.000,00", 100_000),
    ],
)
def test_an_amount_is_read_as_a_dutch_reader_writes_it(typed: str, cents: int) -> None:
    assert amounts.parse(typed) == cents


@pytest.mark.parametrize(
    "typed",
    ["-1", "0,005", "1e9", "NaN", "1.25", "1,000.50", "１２", "1e400", "", "€", "1.0000", "12,", "1 250", "1_000", "∞"],
)
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(amounts.NotAnAmount):
        amounts.parse(typed)


@given(st.integers(0, amounts.MOST_CENTS))
def test_what_is_written_is_read_back(cents: int) -> None:
    assert amounts.parse(amounts.written(cents)) == cents
    assert amounts.parse(amounts.shown(cents)) == cents


@given(st.text(max_size=30))
def test_any_text_is_an_amount_or_is_refused(text: str) -> None:
    try:
        cents = amounts.parse(text)
    except amounts.NotAnAmount:
        return
    assert 0 <= cents <= amounts.MOST_CENTS
    assert type(cents) is int


def test_an_amount_is_shown_with_what_it_needs() -> None:
    assert amounts.shown(125_050) == "€\u00a01.250,50"
    assert amounts.shown(-125_000) == "€\u00a0-1.250"


@pytest.mark.parametrize(
    ("part", "whole", "fits"), [(5_000, 10_000, True), (5_001, 10_000, False), (333_34, 666_67, False), (0, 0, True)]
)
def test_a_share_is_compared_exactly_and_not_after_rounding(part: int, whole: int, fits: bool) -> None:
    assert amounts.is_within(part, whole, 50) is fits


def test_a_share_is_shown_in_hundredths() -> None:
    assert str(amounts.share(1, 3)) == "33.33"
    assert str(amounts.share(5, 0)) == "0"


def test_the_field_gives_cents_and_shows_them_again() -> None:
    field = EuroField(least=1, most=1_500_000, required=False)
    assert field.clean("1.250,50") == 125_050
    assert field.clean("") is None
    assert field.prepare_value(125_050) == "1.250,50"
    assert field.prepare_value("1.250,5x") == "1.250,5x"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("1.25", "Schrijf een bedrag in euro’s, bijvoorbeeld 1.250,50."),
        ("0", "Vul een bedrag in van ten minste € 0,01."),
        ("15.000,01", "Vul een bedrag in van hoogstens € 15.000."),
    ],
)
def test_the_field_says_what_is_wrong(typed: str, sentence: str) -> None:
    with pytest.raises(ValidationError) as refused:
        EuroField(least=1, most=1_500_000).clean(typed)
    assert refused.value.messages == [sentence]
