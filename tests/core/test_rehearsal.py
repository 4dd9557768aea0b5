import pytest

from core.models import OutgoingMail
from core.outbox import Message, enqueue
from core.refusal import Refusal
from core.rehearsal import rehearsal
from tests.factories import SUBMITTED_AT, UserFactory

pytestmark = pytest.mark.django_db

MAIL = Message(to="noor@example.nl", subject="Nieuws", text="Er is nieuws.", kind="test.news")


def test_tells_which_mails_would_go_and_takes_everything_back():
    person = UserFactory(display_name="Noor Velthuis")
    with rehearsal() as mails:
        person.display_name = "Iemand anders"
        person.save()
        enqueue(MAIL, at=SUBMITTED_AT)
    assert [(mail.to, mail.subject, mail.text) for mail in mails] == [("noor@example.nl", "Nieuws", "Er is nieuws.")]
    person.refresh_from_db()
    assert person.display_name == "Noor Velthuis"
    assert OutgoingMail.objects.count() == 0


def mail_and_refuse():
    with rehearsal():
        enqueue(MAIL, at=SUBMITTED_AT)
        raise Refusal("Nee.")


def test_a_refusal_passes_through_and_leaves_nothing():
    with pytest.raises(Refusal):
        mail_and_refuse()
    assert OutgoingMail.objects.count() == 0


def test_outside_a_rehearsal_nothing_is_heard_and_everything_stays():
    with rehearsal() as mails:
        pass
    enqueue(MAIL, at=SUBMITTED_AT)
    assert mails == []
    assert OutgoingMail.objects.count() == 1
