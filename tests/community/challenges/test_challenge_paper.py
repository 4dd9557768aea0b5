"""A challenge that came in on paper: its terms run from the day it arrived, and it is entered once."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.enums import Role
from community.actions.challenge_paper import enter_from_paper
from community.challenge_acts import NotAllowed
from community.models import Challenge
from core.models import AuditEntry, OutgoingMail
from core.refusal import Refusal
from initiatives.models import Initiative
from tests.community import challenging
from tests.factories import InitiativeFactory, MemberFactory
from tests.world import colleague

pytestmark = pytest.mark.django_db
WEDNESDAY = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
MONDAY = date(2026, 3, 2)
PAGE = "/werkplek/uitdagingen/papier/"
TYPED = {"number": "zw-2026-0001", "arrived_on": "2026-03-02", "name": "Het plein", "task": "Vegen."}
ANSWERS = {
    **dict.fromkeys(("better", "with_whom", "support", "cost_note", "needs"), ""),
    **dict.fromkeys(("supporters", "known_cents", "then_cents", "starts_on", "months")),
    "name": "Het plein",
    "task": "Vegen.",
}


def entered(initiative, by, **changes) -> Challenge:
    facts = {"answers": ANSWERS, "uploads": [], "arrived_on": MONDAY, "may_be_public": False, **changes}
    return enter_from_paper(initiative=initiative, by=by, at=WEDNESDAY, **facts)


def test_its_terms_are_those_of_one_that_was_sent_that_day(desk, initiative, initiator):
    sent = challenging.sent(initiative, initiator)
    paper = entered(initiative, desk.assessor)
    assert (paper.assess_by, paper.decide_by) == (sent.assess_by, sent.decide_by)
    assert (paper.number, paper.state, paper.received_at) == (
        "UD-2026-0002",
        "submitted",
        datetime(2026, 3, 2, 8, 0, tzinfo=UTC),
    )
    assert (paper.sent_by, paper.entered_by, paper.public_consent_at) == (None, desk.assessor, None)
    entry = AuditEntry.objects.get(verb="challenge.entered")
    assert (entry.actor_id, entry.after) == (desk.assessor.pk, {"number": "UD-2026-0002", "arrived_on": "2026-03-02"})


def test_whoever_has_an_account_gets_the_receipt_with_the_day_of_arrival(desk, initiative, initiator):
    entered(initiative, desk.assessor)
    mail = OutgoingMail.objects.get(to=initiator.email)
    assert "Uw brief over “Het plein” kwam binnen op 2 maart 2026. Uw uitdaging heeft nummer UD-2026-0001." in mail.text
    assert "uur" not in mail.text.split("Bekijk het op")[0]


def test_of_today_it_came_in_before_now(desk, initiative):
    early = datetime(2026, 3, 11, 7, 30, tzinfo=UTC)
    facts = {"answers": ANSWERS, "uploads": [], "may_be_public": True, "by": desk.assessor}
    made = enter_from_paper(initiative=initiative, arrived_on=date(2026, 3, 11), at=early, **facts)
    assert (made.received_at, made.public_consent_at) == (early, early)


def test_entering_twice_is_entering_once(desk, initiative):
    assert entered(initiative, desk.assessor) == entered(initiative, desk.assessor)
    assert entered(initiative, desk.assessor, arrived_on=date(2026, 3, 3)).number == "UD-2026-0002"
    assert Challenge.objects.count() == 2


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 3, 12), "Die dag moet nog komen."),
        (date(2025, 3, 1), "meer dan een jaar geleden"),
    ],
)
def test_a_day_that_cannot_be(desk, initiative, day, told):
    with pytest.raises(Refusal, match=told) as refused:
        entered(initiative, desk.assessor, arrived_on=day)
    assert refused.value.field == "arrived_on"


def test_who_may_not_enter_it(desk, initiative, assendorp):
    with pytest.raises(NotAllowed):
        entered(initiative, desk.decider)
    MemberFactory(initiative=initiative, user=desk.assessor, role="co_initiator")
    with pytest.raises(NotAllowed):
        entered(initiative, desk.assessor)
    closed = InitiativeFactory(
        state="closed", ball="", closed_at=WEDNESDAY, outcome="running", outcome_on=MONDAY, wijk=assendorp
    )
    with pytest.raises(Refusal, match="Dit initiatief is klaar"):
        entered(closed, colleague("Iris Ander", Role.GUIDE))
    assert not Challenge.objects.exists()


def test_from_the_form_to_the_printed_confirmation(client, desk, initiative, clock):
    client.force_login(desk.assessor)
    assert PAGE in client.get("/werkplek/uitdagingen/").content.decode()
    scan = SimpleUploadedFile("brief.txt", b"Beste gemeente")
    answer = client.post(PAGE, {**TYPED, "uploads": [scan], "then_cents": "1.250"})
    made = Challenge.objects.get()
    assert answer.url == f"/werkplek/uitdagingen/{made.pk}/bevestiging/"
    assert (made.then_cents, made.better, made.files.get().name) == (125_000, "", "brief.txt")
    page = client.get(answer.url).content.decode()
    assert ("Uw brief kwam binnen op 2 maart 2026." in page, "UD-2026-0001" in page, "Vegen." in page) == (True,) * 3
    page = client.get(f"/werkplek/uitdagingen/{made.pk}/").content.decode()
    assert "Op papier binnengekomen op 2 maart 2026. Ingevoerd door Anne Beoordeelt op 11 maart 2026." in page
    assert "Vraag om een aanvulling" in page


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"number": "ZW-2026-9999"}, "Dit nummer kennen wij niet."),
        ({"number": ""}, "Vul het nummer van het initiatief in."),
        ({"arrived_on": ""}, "Vul de dag in waarop de brief binnenkwam."),
        ({"arrived_on": "2026-03-30"}, "Die dag moet nog komen."),
        ({"name": ""}, "Geef de taak een korte naam."),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(client, desk, initiative, clock, changes, told):
    client.force_login(desk.assessor)
    page = client.post(PAGE, {**TYPED, "better": "Lang getypt.", **changes}).content.decode()
    assert (told in page, "Lang getypt." in page) == (True, True)
    assert not Challenge.objects.exists()


def test_only_what_came_on_paper_has_that_confirmation(client, desk, sent, ep_member):
    client.force_login(desk.assessor)
    assert client.get(f"/werkplek/uitdagingen/{sent.pk}/bevestiging/").status_code == 404
    client.force_login(ep_member)
    assert client.get(PAGE).status_code == 403
    assert Initiative.objects.filter(challenges=sent).count() == 1
