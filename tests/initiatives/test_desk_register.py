"""Enter an initiative for somebody at the desk, or one that was seen in the city."""

import pytest

from accounts.enums import Role
from initiatives.models import Initiative
from tests.factories import RoleGrantFactory, UserFactory
from tests.initiatives.desk_rows import came_in, letters, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "rules")]

ADDRESS = "/beheer/invoeren/"


def given(**more):
    return {"origin": "counter", "title": "Bloembakken op het plein", "place_kind": "city", **more}


@pytest.fixture
def employee():
    """Somebody at the desk, who may enter and nothing else."""
    user = UserFactory(display_name="Ellen Balie")
    RoleGrantFactory(user=user, role=Role.DESK_EMPLOYEE)
    return user


@pytest.fixture
def counter(client, employee):
    """The browser at the desk."""
    client.force_login(employee)
    return client


def test_it_is_entered_with_its_promises_and_not_public(desk, guide):
    response = desk.post(ADDRESS, given(summary="Twaalf bakken.", help_kinds=["place", "material"]))
    case = Initiative.objects.get()
    assert response["Location"] == f"/beheer/initiatives/initiative/{case.pk}/change/"
    assert (case.origin, case.registered_by, case.number) == ("counter", guide, "ZW-2026-0001")
    assert (case.public_consent_at, case.published_at, case.shown_name) == (None, None, "none")
    assert sorted(asked.kind for asked in case.help_asked.all()) == ["material", "place"]
    assert case.promises.count() == 2
    assert letters() == []


def test_with_an_address_the_initiator_is_invited_by_mail(desk):
    desk.post(ADDRESS, given(email="Noor@Example.nl"))
    assert [to for to, _subject, _body in letters()] == ["noor@example.nl"]
    assert Initiative.objects.get().invitations.get().kind == "claim"


def test_how_to_reach_somebody_without_an_address_is_for_colleagues_only(desk, guide):
    desk.post(ADDRESS, given(contact="Noor, 038-000 01 99"))
    note = Initiative.objects.get().notes.get()
    assert (note.text, note.author) == ("Te bereiken via: Noor, 038-000 01 99", guide)
    assert letters() == []


def test_who_may_only_enter_sees_what_they_entered_and_no_case(counter):
    response = counter.post(ADDRESS, given(), follow=True)
    page = text(response)
    assert response.redirect_chain == [("/beheer/", 302)]
    assert "Ingevoerd: Bloembakken op het plein, nummer ZW-2026-0001." in page
    assert "Door u ingevoerd" in page
    assert "/beheer/initiatives/initiative/" not in page
    came_in("Van een ander")
    assert "Van een ander" not in text(counter.get("/beheer/"))


def test_what_looks_like_it_is_shown_first(desk):
    came_in("Bloembakken bij de kerk")
    page = text(desk.post(ADDRESS, given()))
    assert "Is het een van deze?" in page
    assert "Bloembakken bij de kerk" in page
    assert Initiative.objects.count() == 1
    desk.post(ADDRESS, given(toch="ja"))
    assert Initiative.objects.count() == 2


def test_who_may_not_see_cases_is_not_shown_what_looks_like_it(counter):
    came_in("Bloembakken bij de kerk")
    assert counter.post(ADDRESS, given()).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "Vul in: Hoe heet het initiatief"),
        ({"origin": ""}, "Vul in: Hoe kwam het initiatief binnen"),
        ({"origin": "portal"}, "Selecteer een geldige keuze"),
        ({"place_kind": "wijk"}, "Kies de wijk."),
        ({"place_kind": "address", "address": "Dijk 1"}, "Kies de wijk."),
        ({"email": "geen adres"}, "Voer een geldig e-mailadres in."),
        ({"title": "x" * 81}, "niet meer dan 80 tekens"),
        ({"help_kinds": ["goud"]}, "Selecteer een geldige keuze"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(desk, wrong, sentence):
    page = text(desk.post(ADDRESS, given(**wrong)))
    assert sentence in page
    assert "<title>Fout: " in page
    assert not Initiative.objects.exists()


def test_a_wijkmanager_enters_in_the_own_wijk_only(client, assendorp):
    manager = UserFactory()
    RoleGrantFactory(user=manager, role=Role.WIJKMANAGER, scope=assendorp.scope)
    client.force_login(manager)
    page = text(client.get(ADDRESS))
    assert (">Assendorp<" in page, ">Berkum<" in page) == (True, False)
    assert "U voert alleen initiatieven in voor uw eigen wijk." in text(client.post(ADDRESS, given()))
    response = client.post(ADDRESS, given(place_kind="wijk", wijk=assendorp.pk))
    assert response["Location"].endswith("/change/")


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR, Role.EP_MEMBER, Role.RECORDS_APPROVER])
def test_others_do_not_enter(client, role):
    person = UserFactory()
    RoleGrantFactory(user=person, role=role)
    client.force_login(person)
    assert client.get(ADDRESS).status_code == 403
    assert client.post(ADDRESS, given()).status_code == 403


def test_extra_fields_change_nothing(desk, guide, outsider):
    extra = {"owner": outsider.pk, "state": "closed", "number": "ZW-1", "published_at": "2026-01-01", "by": outsider.pk}
    desk.post(ADDRESS, given(may_be_public="on", registered_by=outsider.pk, **extra))
    case = Initiative.objects.get()
    assert (case.owner, case.state, case.published_at, case.registered_by) == (None, "submitted", None, guide)
