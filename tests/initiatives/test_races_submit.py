"""Everybody at once: what may happen only once happens only once. On PostgreSQL, where locks mean something."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from core.models import OutgoingMail
from core.refusal import Refusal
from initiatives.actions import attachment, code, creation, draft, member, submission
from initiatives.enums import InvitationKind, Origin
from initiatives.models import Draft, Initiative, Member
from tests.initiatives.drafts import AT, begin, coded, finished, gathered

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("town")]
AT_ONCE = 10


def at_once(act: Callable[[], Any]) -> list[Any]:
    """What comes of ten people doing this in the same moment: results, and refusals as their own class."""
    start = Barrier(AT_ONCE)

    def one(_number: int) -> Any:
        try:
            start.wait()
            return act()
        except Refusal as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def test_ten_sends_of_one_draft_give_one_initiative_and_one_receipt():
    of = finished()
    digits = coded(of)
    intake, sender = gathered(of)
    sent = at_once(
        lambda: (
            submission.send_with_code(
                draft=of, intake=intake, sender=sender, digits=digits, seen=of.version, at=AT
            ).number
        )
    )
    assert sent == ["ZW-2026-0001"] * AT_ONCE
    assert Initiative.objects.count() == 1
    assert OutgoingMail.objects.filter(kind="initiatives.receipt").count() == 1


def test_without_the_lock_there_would_be_more_than_one(monkeypatch):
    """The negative control: the same with the draft read before it is locked."""
    of = finished()
    digits = coded(of)
    intake, sender = gathered(of)
    monkeypatch.setattr(submission, "_locked", lambda draft: Draft.objects.get(pk=draft.pk))
    monkeypatch.setattr(submission.attachment, "take_over", lambda *args, **facts: None)
    at_once(
        lambda: (
            submission.send_with_code(
                draft=of, intake=intake, sender=sender, digits=digits, seen=of.version, at=AT
            ).number
        )
    )
    assert Initiative.objects.count() > 1


def test_ten_wrong_codes_count_as_no_more_than_five_tries():
    of = finished()
    digits = coded(of)
    wrong = f"{(int(digits) + 1) % 1_000_000:06}"
    intake, sender = gathered(of)
    answers = at_once(
        lambda: submission.send_with_code(draft=of, intake=intake, sender=sender, digits=wrong, seen=of.version, at=AT)
    )
    of.refresh_from_db()
    assert answers == [code.CodeRefused] * AT_ONCE
    assert of.code_attempts == AT_ONCE
    with pytest.raises(code.CodeRefused, match="te vaak"):
        submission.send_with_code(draft=of, intake=intake, sender=sender, digits=digits, seen=of.version, at=AT)


def test_ten_requests_for_a_code_mail_one():
    of = finished()
    at_once(lambda: code.send_code(draft=of, email="noor@example.nl", asked_from="192.0.2.1", at=AT))
    assert OutgoingMail.objects.count() == 1


def test_ten_first_saves_of_a_page_begin_one_draft():
    key = begin().key
    Draft.objects.all().delete()
    at_once(lambda: draft.start(key=key, answers={"title": "Tuin"}, user=None, language="nl", browser="phone", at=AT))
    assert Draft.objects.count() == 1


def test_numbers_have_no_doubles_and_no_gaps(initiator):
    intake, _sender = gathered(finished())
    numbers = at_once(
        lambda: creation.open_case(intake=intake, origin=Origin.PORTAL, initiator=initiator, by=initiator, at=AT).number
    )
    assert sorted(numbers) == [f"ZW-2026-{number:04}" for number in range(1, AT_ONCE + 1)]


def test_ten_times_accepting_an_invitation_is_joining_once(initiative, initiator, outsider, monkeypatch):
    monkeypatch.setattr("initiatives.actions.registration.token_urlsafe", lambda size: "geheim")
    member.invite(
        initiative=initiative,
        kind=InvitationKind.CO_INITIATOR,
        email=outsider.email,
        language="nl",
        by=initiator,
        at=AT,
    )
    at_once(lambda: member.accept(secret="geheim", by=outsider, at=AT))
    assert Member.objects.filter(initiative=initiative, user=outsider).count() == 1


def test_a_draft_never_holds_more_than_ten_files():
    of = begin(title="Tuin")
    upload = attachment.files.Upload(kind="document", name="a.pdf", content_type="application/pdf", content=b"%PDF")
    for _round in range(2):
        at_once(lambda: attachment.add_to_draft(draft=of, upload=upload, at=AT))
    assert of.files.count() == 10
