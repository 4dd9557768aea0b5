from collections.abc import Callable
from datetime import datetime

import pytest

from accounts.models import User
from core.models import OutgoingMail
from core.refusal import Refusal
from initiatives.actions.merging import merge
from initiatives.actions.registration import hash_secret, invite_claim, register
from initiatives.enums import Origin
from initiatives.intake import Intake
from initiatives.models import Initiative
from tests.factories import InitiativeFactory, MemberFactory

Mails = Callable[[], list[tuple[str, str]]]


def test_a_spotted_initiative_has_no_initiator_and_cannot_become_public(
    town: None, guide: User, now: datetime, mails: Mails
) -> None:
    case = register(intake=Intake(title="Geveltuintjes"), origin=Origin.SPOTTED, by=guide, at=now)
    assert (case.registered_by, case.members.count(), case.public_consent_at) == (guide, 0, None)
    assert mails() == []


def test_the_person_is_invited_by_a_link_whose_secret_is_kept_nowhere(
    town: None, guide: User, now: datetime, mails: Mails
) -> None:
    case = register(
        intake=Intake(title="Geveltuintjes"), origin=Origin.TELEPHONE, by=guide, at=now, email="Ria@Example.NL"
    )
    assert mails() == [("ria@example.nl", f"Uw initiatief Geveltuintjes staat klaar voor u ({case.number})")]
    link = next(line for line in OutgoingMail.objects.get().text.splitlines() if "/uitnodiging/" in line)
    secret = link.rstrip("/").rsplit("/", 1)[1]
    invitation = case.invitations.get()
    assert invitation.secret_hash == hash_secret(secret)
    assert len(secret) >= 43


def test_a_new_offer_ends_the_earlier_one(town: None, guide: User, now: datetime) -> None:
    case = register(intake=Intake(title="Bank"), origin=Origin.COUNTER, by=guide, at=now, email="a@example.nl")
    invite_claim(initiative=case, email="b@example.nl", by=guide, at=now)
    assert list(case.invitations.order_by("pk").values_list("email", "withdrawn_at")) == [
        ("a@example.nl", now),
        ("b@example.nl", None),
    ]


def test_what_has_an_initiator_is_not_offered(initiative: Initiative, guide: User, now: datetime) -> None:
    with pytest.raises(Refusal, match="heeft al een initiatiefnemer"):
        invite_claim(initiative=initiative, email="x@example.nl", by=guide, at=now)


def test_the_portals_own_origin_is_not_for_staff(town: None, guide: User, now: datetime) -> None:
    with pytest.raises(Refusal) as refusal:
        register(intake=Intake(title="Bank"), origin=Origin.PORTAL, by=guide, at=now)
    assert refusal.value.field == "origin"


def test_a_double_goes_on_in_the_other_case(
    initiative: Initiative, guide: User, outsider: User, now: datetime, mails: Mails
) -> None:
    double = InitiativeFactory(title="Tuin in Assendorp", number="ZW-2026-0042", public=True)
    MemberFactory(initiative=double, user=outsider)
    into = merge(double=double, into=initiative, by=guide, at=now)
    double.refresh_from_db()
    assert (double.state, double.outcome, double.merged_into) == ("closed", "became_other", initiative)
    assert not Initiative.objects.public().filter(pk=double.pk).exists()
    assert list(into.members.order_by("pk").values_list("user__display_name", "role")) == [
        ("Noor Velthuis", "initiator"),
        ("Otto Snel", "co_initiator"),
    ]
    assert mails() == [
        (
            "otto@example.nl",
            "Tuin in Assendorp gaat verder samen met Buurttuin aan de Assendorperdijk (ZW-2026-0042)",
        )
    ]


def test_a_case_is_not_merged_with_itself_or_twice(initiative: Initiative, guide: User, now: datetime) -> None:
    with pytest.raises(Refusal) as refusal:
        merge(double=initiative, into=initiative, by=guide, at=now)
    assert refusal.value.field == "into"
    double, third = InitiativeFactory(owned=True), InitiativeFactory(owned=True)
    merge(double=double, into=initiative, by=guide, at=now)
    with pytest.raises(Refusal, match="al samengevoegd"):
        merge(double=double, into=third, by=guide, at=now)
