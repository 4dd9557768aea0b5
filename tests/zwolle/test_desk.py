"""The desk's first page: the queue, who has what, and what went wrong behind the screen."""

import re
from datetime import timedelta

import pytest

from accounts.enums import Role
from core.due import beat
from core.models import JobRun, OutgoingMail
from core.outbox import Message, enqueue
from initiatives.actions.defaults import load_defaults
from initiatives.actions.ownership import take_up
from initiatives.models import PhaseReview, SavedFilter
from tests.factories import ProfileFactory, RoleGrantFactory, UserFactory
from tests.initiatives.desk_rows import MONDAY, WEDNESDAY, came_in, queries, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

DESK = "/beheer/"


@pytest.fixture
def desk(client, town, guide):
    """The guide's browser."""
    load_defaults()
    client.force_login(guide)
    return client


def tabs(page):
    """Each list with its count."""
    found = re.findall(r'<a href="\?lijst=([\w-]+)"[^>]*>[^<]*<span class="count">(\d+)</span>', page)
    return {key: int(count) for key, count in found}


def titles(page):
    return re.findall(r'<a class="name" href="[^"]+">([^<]+)</a>', page)


def test_the_lists_have_counts_and_the_untouched_come_first(desk, guide, initiator):
    came_in("Nieuw", by=initiator)
    take_up(initiative=came_in("Van mij", by=initiator), owner=guide, by=guide, at=MONDAY)
    page = text(desk.get(DESK))
    assert tabs(page) == {
        "nieuw": 1,
        "wij": 1,
        "initiatiefnemer": 0,
        "bijna": 0,
        "te-laat": 2,
        "zonder-positie": 1,
        "mijn": 1,
    }
    assert titles(page) == ["Nieuw"]
    assert titles(text(desk.get(f"{DESK}?lijst=mijn"))) == ["Van mij"]


def test_a_row_says_how_long_it_waits_in_a_word_and_what_comes_next(desk, initiator):
    came_in("Nieuw", by=initiator)
    page = text(desk.get(DESK))
    assert "7 werkdagen" in page
    assert '<span class="tag tag-negative">te laat</span> Eerste antwoord' in page
    assert "uiterlijk 9 maart, 2 werkdagen te laat" in page


def test_links_to_cases_keep_the_list(desk, initiator):
    case = came_in("Nieuw", by=initiator)
    assert f"/beheer/initiatives/initiative/{case.pk}/change/?lijst=te-laat" in text(desk.get(f"{DESK}?lijst=te-laat"))


def test_an_empty_list_says_so(desk):
    assert "Deze lijst is leeg" in text(desk.get(f"{DESK}?lijst=te-laat"))


def test_the_list_has_pages(desk, initiator):
    for number in range(26):
        came_in(f"Plan {number}")
    first, second = text(desk.get(DESK)), text(desk.get(f"{DESK}?lijst=nieuw&pagina=2"))
    assert (len(titles(first)), len(titles(second))) == (25, 1)
    assert "Pagina 1 van 2" in first


@pytest.mark.parametrize(
    "query",
    ["lijst=nergens", "lijst=", "pagina=x", "pagina=-1", "pagina=1e12", "pagina=" + "9" * 5000, "lijst=%00", "a=1"],
)
def test_nonsense_in_the_address_shows_the_first_list(desk, query):
    assert desk.get(f"{DESK}?{query}").status_code in {200, 400}


def test_the_queries_do_not_depend_on_the_rows(desk, guide, initiator):
    came_in("Een", by=initiator)
    desk.get(DESK)
    one = queries(desk, DESK)
    came_in("Twee", by=initiator)
    take_up(initiative=came_in("Drie", by=initiator), owner=guide, by=guide, at=MONDAY)
    came_in("Vier", by=initiator)
    assert queries(desk, DESK) == one


def test_who_has_what_with_absence(desk, guide):
    away = UserFactory(display_name="Hanneke Vloed")
    RoleGrantFactory(user=away, role=Role.GUIDE)
    ProfileFactory(user=away, absent_from=WEDNESDAY.date(), absent_until=WEDNESDAY.date() + timedelta(days=2))
    page = text(desk.get(DESK))
    assert page.index("Gijs Wolters</a>") < page.index("Hanneke Vloed</a>")
    assert "afwezig tot en met 13 maart" in page


def test_mails_that_were_not_delivered_are_named_but_no_codes(desk):
    enqueue(
        Message(to="a@example.nl", subject="Uw initiatief heeft een gids", text="Dag", kind="x"),
        Message(to="b@example.nl", subject="Code 123456", text="123456", kind="x", secret=True),
        at=MONDAY,
    )
    assert "Alle e-mails zijn bezorgd of onderweg." in text(desk.get(DESK))
    OutgoingMail.objects.update(state=OutgoingMail.State.FAILED, failure="550 onbekend")
    page = text(desk.get(DESK))
    assert "2 e-mails zijn niet bezorgd" in page
    assert "Uw initiatief heeft een gids" in page
    assert "123456" not in page


def test_it_warns_when_the_due_work_stands_still(desk):
    assert text(desk.get(DESK)).count("heeft nog nooit gewerkt") == 1
    beat(WEDNESDAY)
    assert "Waarschuwen voor beloftes: " in text(desk.get(DESK))
    JobRun.objects.filter(name="work").update(next_at=WEDNESDAY - timedelta(hours=1))
    page = text(desk.get(DESK))
    assert "Alles wat vanzelf gaat: " in page
    assert "had moeten werken op 11 maart 09:00" in page
    assert "Laatst gewerkt op 11 maart 10:00." in page


def test_critical_words_and_saved_filters_are_in_sight(desk, guide, initiator):
    case = take_up(initiative=came_in("Kritiek", by=initiator), owner=guide, by=guide, at=MONDAY)
    PhaseReview.objects.create(initiative=case, phase="owned", grade="bad", given_by=initiator, given_at=MONDAY)
    SavedFilter.objects.create(owner=guide, name="Assendorp", query="wijk=assendorp")
    page = text(desk.get(DESK))
    assert "De initiatiefnemer vond: Niet goed" in page
    assert '/beheer/initiatives/initiative/?wijk=assendorp">Assendorp</a>' in page


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.GUIDE, (True, True, True)),
        (Role.WIJKMANAGER, (True, False, True)),
        (Role.DESK_EMPLOYEE, (False, False, True)),
        (Role.EDITOR, (False, False, False)),
        (Role.ADMINISTRATOR, (False, True, False)),
        (Role.RECORDS_APPROVER, (False, False, False)),
        (Role.FUND_OFFICER, (False, False, False)),
        (Role.DECISION_MAKER, (False, False, False)),
    ],
)
def test_each_role_sees_its_own_part(client, town, role, sees):
    load_defaults()
    person = UserFactory()
    RoleGrantFactory(user=person, role=role)
    client.force_login(person)
    page = text(client.get(DESK))
    assert ("Nieuw zonder gids" in page, "Post en herinneringen" in page, "/beheer/invoeren/" in page) == sees


@pytest.mark.parametrize("role", [Role.EP_MEMBER, Role.COUNCIL_MEMBER])
def test_others_do_not_enter(client, town, role):
    person = UserFactory()
    RoleGrantFactory(user=person, role=role)
    client.force_login(person)
    assert client.get(DESK).status_code == 403


def test_residents_and_visitors_do_not_enter(client, town, initiator):
    assert client.get(DESK).status_code == 302
    client.force_login(initiator)
    assert client.get(DESK).status_code == 403
