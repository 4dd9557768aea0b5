"""What the initiator's side does with a case: change the text, invite, join, leave, tell how it went, add files."""

from datetime import UTC, datetime, timedelta

import pytest

from core.files import Upload
from core.models import AuditEntry, OutgoingMail
from core.refusal import Conflict, Refusal
from initiatives.actions import attachment, member, publication, registration, review, text
from initiatives.actions.version import keep
from initiatives.enums import Audience, InvitationKind, MemberRole, Origin, Outcome, Side, State
from initiatives.intake import Intake
from initiatives.models import Initiative, Member
from initiatives.queries.versions import changes, intake_with
from initiatives.sheet import TownNames
from tests.factories import MemberFactory, UserFactory

AT = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
SECRET = "geheim"
PHOTO = Upload(kind="photo", name="hok.webp", content_type="image/webp", content=b"groot", small=b"klein")
DOCUMENT = Upload(kind="document", name="plan.pdf", content_type="application/pdf", content=b"%PDF")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def known_secret(monkeypatch) -> None:
    monkeypatch.setattr(registration, "token_urlsafe", lambda size: SECRET)


def mails() -> list[tuple[str, str]]:
    """(to, subject) of everything that was written, the first first."""
    return list(OutgoingMail.objects.order_by("pk").values_list("to", "subject"))


def events(initiative: Initiative) -> list[tuple[str, str]]:
    return list(initiative.timeline.order_by("pk").values_list("event", "audience"))


# --- Text -------------------------------------------------------------------------------------------------------
@pytest.fixture
def written(initiative, initiator) -> Initiative:
    """The case, with its first version."""
    keep(initiative, by=initiator, at=AT)
    return initiative


def change(initiative: Initiative, by, *, seen: int = 1, **changed) -> Initiative:
    fresh = Initiative.objects.get(pk=initiative.pk)
    return text.change_text(initiative=fresh, intake=intake_with(fresh, changed), seen=seen, by=by, at=AT)


def test_a_change_is_a_version_a_story_and_a_mail_to_the_guide(written, initiator):
    change(written, initiator, title="Moestuin", help_kinds=["place"])
    written.refresh_from_db()
    assert (written.title, written.version, written.search_title) == ("Moestuin", 2, "moestuin")
    assert list(written.help_asked.values_list("kind", flat=True)) == ["place"]
    assert written.versions.get(version=2).texts["title"] == "Moestuin"
    assert events(written) == [("text_changed", Audience.PUBLIC)]
    assert mails() == [("gijs@zwolle.example", "De tekst van Moestuin is aangepast (ZW-2026-0001)")]
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.after) == ("initiative.text_changed", {"version": 2, "changed": ["help_kinds", "title"]})


def test_the_same_text_is_no_change(written, initiator):
    change(written, initiator)
    assert written.versions.count() == 1
    assert mails() == []


def test_the_second_saver_is_told_what_stands_there(written, initiator):
    change(written, initiator, title="Moestuin")
    with pytest.raises(Conflict) as refused:
        change(written, initiator, title="Bloementuin", seen=1)
    assert refused.value.theirs == {"title": "Moestuin"}
    written.refresh_from_db()
    assert (written.title, written.version) == ("Moestuin", 2)


def test_whoever_saw_the_last_version_may_change_it(written, initiator):
    change(written, initiator, title="Moestuin")
    assert change(written, initiator, title="Bloementuin", seen=2).version == 3


def test_help_that_is_no_longer_asked_goes(written, initiator):
    change(written, initiator, help_kinds=["place", "money"])
    change(written, initiator, help_kinds=["money", "rules"], seen=2)
    assert sorted(written.help_asked.values_list("kind", flat=True)) == ["money", "rules"]


def test_versions_are_compared_question_by_question(written, initiator):
    change(written, initiator, title="Buurttuin aan de Dijk", place_kind="city", wijk=None)
    first, second = written.versions.order_by("version")
    town = TownNames(wijken={"WK019313": "Assendorp"}, themes={})
    found = [
        (str(one.question), [(piece.kind, piece.text) for piece in one.pieces]) for one in changes(first, second, town)
    ]
    assert found == [
        (
            "Hoe heet uw initiatief?",
            [("same", "Buurttuin aan de "), ("gone", "Assendorperdijk"), ("new", "Dijk")],
        ),
        ("Waar is het?", [("gone", "Een wijk"), ("new", "Hele stad")]),
        ("Welke wijk?", [("gone", "Assendorp")]),
    ]


