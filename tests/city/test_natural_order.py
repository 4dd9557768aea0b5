"""Goals stand in the order people count in, whatever way they were saved."""

import pytest

from city.models import Goal
from city.models.natural_order import natural
from tests.insight.api_rows import rows

CODES = ["V10", "7.10.1", "V2", "7.2.10", "V1", "7.2.9", "D", "v11", "7.2"]
ORDER = ["7.2", "7.2.9", "7.2.10", "7.10.1", "D", "V1", "V2", "V10", "v11"]


def test_codes_sort_as_people_count():
    assert sorted(CODES, key=natural) == ORDER
    assert sorted(CODES) != ORDER  # as text, which is what went wrong


def test_a_long_code_fits_its_column():
    longest = ".".join("1" * 20) + "1"
    assert len(longest) == 40
    assert len(natural(longest)) <= Goal._meta.get_field("sort_code").max_length


@pytest.mark.django_db
def test_goals_are_listed_so_on_their_page_and_in_the_open_data(client, clock):
    Goal.objects.bulk_create(Goal(code=code, name=f"Doel {code}") for code in CODES[:4])
    for code in CODES[4:]:
        Goal.objects.create(code=code, name=f"Doel {code}")
    assert list(Goal.objects.values_list("code", flat=True)) == ORDER
    page = client.get("/doelen/").content.decode()
    assert sorted(ORDER, key=lambda code: page.index(f'/doelen/{code}/"')) == ORDER
    assert [row["code"] for row in rows(client, "/doelen")] == ORDER
    moved = Goal.objects.get(code="V10")
    moved.code = "V0"
    moved.save()
    assert Goal.objects.values_list("code", flat=True)[5] == "V0"


@pytest.mark.django_db
def test_the_town_has_its_tenth_task_after_its_ninth(town):
    codes = list(Goal.objects.filter(code__startswith="V").values_list("code", flat=True))
    assert codes.index("V10") == codes.index("V9") + 1
