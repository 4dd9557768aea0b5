"""The administrator's pages about colleagues."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from accounts.enums import Role
from accounts.models import RoleGrant, User
from core.models import AuditEntry, OutgoingMail
from tests.factories import UserFactory
from tests.world import colleague
from zwolle.roles import ROLES

pytestmark = pytest.mark.django_db
PEOPLE = "/beheer/accounts/user/"


@pytest.fixture
def administrator(town, client) -> User:
    user = colleague("Bea Kuiper", Role.ADMINISTRATOR)
    client.force_login(user)
    return user


def page_of(user: User) -> str:
    return f"{PEOPLE}{user.pk}/change/"


def test_a_colleague_is_added_and_given_a_role(client, administrator):
    form = {"display_name": "Mila Vos", "email": "Mila@Zwolle.example", "language": "nl"}
    answer = client.post(f"{PEOPLE}nieuw/", form)
    mila = User.objects.get(email="mila@zwolle.example")
    assert answer.headers["Location"] == f"{PEOPLE}{mila.pk}/rol/"
    client.post(f"{PEOPLE}{mila.pk}/rol/", {"role": "guide", "scope": "", "reason": "nieuw in het team"})
    assert mila.role_grants.get().granted_by == administrator
    assert [entry.verb for entry in AuditEntry.objects.order_by("pk")] == ["user.added", "role.granted"]


def test_an_address_that_is_in_use_is_told_at_the_field(client, administrator, guide):
    form = {"display_name": "Mila Vos", "email": guide.email, "language": "nl"}
    answer = client.post(f"{PEOPLE}nieuw/", form)
    assert answer.context["form"].errors == {"email": ["Er is al een account met dit e-mailadres."]}


def test_the_page_shows_who_gave_what(client, administrator, guide):
    page = client.get(page_of(guide)).content.decode()
    assert "gijs@zwolle.example" in page
    assert f"{PEOPLE}{guide.pk}/rol/{guide.role_grants.get().pk}/intrekken/" in page


def test_a_role_is_withdrawn_after_a_question(client, administrator, guide):
    address = f"{PEOPLE}{guide.pk}/rol/{guide.role_grants.get().pk}/intrekken/"
    assert client.get(address).status_code == 200
    assert guide.role_grants.get().withdrawn_at is None
    assert client.post(address).headers["Location"] == page_of(guide)
    assert guide.role_grants.get().withdrawn_by == administrator
    assert client.post(address).status_code == 404


def test_what_may_not_is_a_sentence_on_the_page(client, administrator):
    own = administrator.role_grants.get()
    answer = client.post(f"{PEOPLE}{administrator.pk}/rol/{own.pk}/intrekken/")
    assert "U bent de enige beheerder. Geef eerst iemand anders deze rol." in answer.content.decode()
    answer = client.post(f"{PEOPLE}{administrator.pk}/rol/", {"role": "guide"})
    assert "U kunt uzelf geen rol geven." in answer.content.decode()


@pytest.mark.parametrize(
    ("deed", "verb"), [("sluiten", "user.closed"), ("tweede-stap-wissen", "user.second_factor_reset")]
)
def test_an_account_is_closed_or_loses_its_second_factor(client, administrator, guide, deed, verb):
    Authenticator.objects.create(user=guide, type=Authenticator.Type.TOTP, data={"secret": "x"})
    other = Client()
    other.force_login(guide)
    client.post(f"{PEOPLE}{guide.pk}/doen/{deed}/")
    assert AuditEntry.objects.get().verb == verb
    assert other.get("/account/").status_code == 302


def test_who_loses_the_second_factor_is_told(client, administrator, guide):
    Authenticator.objects.create(user=guide, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client.post(f"{PEOPLE}{guide.pk}/doen/tweede-stap-wissen/")
    assert OutgoingMail.objects.get().subject == "De beveiliging van uw account is veranderd"
    assert Authenticator.objects.count() == 0


def test_an_unknown_deed_does_not_exist(client, administrator, guide):
    assert client.post(f"{PEOPLE}{guide.pk}/doen/wissen/").status_code == 404


def test_the_list_finds_by_name_address_and_role(client, administrator, guide, initiator):
    def found(query: str) -> list[str]:
        return [str(row) for row in client.get(f"{PEOPLE}?{query}").context["cl"].result_list]

    assert found("q=Wolters") == ["Gijs Wolters"]
    assert found("q=noor@") == ["Noor Velthuis"]
    assert found("rol=guide") == ["Gijs Wolters"]
    assert found("rol=geen") == ["Noor Velthuis"]
    assert found("is_active__exact=0") == []


def test_the_list_costs_the_same_for_many(client, administrator, django_assert_max_num_queries):
    client.get(PEOPLE)
    with django_assert_max_num_queries(8) as one:
        client.get(PEOPLE)
    for _ in range(3):
        UserFactory()
    with django_assert_max_num_queries(8) as many:
        client.get(PEOPLE)
    assert len(many) == len(one)


def test_who_may_look_but_not_give_sees_no_buttons(client, administrator, guide, monkeypatch):
    monkeypatch.setitem(ROLES, Role.EDITOR, frozenset({"initiatives.enter_desk", "accounts.see_people"}))
    editor = colleague("Ed Riem", Role.EDITOR)
    client.force_login(editor)
    page = client.get(page_of(guide)).content.decode()
    assert "Rol geven" not in page
    assert client.post(f"{PEOPLE}{guide.pk}/rol/", {"role": "editor"}).status_code == 403
    assert RoleGrant.objects.filter(user=guide).count() == 1
