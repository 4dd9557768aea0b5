"""Giving roles and taking them back."""

import pytest

from accounts.actions.roles import NotAllowed, close_account, grant_role, reopen_account, withdraw_role
from accounts.enums import Role
from accounts.models import RoleGrant, User
from core.models import AuditEntry, OutgoingMail
from tests.factories import RoleGrantFactory, UserFactory
from tests.world import colleague

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(db) -> User:
    return colleague("Bea Kuiper", Role.ADMINISTRATOR)


def refused(call, **facts) -> tuple[str, str | None]:
    with pytest.raises(NotAllowed) as caught:
        call(**facts)
    return str(caught.value), caught.value.field


def test_a_grant_is_written_down_and_told(administrator, outsider, assendorp, now):
    grant_role(user=outsider, role=Role.WIJKMANAGER, scope="wijk:WK019311", reason="invaller", by=administrator, at=now)
    grant = RoleGrant.objects.get(user=outsider)
    assert (grant.role, grant.scope, grant.granted_by, grant.granted_at) == (
        "wijkmanager",
        "wijk:WK019311",
        administrator,
        now,
    )
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.actor_id, entry.subject_id, entry.after) == (
        "role.granted",
        administrator.pk,
        str(outsider.pk),
        {"role": "wijkmanager", "scope": "wijk:WK019311"},
    )
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == ("otto@example.nl", "U heeft nu de rol wijkmanager")
    assert "Bij Initiatiefrijk Zwolle heeft u nu de rol wijkmanager voor" in mail.text


def test_nobody_gives_a_role_to_themselves(administrator, now):
    assert refused(grant_role, user=administrator, role=Role.GUIDE, by=administrator, at=now) == (
        "U kunt uzelf geen rol geven. Vraag een andere beheerder.",
        None,
    )


@pytest.mark.parametrize(
    ("role", "scope", "sentence", "field"),
    [
        (Role.INITIATOR, "", "Kies een rol.", "role"),
        ("superheld", "", "Kies een rol.", "role"),
        (Role.GUIDE, "wijk:WK000000", "Kies een bereik uit de lijst.", "scope"),
        (Role.GUIDE, "assendorp", "Kies een bereik uit de lijst.", "scope"),
    ],
)
def test_a_grant_must_make_sense(administrator, outsider, town, now, role, scope, sentence, field):
    facts = {"user": outsider, "role": role, "scope": scope, "by": administrator, "at": now}
    assert refused(grant_role, **facts) == (sentence, field)


def test_a_role_is_given_once(administrator, outsider, now):
    facts = {"user": outsider, "role": Role.GUIDE, "by": administrator, "at": now}
    grant_role(**facts)
    assert refused(grant_role, **facts) == ("Dit account heeft deze rol al.", "role")


def test_a_closed_account_gets_no_role(administrator, now):
    user = UserFactory(is_active=False)
    facts = {"user": user, "role": Role.GUIDE, "by": administrator, "at": now}
    assert refused(grant_role, **facts) == ("Dit account is gesloten. Open het eerst.", "user")


def test_a_withdrawn_role_gives_nothing_and_stays_on_record(administrator, guide, now):
    grant = guide.role_grants.get()
    withdraw_role(grant=grant, by=administrator, at=now)
    assert not User.objects.get(pk=guide.pk).has_perm("initiatives.triage")
    assert RoleGrant.objects.count() == 2
    grant.refresh_from_db()
    assert (grant.withdrawn_at, grant.withdrawn_by) == (now, administrator)
    assert OutgoingMail.objects.get().subject == "U heeft niet meer de rol gids"
    assert refused(withdraw_role, grant=grant, by=administrator, at=now)[0] == "Deze rol is al ingetrokken."


def test_the_last_administrator_stays(administrator, now):
    grant = administrator.role_grants.get()
    only = "U bent de enige beheerder. Geef eerst iemand anders deze rol."
    assert refused(withdraw_role, grant=grant, by=administrator, at=now)[0] == only
    assert refused(withdraw_role, grant=grant, by=None, at=now)[0] == (
        "Dit is de enige beheerder. Geef eerst iemand anders deze rol."
    )


def test_an_administrator_who_cannot_log_in_does_not_count(administrator, now):
    RoleGrantFactory(role=Role.ADMINISTRATOR, user=UserFactory(is_active=False))
    RoleGrantFactory(role=Role.ADMINISTRATOR, scope="wijk:WK019311")
    with pytest.raises(NotAllowed):
        withdraw_role(grant=administrator.role_grants.get(), by=None, at=now)


def test_one_of_two_administrators_may_go(administrator, now):
    other = RoleGrantFactory(role=Role.ADMINISTRATOR)
    withdraw_role(grant=other, by=administrator, at=now)
    with pytest.raises(NotAllowed):
        withdraw_role(grant=administrator.role_grants.get(), by=other.user, at=now)


def test_closing_an_account_ends_its_sessions_at_once(administrator, guide, client, now):
    client.force_login(guide)
    assert client.get("/account/").status_code == 200
    close_account(user=guide, by=administrator, at=now)
    assert client.get("/account/").status_code == 302
    assert guide.sessions.count() == 0
    reopen_account(user=guide, by=administrator, at=now)
    assert client.get("/account/").status_code == 302


def test_a_session_that_outlives_its_row_still_gives_nothing(guide, client):
    """Negative control of the deletion: the account itself is asked at every request."""
    client.force_login(guide)
    User.objects.filter(pk=guide.pk).update(is_active=False)
    assert client.get("/account/").status_code == 302


def test_what_may_not_be_closed(administrator, guide, now):
    assert refused(close_account, user=administrator, by=administrator, at=now)[0] == (
        "U kunt uw eigen account hier niet sluiten. Vraag een andere beheerder."
    )
    assert refused(close_account, user=administrator, by=guide, at=now)[0] == (
        "Dit is de enige beheerder. Geef eerst iemand anders deze rol."
    )
    close_account(user=guide, by=administrator, at=now)
    assert refused(close_account, user=guide, by=administrator, at=now)[0] == "Dit account is al gesloten."


def test_an_erased_account_stays_closed(administrator, now):
    gone = UserFactory(is_active=False, erased_at=now)
    assert refused(reopen_account, user=gone, by=administrator, at=now)[0] == (
        "De gegevens van dit account zijn gewist. Het kan niet meer open."
    )
    assert refused(reopen_account, user=administrator, by=administrator, at=now)[0] == "Dit account is al open."
