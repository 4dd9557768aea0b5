import re
from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from django.test import Client

from accounts.models import User
from teams import proof
from teams.models import Session, SessionDraft, Team
from tests.teams.session_form import FORM, JSON, KEEP, KEY, fields

pytestmark = pytest.mark.usefixtures("clock", "team")
Sent = tuple[int, str]


def test_typing_is_kept_and_comes_back(client: Client, ep_member: User) -> None:
    client.force_login(ep_member)
    answer = client.post(KEEP, fields(ep_member, agreed="Half verhaal", shared="on", length=""), headers=JSON)
    assert answer.json() == {"saved_at": "10:00"}
    html = client.get(FORM).content.decode()
    assert "Half verhaal" in html
    assert str(KEY) in html
    assert "Uw tekst van 11 maart, 10:00 staat er nog." in html
    assert "checked" in re.search(r'<input[^>]*name="shared"[^>]*>', html)[0]


def test_what_was_today_becomes_that_day_later(client: Client, ep_member: User, clock: object) -> None:
    client.force_login(ep_member)
    client.post(KEEP, fields(ep_member, when="yesterday"), headers=JSON)
    clock.move_to("2026-03-13 09:00+01:00")
    client.force_login(ep_member)
    html = client.get(FORM).content.decode()
    assert re.findall(r'value="(\w+)"[^>]* checked', html) == ["other", "30"]
    assert 'name="held_on" value="2026-03-10"' in html


def test_a_form_opened_yesterday_means_yesterday(send: Callable[..., Sent], client: Client, clock: object) -> None:
    clock.shift(0)
    assert send(day="2026-03-10")[0] == 302
    assert Session.objects.get().held_on == date(2026, 3, 10)


def test_choices_alone_are_not_worth_a_draft(client: Client, ep_member: User) -> None:
    client.force_login(ep_member)
    answer = client.post(KEEP, fields(ep_member, agreed=""), headers=JSON)
    assert (answer.json(), SessionDraft.objects.count()) == ({"saved_at": ""}, 0)


def test_without_script_a_draft_is_a_button(client: Client, ep_member: User) -> None:
    client.force_login(ep_member)
    response = client.post(KEEP, fields(ep_member), follow=True)
    assert response.redirect_chain == [("/werkplek/", 302)]
    assert "Bewaard als concept om 10:00." in response.content.decode()


def test_a_draft_after_logging_is_refused(client: Client, ep_member: User, send: Callable[..., Sent]) -> None:
    send()
    answer = client.post(KEEP, fields(ep_member, agreed="Te laat"), headers=JSON)
    assert (answer.status_code, SessionDraft.objects.count()) == (409, 0)


@pytest.mark.parametrize("address", [FORM, KEEP])
def test_an_expired_login_loses_no_text(client: Client, ep_member: User, address: str) -> None:
    response = client.post(address, fields(ep_member))
    assert (response.status_code, response.url) == (302, f"/account/inloggen/?next={FORM}")
    assert SessionDraft.objects.get().fields["agreed"] == "Esra meet de stoep op."
    assert Session.objects.count() == 0
    client.force_login(ep_member)
    assert "Esra meet de stoep op." in client.get(FORM).content.decode()


def test_a_script_hears_that_the_login_expired(client: Client, ep_member: User) -> None:
    answer = client.post(KEEP, fields(ep_member), headers=JSON)
    assert answer.json() == {"saved_at": "10:00", "login": f"/account/inloggen/?next={FORM}"}


def test_logged_out_reading_goes_to_the_login(client: Client) -> None:
    response = client.get(FORM)
    assert (response.status_code, response.url) == (302, f"/account/inloggen/?next={FORM}")


@pytest.mark.parametrize("made_by", ["nobody", "other_key", "other_purpose", "guide"])
def test_only_a_proof_of_ones_own_form_opens_it(client: Client, ep_member: User, guide: User, made_by: str) -> None:
    wrong = {
        "nobody": "",
        "other_key": proof.proof_of(ep_member.pk, UUID(int=5)),
        "other_purpose": f"{ep_member.pk}.{KEY}:1abcde:{'x' * 43}",
        "guide": proof.proof_of(guide.pk, KEY),
    }[made_by]
    client.force_login(ep_member)
    assert client.post(FORM, fields(ep_member, proof=wrong)).status_code == 403
    assert Session.objects.count() == 0
    client.logout()
    expected = 302 if made_by == "guide" else 403
    assert client.post(FORM, fields(ep_member, proof=wrong)).status_code == expected
    assert set(SessionDraft.objects.values_list("user", flat=True)) == ({guide.pk} if made_by == "guide" else set())


def test_a_proof_ends_after_a_week(client: Client, ep_member: User, clock: object) -> None:
    sent = fields(ep_member)
    clock.move_to("2026-03-18 10:01+01:00")
    assert client.post(FORM, sent).status_code == 403
    assert SessionDraft.objects.count() == 0


def test_a_proof_opens_nothing_for_who_may_no_longer_write(client: Client, ep_member: User, team: Team) -> None:
    sent = fields(ep_member)
    team.members.update(state="left")
    assert client.post(KEEP, sent, headers=JSON).status_code == 409
    ep_member.is_active = False
    ep_member.save()
    assert client.post(KEEP, sent, headers=JSON).status_code == 403
    assert SessionDraft.objects.count() == 0


def test_the_form_works_without_a_token_and_not_without_a_proof(ep_member: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ep_member)
    assert strict.post(FORM, fields(ep_member, proof="")).status_code == 403
    assert strict.post(FORM, fields(ep_member)).status_code == 302


def test_a_second_login_on_the_same_computer_keeps_the_text_of_the_first(
    client: Client, ep_member: User, guide: User
) -> None:
    client.force_login(guide)
    assert client.post(FORM, fields(ep_member)).status_code == 403
    assert SessionDraft.objects.get().user == ep_member
    assert Session.objects.count() == 0


def test_the_newest_of_two_drafts_opens_unless_the_other_is_asked_for(client: Client, ep_member: User, clock) -> None:
    client.force_login(ep_member)
    other = UUID(int=7)
    client.post(KEEP, fields(ep_member, agreed="Op de telefoon"), headers=JSON)
    clock.shift(60)
    second = {"key": str(other), "proof": proof.proof_of(ep_member.pk, other), "agreed": "Achter de computer"}
    client.post(KEEP, fields(ep_member, **second), headers=JSON)
    assert "Achter de computer" in client.get(FORM).content.decode()
    assert "Op de telefoon" in client.get(FORM, {"concept": str(KEY)}).content.decode()
    assert client.get(FORM, {"concept": "onzin"}).status_code == 200


def test_without_the_second_proof_the_text_is_kept_too(client: Client, ep_member: User, settings: object) -> None:
    settings.STAFF_SECOND_FACTOR = True
    client.force_login(ep_member)
    assert client.post(FORM, fields(ep_member)).url == f"/account/inloggen/?next={FORM}"
    assert (SessionDraft.objects.get().user, Session.objects.count()) == (ep_member, 0)