# --- People -----------------------------------------------------------------------------------------------------
def invite(initiative, by, *, email="otto@example.nl", kind=InvitationKind.CO_INITIATOR, at=AT):
    return member.invite(initiative=initiative, kind=kind, email=email, language="nl", by=by, at=at)


def test_an_invitation_says_who_asks_and_nothing_the_initiator_wrote(initiative, initiator):
    invitation = invite(initiative, initiator, email=" Otto@Example.nl ")
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == (
        "otto@example.nl",
        "Noor Velthuis vraagt of u meedoet met een initiatief (ZW-2026-0001)",
    )
    assert mail.text == (
        "Goedendag,\n\n"
        "Noor Velthuis wil samen met u verder met een initiatief. U kunt dan alles lezen, meepraten en de tekst "
        "aanpassen.\n\n"
        "Open de link hieronder. U leest dan om welk initiatief het gaat, en kiest zelf. De link werkt tot 25 maart "
        "2026.\n\n"
        "Kent u Noor Velthuis niet? Dan hoeft u niets te doen.\n\n"
        "Vragen? Bel 14 038.\n\n"
        "Bekijk het op:\nhttp://localhost:8000/mijn/uitnodiging/geheim/\n\n"
        "Met vriendelijke groet,\nInitiatiefrijk Zwolle\nZW-2026-0001\n"
    )
    assert SECRET not in invitation.secret_hash
    assert invitation.expires_at == AT + timedelta(days=14)


def test_joining(initiative, initiator, outsider):
    invite(initiative, initiator)
    member.accept(secret=SECRET, by=outsider, at=AT)
    assert initiative.members.get(user=outsider).role == MemberRole.CO_INITIATOR
    assert events(initiative) == [("member_joined", Audience.INITIATOR)]
    assert mails()[1:] == [
        ("gijs@zwolle.example", "Iemand doet mee met Buurttuin aan de Assendorperdijk (ZW-2026-0001)"),
        ("noor@example.nl", "Iemand doet mee met Buurttuin aan de Assendorperdijk (ZW-2026-0001)"),
    ]


def test_joining_twice_is_joining_once(initiative, initiator, outsider):
    invite(initiative, initiator)
    for _time in range(2):
        member.accept(secret=SECRET, by=outsider, at=AT)
    assert initiative.members.filter(user=outsider).count() == 1
    assert len(mails()) == 3


def test_taking_over_leaves_the_earlier_initiator_as_one_who_takes_part(initiative, initiator, outsider):
    invite(initiative, initiator, kind=InvitationKind.HAND_OVER)
    member.accept(secret=SECRET, by=outsider, at=AT)
    assert dict(initiative.members.values_list("user", "role")) == {
        outsider.pk: MemberRole.INITIATOR,
        initiator.pk: MemberRole.CO_INITIATOR,
    }
    assert events(initiative) == [("handed_over", Audience.PUBLIC)]


def test_somebody_who_takes_part_can_take_over(initiative, initiator, outsider):
    MemberFactory(initiative=initiative, user=outsider, role=MemberRole.CO_INITIATOR)
    invite(initiative, initiator, kind=InvitationKind.HAND_OVER)
    member.accept(secret=SECRET, by=outsider, at=AT)
    assert initiative.members.get(user=outsider).role == MemberRole.INITIATOR


def test_claiming_what_the_municipality_entered(town, guide, outsider):
    initiative = registration.register(
        intake=Intake(title="Leeskring"), origin=Origin.COUNTER, email="otto@example.nl", by=guide, at=AT
    )
    member.accept(secret=SECRET, by=outsider, at=AT)
    assert initiative.members.get().user == outsider
    assert Initiative.objects.of_initiator(outsider).get() == initiative


def test_a_claim_loses_to_an_initiator_who_came_first(town, guide, outsider, initiator):
    initiative = registration.register(
        intake=Intake(title="Leeskring"), origin=Origin.COUNTER, email="otto@example.nl", by=guide, at=AT
    )
    MemberFactory(initiative=initiative, user=initiator)
    with pytest.raises(member.InvitationRefused, match="heeft al een initiatiefnemer"):
        member.accept(secret=SECRET, by=outsider, at=AT)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda it: type(it).objects.update(email="ander@example.nl"), "voor een ander e-mailadres"),
        (lambda it: type(it).objects.update(withdrawn_at=AT), "ingetrokken"),
        (lambda it: type(it).objects.update(expires_at=AT), "verlopen"),
        (lambda it: type(it).objects.update(accepted_at=AT), "al gebruikt"),
        (lambda it: type(it).objects.all().delete(), "bestaat niet"),
    ],
    ids=["somebody else's", "withdrawn", "expired", "used", "unknown"],
)
def test_an_invitation_that_serves_nobody(initiative, initiator, outsider, spoil, says):
    spoil(invite(initiative, initiator))
    for attempt in (member.find, member.accept):
        with pytest.raises(member.InvitationRefused, match=says):
            attempt(secret=SECRET, by=outsider, at=AT)
    assert not initiative.members.filter(user=outsider).exists()


