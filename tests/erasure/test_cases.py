"""What an erasure does to cases that others carry, to the page everyone reads, and when it must wait."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from accounts.actions.data_request import RequestRefused, ask, fulfil
from accounts.actions.erasure import erase
from accounts.enums import RequestKind, Role
from accounts.models import User
from core.models import OutgoingMail
from core.personal_data import obstacles, stays
from core.refusal import Refusal
from initiatives.actions.outcome import reopen
from initiatives.actions.pace import resume, stop
from initiatives.enums import MemberRole, ShownName
from initiatives.models import Initiative
from teams.models import Team
from tests.factories import MemberFactory
from tests.world import colleague

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
TODAY = AT.date()


@pytest.fixture
def published(initiative: Initiative) -> Initiative:
    """The initiator's case as everyone reads it, under their full name."""
    initiative.public_consent_at = initiative.published_at = initiative.news_at = AT
    initiative.shown_name, initiative.summary = ShownName.FULL, "Noor Velthuis begint een tuin."
    initiative.save()
    return initiative


@pytest.fixture
def shared(published: Initiative, outsider: User) -> Initiative:
    """The same case, carried by somebody else with the initiator beside them."""
    published.members.update(role=MemberRole.CO_INITIATOR)
    MemberFactory(initiative=published, user=outsider)
    return published


def again(case: Initiative) -> Initiative:
    return Initiative.objects.get(pk=case.pk)


def test_a_page_that_nobody_else_carries_leaves_the_website(published, initiator, client: Client):
    stop(initiative=published, reason="Verhuisd.", by=initiator, at=AT)
    assert client.get("/initiatieven/buurttuin/").status_code == 200
    erase(user=initiator, by=None, at=AT)
    assert client.get("/initiatieven/buurttuin/").status_code == 404
    assert b"Buurttuin" not in client.get("/initiatieven/?zoek=buurttuin").content
    case = again(published)
    assert (case.is_public, case.slug, case.title) == (False, "zw-2026-0001", "Buurttuin aan de Assendorperdijk")
    assert case.summary == "(gewist) begint een tuin."


def test_a_page_that_others_carry_stays_without_the_name(shared, initiator, client: Client):
    shared.messages.create(side="initiator", author=initiator, text="Bel mij. Noor", sent_at=AT)
    assert obstacles(initiator, on=TODAY) == []
    erase(user=initiator, by=None, at=AT)
    page = client.get("/initiatieven/buurttuin/").content.decode()
    assert ("Velthuis" in page, "begint een tuin" in page) == (False, True)
    assert shared.messages.get().text == "Bel mij. (gewist)"
    assert list(shared.members.filter(left_at=None).values_list("user__display_name", flat=True)) == ["Otto Snel"]


def test_an_open_case_waits_until_it_stops_or_goes_to_somebody_else(initiative, initiator):
    officer = colleague("Ria Blom", Role.RECORDS_APPROVER)
    request = ask(user=initiator, kind=RequestKind.ERASURE, wish="", received_at=AT, by=initiator, at=AT)
    with pytest.raises(RequestRefused, match="ZW-2026-0001 loopt nog"):
        fulfil(request=request, answer="", by=officer, at=AT)
    initiator.refresh_from_db()
    assert initiator.email == "noor@example.nl"


def test_who_works_here_first_hands_the_work_over(initiative, guide, team: Team, ep_member):
    assert obstacles(guide, on=TODAY) == [
        "Deze persoon is gids van ZW-2026-0001. Draag dat eerst over.",
        "Dit account heeft nog een rol. Trek die eerst in.",
    ]
    assert obstacles(ep_member, on=TODAY) == [
        "Deze persoon zit in het EP-team van ZW-2026-0001.",
        "Dit account heeft nog een rol. Trek die eerst in.",
    ]


def test_the_last_mail_says_what_stays_and_until_when(published, initiator):
    stop(initiative=published, reason="Verhuisd.", by=initiator, at=AT)
    kept = "Het dossier van ZW-2026-0001 blijft bewaard tot 11 maart 2031, zonder uw naam"
    assert stays(initiator, on=TODAY)[0] == f"{kept} (Selectielijst 6.1 en 21.1: vijf jaar na afsluiting)."
    officer = colleague("Ria Blom", Role.RECORDS_APPROVER)
    request = ask(user=initiator, kind=RequestKind.ERASURE, wish="", received_at=AT, by=initiator, at=AT)
    fulfil(request=request, answer="Het ga u goed.", by=officer, at=AT)
    mail = OutgoingMail.objects.get(kind="accounts.erased")
    assert (mail.to, mail.subject) == ("noor@example.nl", "Uw gegevens zijn gewist")
    assert "> Het ga u goed." in mail.text
    assert f"- {kept}" in mail.text
    assert OutgoingMail.objects.filter(to="noor@example.nl").count() == 1


def test_the_term_counts_from_the_last_closing(initiative, initiator, guide):
    stop(initiative=initiative, reason="Verhuisd.", by=initiator, at=AT - timedelta(days=40))
    assert again(initiative).closed_at == AT - timedelta(days=40)
    resume(initiative=initiative, by=initiator, at=AT - timedelta(days=30))
    assert again(initiative).closed_at is None
    stop(initiative=initiative, reason="Toch.", by=initiator, at=AT)
    assert again(initiative).closed_at == AT
    reopen(initiative=initiative, reason="Er is een plek.", by=guide, at=AT)
    assert again(initiative).closed_at is None


def test_a_destroyed_file_does_not_open_again(initiative, initiator, guide):
    stop(initiative=initiative, reason="Verhuisd.", by=initiator, at=AT)
    Initiative.objects.update(wiped_at=AT)
    with pytest.raises(Refusal, match="het dossier is vernietigd"):
        reopen(initiative=initiative, reason="Er is een plek.", by=guide, at=AT)


def test_a_namesake_keeps_their_name(initiative, initiator, public_initiative):
    other = User.objects.create_user("noor2@example.nl", display_name="Noor Velthuis")
    for case, by in ((public_initiative, other), (public_initiative, initiator)):
        case.timeline.create(at=AT, event="member_joined", audience="initiator", facts={"name": "Noor Velthuis"}, by=by)
    Initiative.objects.filter(pk=initiative.pk).update(state="closed", outcome="stopped", ball="")
    erase(user=initiator, by=None, at=AT)
    names = [facts["name"] for facts in public_initiative.timeline.order_by("pk").values_list("facts", flat=True)]
    assert names == ["Noor Velthuis", "(gewist)"]
