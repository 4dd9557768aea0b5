"""What changed between two texts, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from initiatives.differences import GONE, NEW, SAME, Piece, pieces


def test_a_changed_word():
    assert pieces("Een tuin voor allen", "Een moestuin voor allen") == [
        Piece(SAME, "Een "),
        Piece(GONE, "tuin"),
        Piece(NEW, "moestuin"),
        Piece(SAME, " voor allen"),
    ]


def test_a_text_that_came_and_one_that_went():
    assert pieces("", "Nieuw") == [Piece(NEW, "Nieuw")]
    assert pieces("Oud", "") == [Piece(GONE, "Oud")]


def test_a_text_that_was_written_anew_stands_whole_after_the_old_one():
    assert pieces("Op het plein komt een tuin", "Wij eten samen in de zaal") == [
        Piece(GONE, "Op het plein komt een tuin"),
        Piece(NEW, "Wij eten samen in de zaal"),
    ]


@given(st.text(), st.text())
def test_both_texts_can_be_read_back(before, after):
    found = pieces(before, after)
    assert "".join(piece.text for piece in found if piece.kind != NEW) == before
    assert "".join(piece.text for piece in found if piece.kind != GONE) == after
