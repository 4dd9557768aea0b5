"""Taking the signs of a person out of texts."""

import pytest

from core.pseudonyms import free_texts, signs, without
from initiatives.models import Initiative

NOOR = signs(name="Noor van Velthuis", email="noor@example.nl", phone="06-1234 5678", others=["Dorpsweg 3"])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Groet, Noor", "Groet, (gewist)"),
        ("noor  VAN velthuis belde", "(gewist) belde"),
        ("Mevrouw Velthuis, over de noorderzon", "Mevrouw (gewist), over de noorderzon"),
        ("Noordwijk ligt ver van zee", "Noordwijk ligt ver van zee"),
        ("Mail NOOR@example.nl.", "Mail (gewist)."),
        ("Bel 0612345678 of 06 12 34 56 78", "Bel (gewist) of (gewist)"),
        ("Bel +31 6 1234 5678 of 0031612345678", "Bel (gewist) of (gewist)"),
        ("Bel 0612345679 of 106123456781", "Bel 0612345679 of 106123456781"),
        ("Aan de dorpsweg 3, niet Dorpsweg 31", "Aan de (gewist), niet Dorpsweg 31"),
    ],
)
def test_signs_are_found_however_they_are_written(text, left):
    assert without(text, NOOR) == left


def test_values_by_name_and_lists_too():
    facts = {"name": "Noor", "rows": ["Noor", 3, None], "due_on": "2026-03-11"}
    assert without(facts, NOOR) == {"name": "(gewist)", "rows": ["(gewist)", 3, None], "due_on": "2026-03-11"}


def test_a_column_is_never_too_short():
    assert without("Bo", signs(name="Bo", email="", phone="", others=["Bo"]), longest=5) == "(gewi"


def test_nothing_is_known_of_an_empty_account():
    assert signs(name="", email="", phone="") is None


def test_a_name_of_signs_is_no_pattern():
    assert without("a.b axb", signs(name="a.b (c", email="a.b", phone="")) == "(gewist) axb"


def test_keys_and_choices_are_no_texts():
    names = {field.name for field in free_texts(Initiative)}
    assert {"title", "question", "outcome_note", "search_text"} <= names
    assert not {"number", "slug", "state", "language"} & names
