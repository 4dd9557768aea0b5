"""Whoever works for the municipality proves twice who they are, on every way in and at every address."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from accounts import second_factor
from accounts.forms import second_factor as forms
from accounts.models import User
from core.models import OutgoingMail
from tests.accounts.doors import CODE, LOGIN, SECRET, app_code, is_in, log_in, mailed_code
from tests.house.access_table import ACCESS
from tests.house.test_access_by_role import filled

pytestmark = pytest.mark.django_db
SET_UP = "/account/tweede-stap/"
APP = "/account/tweede-stap/app/"
STEP = "/account/inloggen/tweede-stap/"
DESK = "/beheer/"


@pytest.fixture(autouse=True)
def required(settings):
    settings.STAFF_SECOND_FACTOR = True


@pytest.fixture
def armed(guide, clock) -> User:
    """A guide with an app for codes."""
    TOTP.activate(guide, SECRET)
    return guide


def first_step(email: str, page: str = "") -> tuple[Client, object]:
    client = Client()
    client.post(LOGIN, {"email": email})
    return client, client.post(CODE, {"code": mailed_code(email), "next": page})


# --- Without one ----------------------------------------------------------------------------------------------------
def test_a_guide_without_a_second_factor_is_led_to_setting_one_up(guide, clock):
    client = log_in(guide.email)
    assert client.get(DESK).headers["Location"] == f"{SET_UP}?next={DESK}"
    page = client.get(f"{SET_UP}?next={DESK}").content.decode()
    assert "Voor uw werk bij de gemeente is een tweede stap nodig." in page


@pytest.mark.sqlite
def test_no_address_for_staff_opens_without_it(guide, clock, town):
    client = log_in(guide.email)
    staff = [route for route, who in ACCESS.items() if who.startswith("needs(")]
    answers = {route: client.get(filled(route)) for route in staff}
    assert len(staff) > 20
    assert {
        route: answer.status_code
        for route, answer in answers.items()
        if answer.status_code != 302 or not answer.headers["Location"].startswith(f"{SET_UP}?next=")
    } == {}


def test_roles_give_nothing_at_addresses_for_everybody(guide, initiative, clock):
    """A page that shows staff more asks for their words, and those are asleep."""
    client = log_in(guide.email)
    request = client.get("/account/").wsgi_request
    assert request.user.is_staff
    assert not request.user.has_perm("initiatives.triage")
    assert request.user.scopes("initiatives.see_cases") == frozenset()


def test_without_the_middleware_the_desk_would_open(guide, clock, settings):
    """Negative control."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "SecondFactor" not in name]
    assert log_in(guide.email).get(DESK).status_code == 200


def test_residents_need_none(initiator, clock):
    client = log_in(initiator.email)
    assert client.get("/account/").status_code == 200


def test_setting_one_up_opens_the_desk(guide, clock, django_capture_on_commit_callbacks):
    client = log_in(guide.email)
    client.get(APP)
    secret = client.session["mfa.totp.secret"]
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(APP, {"code": app_code(secret)})
    assert answer.headers["Location"] == "/account/tweede-stap/noodcodes/"
    assert client.get(DESK).status_code == 200
    assert OutgoingMail.objects.order_by("pk").last().subject == "De beveiliging van uw account is veranderd"


def test_a_wrong_first_code_sets_nothing_up(guide, clock):
    client = log_in(guide.email)
    client.get(APP)
    answer = client.post(APP, {"code": app_code(client.session["mfa.totp.secret"], steps=9)})
    assert answer.context["form"].errors == {"code": ["Deze code klopt niet. Kijk hem na."]}
    assert client.get(DESK).status_code == 302


# --- With one -------------------------------------------------------------------------------------------------------
def test_the_mailed_code_alone_does_not_let_in(armed):
    client, answer = first_step(armed.email, DESK)
    assert answer.headers["Location"] == STEP
    assert not is_in(client)
    assert client.get(DESK).headers["Location"].startswith(LOGIN)
    assert client.get("/account/").headers["Location"].startswith(LOGIN)


def test_the_app_lets_in_and_leads_on(armed):
    client, _answer = first_step(armed.email, DESK)
    answer = client.post(STEP, {"code": app_code()})
    assert answer.headers["Location"] == DESK
    assert client.get(DESK).status_code == 200


def test_residents_with_an_app_are_asked_too(initiator, clock):
    TOTP.activate(initiator, SECRET)
    client, answer = first_step(initiator.email)
    assert answer.headers["Location"] == STEP
    client.post(STEP, {"code": app_code()})
    assert is_in(client)


def test_the_second_step_cannot_be_had_without_the_first(armed):
    assert Client().get(STEP).headers["Location"] == LOGIN
    client = Client()
    client.post(LOGIN, {"email": armed.email})
    assert client.get(STEP).headers["Location"] == LOGIN
    assert client.post(STEP, {"code": app_code()}).headers["Location"] == LOGIN


def test_the_second_step_waits_fifteen_minutes(armed, clock):
    client, _answer = first_step(armed.email)
    clock.shift(15 * 60 + 1)
    assert client.post(STEP, {"code": app_code()}).headers["Location"] == LOGIN


