"""The public register: what was given, without names of people who did not choose to be named."""

import pytest

from initiatives.models import Initiative
from stimulus_fund.models import Application
from tests.stimulus_fund.desk import LATER, granted

pytestmark = pytest.mark.django_db
REGISTER = "/fonds/register/"


@pytest.fixture
def award(sent, desk) -> Application:
    """€ 900 for an initiative that everyone may see."""
    Initiative.objects.update(published_at=LATER, public_consent_at=LATER)
    return granted(sent, desk)


def read(client, url: str = REGISTER) -> str:
    return client.get(url).content.decode()


def test_everyone_reads_what_was_given(client, award):
    html = read(client)
    for words in ("Buurttuin aan de Assendorperdijk", "€\xa0900", "ZF-2026-0001", "12 maart 2026", "Assendorp"):
        assert words in html
    assert "Noor Velthuis" not in html


def test_a_name_is_there_for_who_chose_so_and_for_an_organisation(client, award):
    Application.objects.update(name_public=True)
    assert "Noor Velthuis" in read(client)
    Application.objects.update(name_public=False, recipient_kind="organisation", recipient_name="Stichting Groen")
    assert "Stichting Groen" in read(client)


def test_an_initiative_that_is_not_public_has_no_title(client, award):
    Initiative.objects.update(published_at=None)
    html = read(client)
    assert ("Een initiatief dat niet openbaar is" in html, "Buurttuin" in html) == (True, False)


def test_what_was_not_granted_or_taken_back_is_not_there(client, award):
    Application.objects.update(state="revoked")
    assert "Er zijn geen toekenningen gevonden." in read(client)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=buurttuin", True),
        ("?q=zwembad", False),
        ("?jaar=2026", True),
        ("?jaar=1999", True),
        ("?regeling=initiatiefrijk", True),
        ("?regeling=buurtbonus", False),
        ("?pagina=2", False),
        ("?pagina=x&jaar=y&regeling=z", True),
    ],
)
def test_search(client, award, query, found):
    assert ("ZF-2026-0001" in read(client, f"{REGISTER}{query}")) == found


def test_the_same_as_csv(client, award):
    lines = b"".join(client.get("/fonds/register.csv")).decode().splitlines()
    theme = "Groen en natuur"
    assert lines[1] == (
        f'"ZF-2026-0001";"Budget Initiatiefrijk Zwolle";"Buurttuin aan de Assendorperdijk";"{theme}";"Assendorp";"";'
        '"900,00";"2026-03-12"'
    )


def test_the_number_of_queries_does_not_grow(client, award, django_assert_num_queries):
    with django_assert_num_queries(5):
        read(client)
    for number in range(2, 20):
        decision = award.decisions.get()
        award.pk, award.number, award.complete_order = None, f"ZF-2026-{number:04}", number
        award.save()
        decision.pk, decision.application = None, award
        decision.save()
    with django_assert_num_queries(5):
        assert "ZF-2026-0019" in read(client)
