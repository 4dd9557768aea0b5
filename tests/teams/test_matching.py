"""Who fits, in what order, and the words for why. No database."""

from dataclasses import replace

from teams.matching import Candidate, Needs, propose

NEEDS = Needs(theme="Groen en natuur", wijk=7, wijk_name="Assendorp", heard=frozenset())
NOBODY = Candidate(
    user=1,
    name="Anna",
    department=None,
    department_name="",
    knows=(),
    wijken=frozenset(),
    minutes_left=None,
)
KNOWS = replace(NOBODY, user=2, name="Bo", knows=("Ecologie", "Groenontwerp"), department=3, department_name="Groen")


def names(*candidates: Candidate, needs: Needs = NEEDS, most: int = 5) -> list[str]:
    return [proposal.candidate.name for proposal in propose(candidates, needs, most=most)]


def reasons(candidate: Candidate, needs: Needs = NEEDS) -> tuple[str, ...]:
    return propose([candidate], needs, most=1)[0].reasons


def test_each_proposal_says_why():
    fits = replace(KNOWS, wijken=frozenset({7}), minutes_left=150)
    assert reasons(fits) == (
        "weet van Ecologie, Groenontwerp (thema Groen en natuur)",
        "werkt in Assendorp",
        "Groen denkt nog niet mee",
        "heeft deze week nog 2,5 uur",
    )
    assert propose([fits], NEEDS, most=1)[0].why == (
        "weet van Ecologie, Groenontwerp (thema Groen en natuur); werkt in Assendorp; Groen denkt nog niet mee; "
        "heeft deze week nog 2,5 uur"
    )


def test_who_knows_nothing_of_it_is_not_proposed():
    roomy = replace(NOBODY, department=3, department_name="Groen", minutes_left=600)
    assert names(roomy) == []
    assert names(replace(roomy, stands_in_for="Cees")) == ["Anna"]
    assert names(replace(roomy, wijken=frozenset({7}))) == ["Anna"]


def test_knowing_goes_before_the_place_and_the_place_before_nothing():
    there = replace(NOBODY, user=4, name="Dien", wijken=frozenset({7}))
    assert names(there, KNOWS) == ["Bo", "Dien"]


def test_a_third_subject_counts_no_more_than_a_second():
    third = replace(KNOWS, user=5, name="Abe", knows=("Bodem", "Ecologie", "Groenontwerp"), department=None)
    assert names(third, KNOWS) == ["Bo", "Abe"]


def test_the_list_is_of_many_departments():
    twin = replace(KNOWS, user=6, name="Els")
    other = replace(KNOWS, user=7, name="Fas", knows=("Ecologie",), department=4, department_name="Sport")
    assert names(KNOWS, twin, other, most=2) == ["Bo", "Els"]
    one = replace(twin, knows=("Ecologie",))
    assert names(KNOWS, one, other, most=2) == ["Bo", "Fas"]


def test_a_department_that_thinks_along_is_no_reason():
    heard = replace(NEEDS, heard=frozenset({3}))
    assert reasons(KNOWS, heard) == ("weet van Ecologie, Groenontwerp (thema Groen en natuur)",)


def test_a_full_week_is_a_warning_and_costs_the_place():
    full = replace(KNOWS, minutes_left=0)
    free = replace(KNOWS, user=8, name="Gea", knows=("Ecologie",), department=9, department_name="Sport")
    assert [proposal.warning for proposal in propose([full], NEEDS, most=1)] == ["heeft deze week geen uren meer"]
    assert names(full, free) == ["Bo", "Gea"]
    assert names(replace(full, minutes_left=-60, knows=("Ecologie",)), free) == ["Gea", "Bo"]


def test_less_than_an_hour_is_neither_room_nor_full():
    little = propose([replace(KNOWS, minutes_left=45)], NEEDS, most=1)[0]
    assert (little.warning, len(little.reasons)) == ("", 2)


def test_equals_go_by_name():
    assert names(replace(KNOWS, user=10, name="Zoë", department=8, department_name="Sport"), KNOWS) == ["Bo", "Zoë"]


def test_at_most_as_many_as_asked_for():
    many = [replace(KNOWS, user=number, name=f"Persoon {number:02}") for number in range(20, 40)]
    assert len(propose(many, NEEDS, most=5)) == 5
