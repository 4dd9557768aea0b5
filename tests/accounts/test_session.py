"""How long a session lasts, and that nothing typed is lost when it had ended."""

import pytest
from django.test import Client

from accounts.models import Session
from tests.accounts.doors import is_in, log_in, mailed_code

pytestmark = pytest.mark.django_db
DETAILS = "/account/gegevens/"
TYPED = {"display_name": "Noor Velthuis van de Tuin", "phone": "", "language": "nl"}
MINUTE = 60
HOUR = 60 * MINUTE


@pytest.fixture
def noor(initiator, clock) -> Client:
    return log_in("noor@example.nl")


def test_a_session_ends_an_hour_after_its_last_use(noor, clock):
    clock.shift(50 * MINUTE)
    assert noor.get(DETAILS).status_code == 200
    clock.shift(50 * MINUTE)
    assert noor.get(DETAILS).status_code == 200
    clock.shift(HOUR + 1)
    assert noor.get(DETAILS).status_code == 302


def test_a_session_ends_twelve_hours_after_it_began_whatever_happens(noor, clock):
    for _ in range(24):
        assert noor.get(DETAILS).status_code == 200
        clock.shift(30 * MINUTE)
    clock.shift(MINUTE)
    assert noor.get(DETAILS).status_code == 302


def test_without_the_longest_time_it_would_go_on(noor, clock, settings):
    """Negative control."""
    settings.SESSION_LONGEST_SECONDS = 10**9
    for _ in range(26):
        assert noor.get(DETAILS).status_code == 200
        clock.shift(30 * MINUTE)


def test_reading_renews_the_session_at_most_every_five_minutes(noor, clock):
    expiry = Session.objects.get().expire_date
    clock.shift(5 * MINUTE)
    noor.get(DETAILS)
    assert Session.objects.get().expire_date == expiry
    clock.shift(1)
    noor.get(DETAILS)
    assert (Session.objects.get().expire_date - expiry).total_seconds() == 5 * MINUTE + 1


def test_the_page_tells_the_script_how_long_is_left(noor, clock):
    assert 'data-session="3600"' in noor.get(DETAILS).content.decode()
    clock.shift(4 * MINUTE)
    assert 'data-session="3360"' in noor.get(DETAILS).content.decode()
    assert "data-session" not in Client().get("/account/inloggen/").content.decode()


def test_staying_renews(noor, clock):
    clock.shift(4 * MINUTE)
    assert noor.post("/account/blijven/").json() == {"seconds": 3600}
    assert Client().post("/account/blijven/").json() == {"seconds": 0}


def test_what_was_sent_too_late_is_kept_and_sent_after_logging_in(noor, initiator, clock):
    clock.shift(2 * HOUR)
    answer = noor.post(f"{DETAILS}?van=mail", TYPED)
    assert answer.headers["Location"] == "/account/inloggen/?next=/account/verder/"
    noor.post("/account/inloggen/", {"email": "noor@example.nl"})
    answer = noor.post("/account/inloggen/code/", {"code": mailed_code("noor@example.nl"), "next": "/account/verder/"})
    assert answer.headers["Location"] == "/account/verder/"
    page = noor.get("/account/verder/").content.decode()
    assert '<form method="post" action="/account/gegevens/?van=mail">' in page
    assert '<input type="hidden" name="display_name" value="Noor Velthuis van de Tuin">' in page
    noor.post(f"{DETAILS}?van=mail", TYPED)
    initiator.refresh_from_db()
    assert initiator.display_name == "Noor Velthuis van de Tuin"
    assert "Er is niets bewaard" in noor.get("/account/verder/").content.decode()


def test_the_session_with_a_kept_text_lasts_an_hour_again_after_logging_in(noor, clock):
    clock.shift(2 * HOUR)
    noor.post(DETAILS, TYPED)
    log_in("noor@example.nl", noor)
    clock.shift(HOUR + 1)
    assert noor.get(DETAILS).status_code == 302


def test_the_next_person_at_the_same_computer_does_not_read_it(noor, outsider, clock):
    clock.shift(2 * HOUR)
    noor.post(DETAILS, TYPED)
    log_in("otto@example.nl", noor)
    assert "Tuin" not in noor.get("/account/verder/").content.decode()
    assert "kept_text" not in noor.session


def test_nothing_is_kept_for_who_was_never_logged_in_here():
    stranger = Client()
    answer = stranger.post(DETAILS, TYPED)
    assert answer.headers["Location"] == f"/account/inloggen/?next={DETAILS}"
    assert "kept_text" not in stranger.session


def test_secrets_are_never_kept(noor, clock):
    clock.shift(2 * HOUR)
    noor.post(DETAILS, {**TYPED, "code": "123456", "password": "geheim", "csrfmiddlewaretoken": "x"})
    assert [name for name, _value in noor.session["kept_text"]["fields"]] == ["display_name", "language"]


def test_more_than_anybody_types_is_not_kept(noor, clock):
    clock.shift(2 * HOUR)
    noor.post(DETAILS, {"display_name": "x" * 200_001})
    assert "kept_text" not in noor.session


def test_a_day_later_it_is_gone(noor, clock):
    clock.shift(2 * HOUR)
    noor.post(DETAILS, TYPED)
    log_in("noor@example.nl", noor)
    session = noor.session
    session["kept_text"]["at"] -= 24 * HOUR + 1
    session.save()
    assert "Er is niets bewaard" in noor.get("/account/verder/").content.decode()


def test_it_can_be_thrown_away(noor, clock):
    clock.shift(2 * HOUR)
    noor.post(DETAILS, TYPED)
    log_in("noor@example.nl", noor)
    noor.post("/account/verder/")
    assert "Er is niets bewaard" in noor.get("/account/verder/").content.decode()


def test_a_script_keeps_its_page(noor, clock):
    clock.shift(2 * HOUR)
    answer = noor.post(DETAILS, TYPED, headers={"hx-request": "true"})
    assert (answer.status_code, answer.headers["HX-Trigger"]) == (204, "session-ended")


def old_form(client: Client, **headers: str):
    """A form with the token of before logging in."""
    client.handler.enforce_csrf_checks = True
    return client.post(DETAILS, {**TYPED, "csrfmiddlewaretoken": "a" * 64}, headers=headers)


def test_a_form_from_before_logging_in_again_is_not_lost(noor, initiator):
    answer = old_form(noor, origin="http://testserver")
    assert answer.headers["Location"] == "/account/verder/"
    initiator.refresh_from_db()
    assert initiator.display_name == "Noor Velthuis"
    assert "Noor Velthuis van de Tuin" in noor.get("/account/verder/").content.decode()


@pytest.mark.parametrize("headers", [{}, {"origin": "https://evil.example"}, {"origin": "null"}])
def test_a_form_from_elsewhere_is_refused_and_not_offered(noor, headers):
    assert old_form(noor, **headers).status_code == 403
    assert "kept_text" not in noor.session


def test_logging_out_leaves_nothing_behind(noor):
    noor.post("/account/uitloggen/")
    assert not is_in(noor)
    assert Session.objects.filter(user__isnull=False).count() == 0


def test_a_session_belongs_to_the_account_it_was_made_for(noor, initiator):
    assert Session.objects.get().user == initiator
    assert Session.get_session_store_class().get_model_class() is Session
