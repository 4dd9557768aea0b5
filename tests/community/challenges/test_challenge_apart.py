"""What a second pair of eyes found: who once assessed, who performs the task, what is typed beside somebody else."""

from dataclasses import replace
from datetime import datetime

import pytest

from accounts.enums import Role
from accounts.models import RoleGrant
from community.actions import challenge_due as due
from community.actions import desk_challenge_assessing as assessing
from community.actions.challenge_sending import withdraw
from community.challenge_acts import Act, NotAllowed
from community.queries.desk_challenges import acts_for
from core.models import OutgoingMail
from tests.community import challenging
from tests.community.challenging import AT, DAY, decided, fresh
from tests.factories import RoleGrantFactory
from tests.world import colleague

pytestmark = pytest.mark.django_db


def test_who_took_it_up_before_a_colleague_did_never_decides(sent, desk):
    first = colleague("Frits Eerst", Role.GUIDE)
    RoleGrantFactory(user=first, role=Role.DECISION_MAKER)
    assessing.take_up(challenge=sent, by=first, at=AT)
    waiting = challenging.advised(challenging.assessing_now(sent, desk), desk)
    with pytest.raises(NotAllowed, match="Een ander beslist"):
        challenging.decided(waiting, replace(desk, decider=first))
    assert OutgoingMail.objects.filter(to=first.email, kind="community.challenge_desk_to_decide").count() == 0


def test_who_assesses_no_more_gets_no_mail_about_it(sent, desk, initiator):
    assessing.take_up(challenge=sent, by=desk.assessor, at=AT)
    other = colleague("Hugo Houdt", Role.GUIDE)
    RoleGrant.objects.filter(user=desk.assessor).update(withdrawn_at=AT)
    withdraw(challenge=sent, by=initiator, at=AT + DAY)
    told = OutgoingMail.objects.filter(kind="community.challenge_desk_withdrawn").values_list("to", flat=True)
    assert (desk.assessor.email in told, other.email in told) == (False, True)


def test_who_performs_the_task_does_not_go_on_with_it_as_assessor(sent, desk):
    assessing.ask_view(challenge=sent, person=desk.performer, question="", by=desk.assessor, at=AT)
    RoleGrantFactory(user=desk.performer, role=Role.GUIDE)
    asked = assessing.ask(challenge=sent, asked="De polis.", by=desk.assessor, at=AT)
    over = datetime.combine(asked.until, AT.timetz()) + DAY
    assert Act.GO_ON not in acts_for(fresh(sent), desk.performer, over.date())
    with pytest.raises(NotAllowed, match="U doet deze taak nu"):
        assessing.go_on(challenge=sent, by=desk.performer, at=over)


def test_who_decides_is_reminded_once_that_talking_further_has_a_last_day(advised, desk):
    decided(advised, desk, verdict="talk", deviation="Eerst samen rekenen.")  # until 15 April
    done = [due.do_due_work(at=AT + days * DAY) for days in (36, 37, 38, 50)]
    mail = OutgoingMail.objects.get(kind="community.challenge_desk_talk_due")
    assert (done, mail.to) == ([0, 1, 0, 0], desk.decider.email)
    assert "Neem daarna een nieuwe beslissing." in mail.text


def test_what_is_typed_stays_when_somebody_sent_it_meanwhile(client, sent, initiator):
    client.force_login(initiator)
    here = f"/mijn/uitdaging/{sent.pk}/"
    page = client.post(f"{here}deel/samen/", {"with_whom": "De hele straat, en de school."}).content.decode()
    assert ("Deze uitdaging is al ingediend." in page, "De hele straat, en de school." in page) == (True, True)
    answer = client.post(f"{here}deel/samen/bewaren/", {"with_whom": "De hele straat."})
    assert (answer.status_code, answer.json()["message"]) == (409, "Deze uitdaging is al ingediend.")
    assert client.get(f"{here}deel/samen/").url == here
    assert fresh(sent).with_whom == "De bewonersvereniging."
