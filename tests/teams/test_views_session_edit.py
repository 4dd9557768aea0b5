from datetime import date, datetime
from uuid import UUID

import pytest
from django.test import Client

from accounts.models import User
from teams import proof
from teams.models import Session, SessionDraft, Team
from tests.factories import InitiativeFactory
from tests.teams.session_form import FORM, JSON

pytestmark = pytest.mark.usefixtures("clock", "team")
Sent = tuple[int, str]


@pytest.fixture
def session(team: Team, ep_member: User, now: datetime) -> Session:
    made = Session.objects.create(
        team=team,
        held_on=date(2026, 3, 4),
        minutes=45,
        agreed="Esra meet de stoep op.",
        logged_by=ep_member,
        logged_at=now,
        idempotency_key=UUID(int=9),
    )
    made.hours.create(user=ep_member, minutes=45)
    return made


def correction(session: Session, user: User, **changes: str) -> dict[str, str]:
    key = proof.correction_key(session.pk, user.pk)
    return {
        "key": str(key),
        "proof": proof.proof_of(user.pk, key),
        "version": "1",
        "when": "other",
        "held_on": "2026-03-04",
        "length": "other",
        "minutes": "45",
        "agreed": "Esra meet de stoep op.",
    } | changes


def test_a_session_opens_for_correction_as_it_stands(client: Client, session: Session, ep_member: User) -> None:
    client.force_login(ep_member)
    html = client.get(f"{FORM}{session.pk}/aanpassen/").content.decode()
    assert 'name="held_on" value="2026-03-04"' in html
    assert 'name="minutes" value="45"' in html
    assert f'name="hours_{ep_member.pk}" value="0,75"' in html


def test_a_correction_is_kept(client: Client, session: Session, ep_member: User) -> None:
    client.force_login(ep_member)
    data = correction(session, ep_member, agreed="Esra meet morgen.", minutes="60")
    assert client.post(f"{FORM}{session.pk}/aanpassen/", data).url == f"{FORM}{session.pk}/"
    session.refresh_from_db()
    assert (session.agreed, session.minutes, session.version) == ("Esra meet morgen.", 60, 2)


def test_the_second_saver_sees_both_texts_and_can_join_them(
    client: Client, session: Session, ep_member: User, guide: User
) -> None:
    address = f"{FORM}{session.pk}/aanpassen/"
    client.force_login(guide)
    client.post(address, correction(session, guide, agreed="Tekst van Gijs."))
    client.force_login(ep_member)
    html = client.post(address, correction(session, ep_member, agreed="Tekst van Esra.")).content.decode()
    assert "Dit bewaarde uw collega" in html
    assert "Tekst van Gijs." in html
    assert "Tekst van Esra." in html
    assert '<input type="hidden" name="version" value="2"' in html
    assert Session.objects.get().agreed == "Tekst van Gijs."
    client.post(address, correction(session, ep_member, agreed="Tekst van Gijs en Esra.", version="2"))
    assert Session.objects.get().agreed == "Tekst van Gijs en Esra."


def test_a_correction_survives_an_expired_login(client: Client, session: Session, ep_member: User) -> None:
    address = f"{FORM}{session.pk}/aanpassen/"
    response = client.post(address, correction(session, ep_member, agreed="Esra meet morgen."))
    assert response.url == f"/account/inloggen/?next={address}"
    client.force_login(ep_member)
    assert "Esra meet morgen." in client.get(address).content.decode()
    assert "Esra meet morgen." not in client.get(FORM).content.decode()
    client.post(address, correction(session, ep_member, agreed="Esra meet morgen."))
    assert SessionDraft.objects.count() == 0


def test_a_restored_correction_still_meets_what_a_colleague_saved(
    client: Client, session: Session, ep_member: User, guide: User
) -> None:
    address = f"{FORM}{session.pk}/aanpassen/"
    client.post(f"{address}concept/", correction(session, ep_member, agreed="Tekst van Esra."), headers=JSON)
    client.force_login(guide)
    client.post(address, correction(session, guide, agreed="Tekst van Gijs."))
    client.force_login(ep_member)
    assert '<input type="hidden" name="version" value="1"' in client.get(address).content.decode()


def test_a_session_of_another_case_is_not_found(client: Client, session: Session, guide: User) -> None:
    InitiativeFactory(number="ZW-2026-0077", owned=True)
    client.force_login(guide)
    assert client.get(f"/werkplek/ZW-2026-0077/gesprek/{session.pk}/").status_code == 404


@pytest.mark.parametrize("state", ["invited", "observing", "left"])
def test_only_who_takes_part_corrects(
    client: Client, session: Session, team: Team, ep_member: User, state: str
) -> None:
    team.members.update(state=state)
    client.force_login(ep_member)
    address = f"{FORM}{session.pk}/aanpassen/"
    assert client.get(address).status_code == 404
    assert client.post(address, correction(session, ep_member, agreed="x")).status_code == 404
