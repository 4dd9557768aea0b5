from collections.abc import Callable
from datetime import datetime

import pytest

from accounts.models import User
from core.refusal import Refusal
from initiatives.actions.publication import give_consent, publish, unpublish, withdraw_consent
from initiatives.models import Initiative

Mails = Callable[[], list[tuple[str, str]]]
TITLE = "Buurttuin aan de Assendorperdijk"
CONSENT = f"{TITLE} mag op de website (ZW-2026-0001)"


def test_nothing_is_public_before_the_initiator_agreed(initiative: Initiative, guide: User, now: datetime) -> None:
    with pytest.raises(Refusal, match="nog geen toestemming"):
        publish(initiative=initiative, by=guide, at=now)
    assert not Initiative.objects.public().exists()


def test_consent_alone_publishes_nothing_but_the_guide_hears_it(
    initiative: Initiative, initiator: User, now: datetime, mails: Mails
) -> None:
    give_consent(initiative=initiative, by=initiator, at=now)
    assert not Initiative.objects.public().exists()
    assert mails() == [("gijs@zwolle.example", CONSENT)]


def test_with_consent_a_guide_publishes_and_the_initiator_hears_it(
    initiative: Initiative, initiator: User, guide: User, now: datetime, mails: Mails
) -> None:
    give_consent(initiative=initiative, by=initiator, at=now)
    case = publish(initiative=initiative, by=guide, at=now)
    assert list(Initiative.objects.public()) == [case]
    assert case.news_at == now
    assert mails()[1:] == [("noor@example.nl", f"Uw initiatief {TITLE} staat nu op de site (ZW-2026-0001)")]
    with pytest.raises(Refusal, match="al openbaar"):
        publish(initiative=case, by=guide, at=now)


def test_withdrawing_consent_takes_the_page_away_at_once(
    initiative: Initiative, initiator: User, guide: User, now: datetime
) -> None:
    give_consent(initiative=initiative, by=initiator, at=now)
    publish(initiative=initiative, by=guide, at=now)
    case = withdraw_consent(initiative=initiative, by=initiator, at=now)
    assert (case.public_consent_at, case.published_at) == (None, None)
    assert not Initiative.objects.public().exists()


def test_taking_a_page_back_takes_a_reason_the_initiator_reads(
    initiative: Initiative, initiator: User, guide: User, now: datetime, mails: Mails
) -> None:
    give_consent(initiative=initiative, by=initiator, at=now)
    publish(initiative=initiative, by=guide, at=now, tell=False)
    with pytest.raises(Refusal) as refusal:
        unpublish(initiative=initiative, reason="", by=guide, at=now)
    assert refusal.value.field == "reason"
    unpublish(initiative=initiative, reason="De foto toont kinderen.", by=guide, at=now)
    assert mails()[1:] == [("noor@example.nl", f"Uw initiatief {TITLE} staat niet meer op de site (ZW-2026-0001)")]