def test_inviting_again_ends_the_earlier_invitation(initiative, initiator, monkeypatch):
    first = invite(initiative, initiator)
    monkeypatch.setattr(registration, "token_urlsafe", lambda size: "ander")
    invite(initiative, initiator)
    first.refresh_from_db()
    assert first.withdrawn_at == AT


def test_withdrawing_an_invitation(initiative, initiator):
    invitation = invite(initiative, initiator)
    member.withdraw_invitation(initiative=initiative, pk=invitation.pk, by=initiator, at=AT)
    invitation.refresh_from_db()
    assert invitation.withdrawn_at == AT


@pytest.mark.parametrize("email", ["noor@example.nl", "otto@example.nl"])
def test_nobody_is_invited_who_takes_part_already(initiative, initiator, outsider, email):
    MemberFactory(initiative=initiative, user=outsider, role=MemberRole.CO_INITIATOR)
    with pytest.raises(Refusal, match="doet al mee"):
        invite(initiative, initiator, email=email)


def test_ten_invitations_a_day(initiative, initiator, monkeypatch):
    for number in range(10):
        monkeypatch.setattr(registration, "token_urlsafe", lambda size, number=number: f"geheim-{number}")
        invite(initiative, initiator, email=f"buur{number}@example.nl")
    with pytest.raises(Refusal, match="genoeg uitnodigingen"):
        invite(initiative, initiator, email="nog@example.nl")


def test_twenty_people_and_no_more(initiative, initiator):
    for _number in range(19):
        MemberFactory(initiative=initiative, role=MemberRole.CO_INITIATOR)
    with pytest.raises(Refusal, match="20 mensen"):
        invite(initiative, initiator)


def test_leaving(initiative, initiator, outsider):
    MemberFactory(initiative=initiative, user=outsider, role=MemberRole.CO_INITIATOR)
    member.leave(initiative=initiative, by=outsider, at=AT)
    member.leave(initiative=initiative, by=outsider, at=AT)
    assert Member.objects.get(user=outsider).left_at == AT
    assert not Initiative.objects.of_initiator(outsider).exists()
    assert [to for to, _subject in mails()] == ["gijs@zwolle.example", "noor@example.nl"]


def test_the_initiator_does_not_just_leave(initiative, initiator):
    with pytest.raises(Refusal, match="Draag het initiatief eerst over"):
        member.leave(initiative=initiative, by=initiator, at=AT)


# --- How it went ------------------------------------------------------------------------------------------------
def tell(initiative, by, *, phase=State.SUBMITTED, words="", reopens=False):
    return review.give_review(
        initiative=initiative, phase=phase, grade="bad", text=words, reopens=reopens, by=by, at=AT
    )


def test_the_guide_reads_what_was_said_as_it_was_said(initiative, initiator):
    tell(initiative, initiator, words="Het duurde te lang.")
    assert mails() == [
        (
            "gijs@zwolle.example",
            "De initiatiefnemer vertelde hoe het ging met Buurttuin aan de Assendorperdijk (ZW-2026-0001)",
        )
    ]
    assert "Over de fase “Ingediend” zegt de initiatiefnemer: Niet goed.\n\n> Het duurde te lang." in (
        OutgoingMail.objects.get().text
    )
    assert events(initiative) == [("reviewed", Audience.INITIATOR)]


def test_one_answer_a_person_and_phase(initiative, initiator):
    tell(initiative, initiator)
    with pytest.raises(Refusal, match="al beantwoord"):
        tell(initiative, initiator)


@pytest.fixture
def closed(initiative) -> Initiative:
    """The case, closed."""
    Initiative.objects.update(state=State.CLOSED, outcome=Outcome.INDEPENDENT, ball="")
    return initiative


def test_a_critical_answer_opens_the_case_again(closed, initiator):
    tell(closed, initiator, phase=State.CLOSED, words="De vraag is niet beantwoord.", reopens=True)
    closed.refresh_from_db()
    assert (closed.state, closed.ball) == (State.CONVERSING, "municipality")
    assert events(closed) == [("reviewed", Audience.INITIATOR), ("reopened", Audience.PUBLIC)]


