"""How answers read, and which questions count."""

import pytest

from initiatives import sheet

TOWN = sheet.TownNames(wijken={"WK019313": "Assendorp"}, themes={"ontmoeten": "Ontmoeten"})


@pytest.mark.parametrize(
    ("name", "value", "reads"),
    [
        ("title", "Tuin", "Tuin"),
        ("title", "", ""),
        ("wijk", "WK019313", "Assendorp"),
        ("wijk", "WK999999", ""),
        ("theme", "ontmoeten", "Ontmoeten"),
        ("place_kind", "city", "Hele stad"),
        ("help_kinds", ["rules", "place"], "een plek, ruimte in regels"),
        ("help_kinds", [], ""),
        ("shown_name", "none", "Geen naam"),
        ("may_be_public", "yes", "Ja"),
        ("may_be_public", "no", "Nee"),
        ("under_sixteen", "", "Nee"),
    ],
)
def test_how_an_answer_reads(name, value, reads):
    assert sheet.readable(name, value, TOWN) == reads


@pytest.mark.parametrize(
    ("name", "answers", "counts"),
    [
        ("title", {}, True),
        ("wijk", {"place_kind": "city"}, False),
        ("wijk", {"place_kind": "wijk"}, True),
        ("wijk", {"place_kind": "address"}, True),
        ("address", {"place_kind": "wijk"}, False),
        ("address_public", {"place_kind": "address"}, True),
        ("guardian_name", {"under_sixteen": "no"}, False),
        ("guardian_agrees", {"under_sixteen": "yes"}, True),
    ],
)
def test_which_questions_count(name, answers, counts):
    assert sheet.applies(name, answers) is counts


def test_every_question_has_a_name_for_in_a_sentence():
    assert list(sheet.QUESTIONS) == list(sheet.NAMES)


def test_rows_come_in_the_order_of_the_questions_and_leave_out_what_does_not_count():
    answers = {"wijk": "WK019313", "title": "Tuin", "place_kind": "city", "unknown": "x"}
    assert [(name, answer) for name, _question, answer in sheet.rows(answers, TOWN)] == [
        ("title", "Tuin"),
        ("place_kind", "Hele stad"),
    ]
