"""Kill -9 of the web server amid people who send: what they were told stands, and nothing stands half."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPException
from threading import Event, Lock

import pytest
from django.utils import timezone

from core import file_check
from core.files import Upload
from core.models import OutgoingMail
from initiatives.actions import attachment, code
from initiatives.models import Draft, Initiative
from initiatives.queries.submit import token
from tests.hardening.portal_process import NotSent, free_port, number_of, portal, post
from tests.initiatives.drafts import begin
from tests.initiatives.submitting import ANSWERS, mailed_code

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("town")]
SENDERS = 8
DOCUMENT = Upload(kind="document", name="plan.pdf", content_type="application/pdf", content=b"%PDF-1.7")
TWIN = ("tests/hardening/web_without_transactions.py",)


@dataclass(frozen=True)
class Letter:
    """A finished draft with a document, and the code that sends it."""

    draft: int
    word: str
    digits: str

    def send(self, port: int) -> str:
        """Press "Verstuur"; gives the number. Raises OSError, HTTPException, NotSent."""
        return number_of(post(port, "/indienen/code/", {"concept": self.word, "code": self.digits}))


def letter(number: int) -> Letter:
    """The letter of one of many people, ready to be sent."""
    email, now = f"persoon{number}@example.nl", timezone.now()
    draft = begin(at=now, **{**ANSWERS, "email": email, "title": f"Plan {number}"})
    attachment.add_to_draft(draft=draft, upload=DOCUMENT, at=now)
    code.send_code(draft=draft, email=email, asked_from=f"192.0.2.{number}", at=now)
    return Letter(draft.pk, token(draft), mailed_code(email))


@dataclass
class Crowd:
    """Eight people at a time who send until they are told a number, however often the server dies."""

    letters: list[Letter]
    port: int = field(default_factory=free_port)
    told: dict[int, str] = field(default_factory=dict)
    serving: Event = field(default_factory=Event)
    some: Event = field(default_factory=Event)
    lock: Lock = field(default_factory=Lock)
    enough: int = 0

    def send(self, one: Letter) -> None:
        """Press, and press again."""
        while one.draft not in self.told:
            assert self.serving.wait(60)
            try:
                number = one.send(self.port)
            except (OSError, HTTPException, NotSent):
                continue
            with self.lock:
                self.told[one.draft] = number
                if len(self.told) >= self.enough:
                    self.some.set()

    def let_send(self, enough: int) -> None:
        """Let them send until so many were told a number."""
        with self.lock:
            self.enough = enough
            (self.some.set if len(self.told) >= enough else self.some.clear)()
        self.serving.set()
        assert self.some.wait(120)

    def run(self, kills: int, *command: str) -> None:
        """Send all letters while the server is killed so many times, each time amid their sending."""
        with ThreadPoolExecutor(SENDERS) as pool:
            sent = [pool.submit(self.send, one) for one in self.letters]
            for kill in range(kills):
                with portal(self.port, *command) as server:
                    self.let_send((kill + 1) * len(self.letters) // (kills + 2))
                    self.serving.clear()
                    server.kill()
            with portal(self.port, *command):
                self.let_send(len(self.letters))
                assert [future.result() for future in sent] == [None] * len(sent)
                self.again = dict(zip(self.told, pool.map(self.press_again, self.told), strict=True))

    def press_again(self, draft: int) -> str:
        """What somebody is told who has a number already and sends once more."""
        return next(one for one in self.letters if one.draft == draft).send(self.port)


def halves() -> Iterator[str]:
    """The initiatives that miss something every sent initiative has."""
    for case in Initiative.objects.order_by("pk"):
        receipts = OutgoingMail.objects.filter(kind="initiatives.receipt", case_number=case.number).count()
        counts = {
            "initiator": case.members.count(),
            "version": case.versions.count(),
            "promise": case.promises.filter(kind="first_answer").count(),
            "document": case.attachments.count(),
            "receipt": receipts,
            "draft": Draft.objects.filter(initiative=case, answers={}).count(),
        }
        if set(counts.values()) != {1}:
            yield f"{case.number}: {counts}"


@pytest.mark.parametrize(("sends", "kills"), [(100, 2), pytest.param(250, 25, marks=pytest.mark.torture)])
def test_kill_nine_loses_nothing_that_was_told_and_leaves_nothing_half(sends: int, kills: int):
    crowd = Crowd([letter(number) for number in range(sends)])
    crowd.run(kills)
    stands = dict(Draft.objects.exclude(initiative=None).values_list("pk", "initiative__number"))
    assert crowd.told == stands
    assert crowd.again == crowd.told
    assert Initiative.objects.count() == sends
    assert list(halves()) == []
    assert file_check.missing() == []


def test_without_transactions_a_kill_leaves_halves():
    """The negative control: the same kills, and every write stands by itself."""
    crowd = Crowd([letter(number) for number in range(30)])
    crowd.run(1, *TWIN)
    assert list(halves()) != []


def test_ten_presses_at_once_are_told_one_number():
    of = letter(1)
    port = free_port()
    with portal(port), ThreadPoolExecutor(10) as pool:
        told = list(pool.map(of.send, [port] * 10))
    assert told == [Initiative.objects.get().number] * 10
    assert list(halves()) == []
