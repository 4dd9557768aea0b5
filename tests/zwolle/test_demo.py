"""The demonstration's own pages, and that they exist nowhere else."""

import pytest

from core.models import OutgoingMail
from tests.factories import RoleGrantFactory, UserFactory
from zwolle.checks import demo_stays_at_home

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings):
    settings.DEMO = True
    return settings


@pytest.fixture
def letter(client) -> OutgoingMail:
    client.post("/account/inloggen/", {"email": "noor@example.nl"})
    return OutgoingMail.objects.get()


@pytest.mark.parametrize("page", ["/demo/", "/demo/postvak/", "/demo/postvak/1/"])
def test_outside_the_demonstration_there_is_no_such_page(client, guide, page):
    assert client.get(page).status_code == 404
    assert client.post(page, {"person": guide.pk}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_one_press_and_you_are_somebody(client, demo, guide):
    answer = client.post("/demo/", {"person": guide.pk})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/beheer/")
    assert client.session["_auth_user_id"] == str(guide.pk)


def test_the_next_press_ends_the_session_of_the_one_before(client, demo, guide, initiator):
    client.post("/demo/", {"person": guide.pk})
    before = client.cookies["sessie"].value
    client.post("/demo/", {"person": initiator.pk})
    assert client.session["_auth_user_id"] == str(initiator.pk)
    assert client.cookies["sessie"].value != before


@pytest.mark.parametrize("person", ["", "0", "x", "-1", "9" * 30])
def test_nobody_by_that_number(client, demo, person):
    assert client.post("/demo/", {"person": person}).status_code == 404


def test_who_there_is(client, demo, initiative, initiator, guide):
    UserFactory(display_name="Weg", is_active=False)
    page = client.get("/demo/").content.decode()
    assert [name in page for name in ("Noor Velthuis", "Gijs Wolters", "Buurttuin", "Weg")] == [True, True, True, False]


def test_who_has_a_role_in_two_wijken_stands_there_once(client, demo, guide, assendorp):
    RoleGrantFactory(user=guide, role="guide", scope=assendorp.scope)
    assert client.get("/demo/").content.decode().count("Gijs Wolters</button>") == 1


def test_the_page_costs_the_same_for_many(client, demo, initiative, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get("/demo/")
    for _ in range(3):
        UserFactory()
    with django_assert_num_queries(3):
        client.get("/demo/")


def test_the_mailbox_shows_every_mail(client, demo, letter):
    assert "Uw code om in te loggen" in client.get("/demo/postvak/").content.decode()
    assert "Er zijn nog geen e-mails" in client.get("/demo/postvak/?aan=otto@example.nl").content.decode()
    page = client.get(f"/demo/postvak/{letter.pk}/").content.decode()
    assert "Dit is uw code:" in page


def test_demo_on_a_public_host_is_an_error(settings):
    settings.DEMO, settings.ALLOWED_HOSTS = True, ["localhost", "portal.example"]
    assert [problem.id for problem in demo_stays_at_home(None)] == ["zwolle.E001"]
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    assert demo_stays_at_home(None) == []
    settings.PUBLIC_ADDRESS = "https://portal.example"
    assert [problem.id for problem in demo_stays_at_home(None)] == ["zwolle.E001"]
    settings.DEMO = False
    assert demo_stays_at_home(None) == []
