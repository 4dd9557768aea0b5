"""The page of one's own account: details, another address, where one is logged in."""

import pytest
from django.test import Client

from accounts.enums import CodePurpose
from accounts.models import MailedCode, User
from core.models import AuditEntry, OutgoingMail
from tests.accounts.doors import log_in, mailed_code, wrong_code
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
FRESH = ["/account/e-mailadres/", "/account/e-mailadres/code/", "/account/tweede-stap/app/"]


@pytest.fixture
def noor(initiator, clock) -> Client:
    return log_in("noor@example.nl")


def test_the_page_shows_who_you_are_and_where(noor):
    page = noor.get("/account/").content.decode()
    assert [word in page for word in ("Noor Velthuis", "noor@example.nl", "Firefox op Android", "hier en nu")] == [
        True
    ] * 4


def test_details_are_changed(noor, initiator):
    answer = noor.post("/account/gegevens/", {"display_name": "Noor  Velt", "phone": "038-000 01 01", "language": "en"})
    initiator.refresh_from_db()
    assert answer.headers["Location"] == "/account/"
    assert (initiator.display_name, initiator.phone, initiator.language) == ("Noor Velt", "0380000101", "en")
    assert AuditEntry.objects.get().after == {"fields": ["display_name", "phone", "language"]}


def test_a_misleading_name_is_told_at_the_field(noor):
    answer = noor.post("/account/gegevens/", {"display_name": "Gidsteam Zwolle", "phone": "", "language": "nl"})
    assert answer.context["form"].errors == {
        "display_name": ["Deze naam lijkt op die van de gemeente. Vul uw eigen naam in."]
    }


def test_nothing_else_can_be_filled_in(noor, initiator):
    """Fields of the model that are no fields of the form change nothing."""
    before = (
        User.objects.filter(pk=initiator.pk).values("email", "is_active", "erased_at", "password", "created_at").get()
    )
    noor.post(
        "/account/gegevens/",
        {
            "display_name": "Noor",
            "phone": "",
            "language": "nl",
            "email": "x@example.nl",
            "is_active": "",
            "erased_at": "2026-01-01",
            "password": "x",
            "created_at": "2020-01-01",
        },
    )
    assert User.objects.filter(pk=initiator.pk).values(*before).get() == before


@pytest.mark.parametrize("page", FRESH)
def test_what_guards_the_account_asks_for_a_fresh_proof(noor, clock, page):
    clock.shift(15 * 60)
    assert noor.get(page).headers["Location"] == f"/account/bevestigen/?next={page}"
    assert noor.post(page, {"email": "nieuw@example.nl"}).headers["Location"] == f"/account/bevestigen/?next={page}"
    assert MailedCode.objects.filter(purpose=CodePurpose.ADDRESS).count() == 0


def test_a_mailed_code_is_a_fresh_proof(noor, clock):
    clock.shift(15 * 60)
    answer = noor.get("/account/bevestigen/?next=/account/e-mailadres/")
    assert answer.headers["Location"] == "/account/bevestigen/code/?next=%2Faccount%2Fe-mailadres%2F"
    noor.post("/account/bevestigen/code/sturen/", {"next": "/account/e-mailadres/"})
    answer = noor.post(
        "/account/bevestigen/code/", {"code": mailed_code("noor@example.nl"), "next": "/account/e-mailadres/"}
    )
    assert answer.headers["Location"] == "/account/e-mailadres/"
    assert noor.get("/account/e-mailadres/").status_code == 200


def test_a_wrong_code_is_no_proof(noor, clock):
    clock.shift(15 * 60)
    noor.post("/account/bevestigen/code/sturen/")
    wrong = wrong_code("noor@example.nl")
    assert noor.post("/account/bevestigen/code/", {"code": wrong}).status_code == 200
    assert noor.get("/account/e-mailadres/").status_code == 302


def move(client: Client, email: str, code: str | None = None):
    client.post("/account/e-mailadres/", {"email": email})
    return client.post("/account/e-mailadres/code/", {"code": code or mailed_code(email.lower())})


def test_the_account_moves_to_a_mailbox_that_was_shown_to_be_read(noor, initiator):
    answer = move(noor, "Noor.Nieuw@example.nl")
    assert answer.headers["Location"] == "/account/"
    initiator.refresh_from_db()
    assert initiator.email == "noor.nieuw@example.nl"
    notice = OutgoingMail.objects.order_by("pk").last()
    assert (notice.to, notice.subject) == ("noor@example.nl", "Uw account heeft een ander e-mailadres")
    assert "noor.nieuw" not in notice.text
    assert noor.get("/account/").status_code == 200