def test_opening_again_takes_a_reason(closed, initiator):
    with pytest.raises(Refusal, match="Schrijf op waarom"):
        tell(closed, initiator, phase=State.CLOSED, reopens=True)


def test_an_open_case_is_not_opened(initiative, initiator):
    assert tell(initiative, initiator, words="Kijk nog eens", reopens=True).reopens is False


# --- Files ------------------------------------------------------------------------------------------------------
def add(initiative, by, upload=PHOTO, *, side=Side.INITIATOR, message=None):
    return attachment.add(initiative=initiative, upload=upload, side=side, by=by, at=AT, message=message)


@pytest.mark.parametrize(
    ("upload", "audience", "event", "subject"),
    [
        (PHOTO, Audience.PUBLIC, "photo_added", "Nieuwe foto bij Buurttuin aan de Assendorperdijk (ZW-2026-0001)"),
        (
            DOCUMENT,
            Audience.INITIATOR,
            "document_added",
            "Nieuw document bij Buurttuin aan de Assendorperdijk (ZW-2026-0001)",
        ),
    ],
)
def test_a_file_is_told_to_the_guide(initiative, initiator, upload, audience, event, subject):
    added = add(initiative, initiator, upload)
    assert (added.audience, added.side, len(added.token)) == (audience, Side.INITIATOR, 43)
    assert events(initiative) == [(event, audience)]
    assert mails() == [("gijs@zwolle.example", subject)]


def test_a_file_of_the_guide_is_told_to_the_initiator(initiative, initiator, guide):
    add(initiative, guide, DOCUMENT, side=Side.MUNICIPALITY)
    assert [to for to, _subject in mails()] == ["noor@example.nl"]


def test_a_hundred_files_and_no_more(initiative, initiator, monkeypatch):
    monkeypatch.setattr(attachment, "MOST_FILES_OF_CASE", 1)
    add(initiative, initiator)
    with pytest.raises(attachment.TooManyFiles):
        add(initiative, initiator)


def test_removing_keeps_the_row_and_deletes_the_file(initiative, initiator, django_capture_on_commit_callbacks):
    added = add(initiative, initiator)
    with django_capture_on_commit_callbacks(execute=True):
        attachment.remove(attachment=added, by=initiator, at=AT)
        attachment.remove(attachment=added, by=initiator, at=AT)
    added.refresh_from_db()
    assert (added.removed_at, added.file.storage.exists(added.file.name)) == (AT, False)
    assert AuditEntry.objects.filter(verb="initiative.file_removed").count() == 1


def test_describing_a_photo(initiative, initiator):
    added = add(initiative, initiator)
    attachment.describe(attachment=added, description="Een bushokje", by=initiator, at=AT)
    added.refresh_from_db()
    assert added.description == "Een bushokje"


def test_a_message_with_files_is_sent_once(initiative, initiator):
    for _time in range(2):
        attachment.write_with_files(
            initiative=initiative,
            text="Zie de bijlage",
            uploads=[PHOTO, DOCUMENT],
            by=initiator,
            at=AT,
            idempotency_key="sleutel",
        )
    message = initiative.messages.get()
    assert list(message.attachments.order_by("pk").values_list("audience", flat=True)) == [Audience.INITIATOR] * 2
    assert len(mails()) == 1


# --- On the website ---------------------------------------------------------------------------------------------
def test_consent_is_told_to_the_guide_and_to_the_others(initiative, initiator):
    other = UserFactory(email="ria@example.nl")
    MemberFactory(initiative=initiative, user=other, role=MemberRole.CO_INITIATOR)
    for _time in range(2):
        publication.give_consent(initiative=initiative, by=initiator, at=AT)
    assert mails() == [
        ("gijs@zwolle.example", "Buurttuin aan de Assendorperdijk mag op de website (ZW-2026-0001)"),
        ("ria@example.nl", "Buurttuin aan de Assendorperdijk mag op de website (ZW-2026-0001)"),
    ]


def test_withdrawing_consent_takes_the_page_away_and_is_told(initiative, initiator):
    Initiative.objects.update(public_consent_at=AT, published_at=AT)
    for _time in range(2):
        publication.withdraw_consent(initiative=initiative, by=initiator, at=AT)
    assert not Initiative.objects.public().exists()
    assert mails() == [
        ("gijs@zwolle.example", "Buurttuin aan de Assendorperdijk mag niet meer op de website (ZW-2026-0001)")
    ]