def test_five_wrong_codes_and_the_right_one_must_wait(armed, clock):
    client, _answer = first_step(armed.email)
    for step in range(5):
        client.post(STEP, {"code": app_code(steps=9 + step)})
    answer = client.post(STEP, {"code": app_code()})
    assert answer.context["form"].errors == {
        "code": ["U heeft te vaak een verkeerde code ingevuld. Probeer het over vijf minuten."]
    }
    clock.shift(5 * 60 + 1)
    client.post(STEP, {"code": app_code()})
    assert is_in(client)


def test_a_code_of_the_app_serves_once(armed, clock):
    first, _answer = first_step(armed.email)
    code = app_code()
    first.post(STEP, {"code": code})
    assert is_in(first)
    clock.shift(31)
    second, _answer = first_step(armed.email)
    second.post(STEP, {"code": code})
    assert not is_in(second)


def test_without_our_own_memory_the_code_would_serve_again(armed, clock, monkeypatch):
    """Negative control: the library remembers a code for half a minute and accepts it for one and a half."""
    monkeypatch.setattr(forms, "serves_once", lambda form, code: code)
    first, _answer = first_step(armed.email)
    code = app_code()
    first.post(STEP, {"code": code})
    clock.shift(31)
    second, _answer = first_step(armed.email)
    second.post(STEP, {"code": code})
    assert is_in(second)


def test_a_recovery_code_serves_once(armed):
    code = RecoveryCodes.activate(armed).generate_codes()[0]
    first, _answer = first_step(armed.email)
    first.post(STEP, {"code": code})
    assert is_in(first)
    second, _answer = first_step(armed.email)
    second.post(STEP, {"code": code})
    assert not is_in(second)


def test_a_session_from_before_the_second_factor_must_show_it(guide, clock):
    """Another browser set one up meanwhile: this session has not passed."""
    client = log_in(guide.email)
    TOTP.activate(guide, SECRET)
    assert client.get(DESK).headers["Location"] == f"/account/bevestigen/?next={DESK}"
    answer = client.get(f"/account/bevestigen/?next={DESK}")
    assert answer.headers["Location"] == "/account/bevestigen/app/?next=%2Fbeheer%2F"
    answer = client.post("/account/bevestigen/app/", {"code": app_code(), "next": DESK})
    assert answer.headers["Location"] == DESK
    assert client.get(DESK).status_code == 200


# --- Changing it ----------------------------------------------------------------------------------------------------
def armed_client(armed: User) -> Client:
    client, _answer = first_step(armed.email)
    client.post(STEP, {"code": app_code()})
    return client


def test_changing_it_asks_for_a_fresh_second_factor_and_not_for_a_mailed_code(armed, clock):
    client = armed_client(armed)
    clock.shift(15 * 60)
    factor = Authenticator.objects.get()
    page = f"/account/tweede-stap/{factor.pk}/verwijderen/"
    assert client.post(page).headers["Location"] == f"/account/bevestigen/?next={page}"
    answer = client.get("/account/bevestigen/code/")
    assert answer.headers["Location"].startswith("/account/bevestigen/?next=")
    assert Authenticator.objects.count() == 1


def test_staff_keep_their_last_one(armed):
    client = armed_client(armed)
    page = f"/account/tweede-stap/{Authenticator.objects.get().pk}/verwijderen/"
    assert "Dit is uw laatste tweede stap." in client.get(page).content.decode()
    client.post(page)
    assert second_factor.has_one(armed)


def test_residents_may_remove_theirs(initiator, clock):
    TOTP.activate(initiator, SECRET)
    client, _answer = first_step(initiator.email)
    client.post(STEP, {"code": app_code()})
    client.post(f"/account/tweede-stap/{Authenticator.objects.get().pk}/verwijderen/")
    assert Authenticator.objects.count() == 0
    assert OutgoingMail.objects.order_by("pk").last().subject == "De beveiliging van uw account is veranderd"


def test_nobody_removes_the_one_of_somebody_else(armed, initiator):
    client = log_in(initiator.email)
    page = f"/account/tweede-stap/{Authenticator.objects.get().pk}/verwijderen/"
    assert client.post(page).status_code == 404


def test_recovery_codes_are_shown_once(armed):
    client = armed_client(armed)
    page = "/account/tweede-stap/noodcodes/"
    assert client.get(page).context["fresh"] == []
    codes = client.post(page).context["fresh"]
    assert (len(codes), len(set(codes)), {len(code) for code in codes}) == (10, 10, {8})
    again = client.get(page)
    assert (again.context["fresh"], again.context["left"]) == ([], 10)
    assert not any(code in again.content.decode() for code in codes)


def test_who_has_no_second_factor_gets_no_recovery_codes(initiator, clock):
    client = log_in(initiator.email)
    assert client.post("/account/tweede-stap/noodcodes/").context["fresh"] == []
    assert Authenticator.objects.count() == 0


def test_the_admin_has_no_login_of_its_own(armed, clock):
    assert Client().get("/beheer/login/").headers["Location"].startswith(LOGIN)
    answer = Client().post("/beheer/login/", {"username": armed.email, "password": "x"})
    assert answer.headers["Location"].startswith(LOGIN)


@pytest.mark.parametrize("page", ["/beheer/password_change/", "/account/login/", "/account/password/reset/"])
def test_there_are_no_passwords_anywhere(armed, page):
    client = armed_client(armed)
    assert client.get(page).status_code == 404