def test_without_the_code_nothing_moves(noor, initiator):
    noor.post("/account/e-mailadres/", {"email": "ander@example.nl"})
    noor.post("/account/e-mailadres/code/", {"code": wrong_code("ander@example.nl")})
    initiator.refresh_from_db()
    assert initiator.email == "noor@example.nl"


def test_an_address_that_has_an_account_is_told_only_to_who_reads_it(noor, outsider):
    """The page that asks for the code is the same; only the code from that mailbox gets further."""
    assert (
        noor.post("/account/e-mailadres/", {"email": "otto@example.nl"}).headers["Location"]
        == "/account/e-mailadres/code/"
    )
    answer = noor.post("/account/e-mailadres/code/", {"code": mailed_code("otto@example.nl")})
    assert "Met dit e-mailadres is al een account." in answer.content.decode()


def test_moving_logs_out_everywhere_else(noor, initiator):
    other = log_in("noor@example.nl")
    move(noor, "nieuw@example.nl")
    assert other.get("/account/").status_code == 302
    assert noor.get("/account/").status_code == 200


def test_a_code_for_one_purpose_serves_no_other(noor, initiator):
    """The code that went to the new mailbox is no proof, and no way in."""
    noor.post("/account/e-mailadres/", {"email": "nieuw@example.nl"})
    code = mailed_code("nieuw@example.nl")
    noor.post("/account/bevestigen/code/sturen/")
    session = noor.session
    session["proof_code"] = MailedCode.objects.get(email="nieuw@example.nl").key
    session.save()
    assert noor.post("/account/bevestigen/code/", {"code": code}).status_code == 200
    stranger = Client()
    session = stranger.session
    session["login_code"] = MailedCode.objects.get(email="nieuw@example.nl").key
    session.save()
    stranger.cookies["sessie"] = session.session_key
    assert stranger.post("/account/inloggen/code/", {"code": code}).headers["Location"] == "/account/inloggen/"


def test_a_code_of_somebody_else_serves_nobody(noor, outsider):
    otto = log_in("otto@example.nl")
    otto.post("/account/e-mailadres/", {"email": "nieuw@example.nl"})
    session = noor.session
    session["address_code"] = MailedCode.objects.get(email="nieuw@example.nl").key
    session.save()
    answer = noor.post("/account/e-mailadres/code/", {"code": mailed_code("nieuw@example.nl")})
    assert answer.headers["Location"] == "/account/e-mailadres/"


def test_codes_from_before_the_move_are_dead(noor, initiator):
    noor.post("/account/bevestigen/code/sturen/")
    move(noor, "nieuw@example.nl")
    assert MailedCode.objects.filter(user=initiator).count() == 0


def test_one_browser_is_logged_out_from_another(noor, initiator):
    other = log_in("noor@example.nl")
    visits = noor.get("/account/").context["visits"]
    assert [visit.here for visit in visits] == [True, False]
    noor.post("/account/bezoeken/", {"visit": visits[1].name})
    assert other.get("/account/").status_code == 302
    assert noor.get("/account/").status_code == 200


def test_all_others_at_once(noor, initiator):
    others = [log_in("noor@example.nl"), log_in("noor@example.nl")]
    noor.post("/account/bezoeken/")
    assert [other.get("/account/").status_code for other in others] == [302, 302]
    assert noor.get("/account/").status_code == 200


def test_a_copied_cookie_is_worthless_after_logging_out_everywhere(noor, initiator):
    thief = Client()
    thief.cookies["sessie"] = noor.cookies["sessie"].value
    assert thief.get("/account/").status_code == 200
    noor.post("/account/bezoeken/")
    assert thief.get("/account/").status_code == 302


def test_nobody_ends_the_visit_of_somebody_else(noor, outsider):
    otto = log_in("otto@example.nl")
    name = otto.get("/account/").context["visits"][0].name
    noor.post("/account/bezoeken/", {"visit": name})
    assert otto.get("/account/").status_code == 200


def test_the_page_costs_the_same_for_many_visits(noor, initiator, django_assert_num_queries):
    with django_assert_num_queries(5):
        noor.get("/account/")
    for _ in range(3):
        Client().force_login(initiator)
    UserFactory()
    with django_assert_num_queries(5):
        noor.get("/account/")
