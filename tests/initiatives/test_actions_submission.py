"""A draft becomes one initiative with one receipt, for whoever proves the mailbox."""

from datetime import date, timedelta

import pytest

from accounts.models import User
from core.files import Upload
from core.models import AuditEntry, OutgoingMail
from initiatives.actions import attachment, code, submission
from initiatives.actions import draft as drafts
from initiatives.enums import Audience, MemberRole, Origin, PlaceKind, PromiseKind, Side, State
from initiatives.models import Draft, Initiative
from tests.initiatives.drafts import AT, MINUTE, begin, coded, finished, gathered

pytestmark = pytest.mark.usefixtures("town")
DOCUMENT = Upload(kind="document", name="plan.pdf", content_type="application/pdf", content=b"%PDF")
PHOTO = Upload(kind="photo", name="hok.webp", content_type="image/webp", content=b"groot", small=b"klein")


def send_coded(of: Draft, digits: str, *, at=AT) -> Initiative:
    intake, sender = gathered(of) if not of.initiative_id else (None, None)
    return submission.send_with_code(draft=of, intake=intake, sender=sender, digits=digits, seen=of.version, at=at)


def send(of: Draft, *, at=AT) -> Initiative:
    intake, sender = gathered(of)
    return submission.send(draft=of, intake=intake, sender=sender, seen=of.version, at=at)


# --- What comes of it -------------------------------------------------------------------------------------------
def test_the_initiative_holds_what_was_answered():
    of = finished()
    initiative = send_coded(of, coded(of))
    assert (initiative.number, initiative.title, initiative.state) == (
        "ZW-2026-0001",
        "Boekenruil in het bushokje",
        State.SUBMITTED,
    )
    assert (initiative.place_kind, initiative.wijk.name, initiative.theme.name) == (
        PlaceKind.WIJK,
        "Assendorp",
        "Ontmoeten",
    )
    assert sorted(initiative.help_asked.values_list("kind", flat=True)) == ["place", "rules"]
    assert (initiative.public_consent_at, initiative.published_at, initiative.origin) == (AT, None, Origin.PORTAL)
    member = initiative.members.get()
    assert (member.user.email, member.user.display_name, member.user.phone, member.role) == (
        "noor@example.nl",
        "Noor Velthuis",
        "0612345678",
        MemberRole.INITIATOR,
    )
    assert initiative.promises.get(kind=PromiseKind.FIRST_ANSWER).due_on == date(2026, 3, 18)
    assert AuditEntry.objects.filter(verb="initiative.submitted", case_number="ZW-2026-0001").count() == 1


def test_the_draft_is_emptied_and_points_to_its_initiative():
    of = finished()
    initiative = send_coded(of, coded(of))
    of.refresh_from_db()
    assert (of.initiative, of.answers, of.user.email) == (initiative, {}, "noor@example.nl")


def test_the_first_version_holds_what_was_sent():
    of = finished()
    initiative = send_coded(of, coded(of))
    assert initiative.versions.get().texts == {
        "title": "Boekenruil in het bushokje",
        "summary": "Wij maken van het oude bushokje een plek om boeken te ruilen.",
        "for_whom": "Voor iedereen die op de bus wacht.",
        "with_whom": "Met de leesclub.",
        "planned_when": "Dit voorjaar.",
        "question": "Mogen wij het bushokje gebruiken?",
        "organisation": "",
        "address": "",
        "place_kind": "wijk",
        "shown_name": "first",
        "theme": "ontmoeten",
        "wijk": "WK019313",
        "address_public": "no",
        "may_be_public": "yes",
        "help_kinds": ["place", "rules"],
    }


def test_files_move_along_photos_for_everyone_documents_for_the_two_sides():
    of = finished()
    for upload in (PHOTO, DOCUMENT):
        attachment.add_to_draft(draft=of, upload=upload, at=AT)
    initiative = send_coded(of, coded(of))
    assert list(initiative.attachments.order_by("pk").values_list("name", "audience", "side")) == [
        ("hok.webp", Audience.PUBLIC, Side.INITIATOR),
        ("plan.pdf", Audience.INITIATOR, Side.INITIATOR),
    ]
    assert all(len(token) >= 43 for token in initiative.attachments.values_list("token", flat=True))
    assert not of.files.exists()


def test_the_receipt():
    of = finished()
    attachment.add_to_draft(draft=of, upload=DOCUMENT, at=AT)
    send_coded(of, coded(of))
    mail = OutgoingMail.objects.get(kind="initiatives.receipt")
    assert (mail.to, mail.subject, mail.case_number) == (
        "noor@example.nl",
        "Uw initiatief Boekenruil in het bushokje is ingediend (ZW-2026-0001)",
        "ZW-2026-0001",
    )
    assert mail.text == (
        "Beste Noor Velthuis,\n\n"
        "Uw initiatief is ingediend op 11 maart 2026, 10:00 uur. Het nummer is ZW-2026-0001.\n\n"
        "U hoeft nu niets te doen. Het gidsteam leest uw plan. U krijgt een eerste antwoord uiterlijk op 18 maart "
        "2026, van een gids met een naam en een telefoonnummer.\n\n"
        "Vragen? Bel 14 038.\n\n"
        "Bekijk het op:\nhttp://localhost:8000/mijn/ZW-2026-0001/ontvangst/\n\n"
        "Dit heeft u gestuurd\n\n"
        "Hoe heet uw initiatief?\n> Boekenruil in het bushokje\n\n"
        "Wat wilt u doen?\n> Wij maken van het oude bushokje een plek om boeken te ruilen.\n\n"
        "Voor wie doet u het?\n> Voor iedereen die op de bus wacht.\n\n"
        "Met wie doet u het?\n> Met de leesclub.\n\n"
        "Wanneer wilt u het doen?\n> Dit voorjaar.\n\n"
        "Waar gaat het vooral over?\n> Ontmoeten\n\n"
        "Waar is het?\n> Een wijk\n\n"
        "Welke wijk?\n> Assendorp\n\n"
        "Welke hulp zoekt u?\n> een plek, ruimte in regels\n\n"
        "Wat is uw vraag aan de gemeente?\n> Mogen wij het bushokje gebruiken?\n\n"
        "Uw naam\n> Noor Velthuis\n\n"
        "Uw e-mailadres\n> noor@example.nl\n\n"
        "Uw telefoonnummer\n> 0612345678\n\n"
        "Bent u jonger dan 16 jaar?\n> Nee\n\n"
        "Welke naam mag iedereen zien?\n> Alleen mijn voornaam\n\n"
        "Mag uw initiatief op deze website?\n> Ja\n\n"
        "Foto's en documenten\n- plan.pdf\n\n"
        "Met vriendelijke groet,\nInitiatiefrijk Zwolle\nZW-2026-0001\n"
    )


def test_an_account_that_exists_keeps_its_initiatives_and_gets_the_new_telephone():
    known = User.objects.create_user("noor@example.nl", "Noor", phone="0611111111")
    of = finished()
    initiative = send_coded(of, coded(of))
    known.refresh_from_db()
    assert initiative.members.get().user == known
    assert (known.display_name, known.phone) == ("Noor Velthuis", "0612345678")


# --- Once -------------------------------------------------------------------------------------------------------
def test_sending_again_gives_the_same_initiative_and_no_second_receipt():
    of = finished()
    digits = coded(of)
    first = send_coded(of, digits)
    of.refresh_from_db()
    assert send_coded(of, digits, at=AT + MINUTE) == first
    assert Initiative.objects.count() == 1
    assert OutgoingMail.objects.filter(kind="initiatives.receipt").count() == 1


def test_somebody_logged_in_sends_once_too(initiator):
    of = finished(user=initiator)
    intake, sender = gathered(of)
    sent = {
        submission.send(draft=of, intake=intake, sender=sender, seen=of.version, at=AT).number for _time in range(3)
    }
    assert sent == {"ZW-2026-0001"}
    assert OutgoingMail.objects.filter(kind="initiatives.receipt").count() == 1


def test_what_changed_after_it_was_checked_is_not_sent(initiator):
    of = finished(user=initiator)
    intake, sender = gathered(of)
    drafts.keep(draft=of, answers={"title": "Anders"}, user=initiator, language="nl", browser="desk", at=AT)
    with pytest.raises(submission.ChangedMeanwhile):
        submission.send(draft=of, intake=intake, sender=sender, seen=of.version, at=AT)
    assert not Initiative.objects.exists()


# --- The code ---------------------------------------------------------------------------------------------------
def wrong(digits: str) -> str:
    return f"{(int(digits) + 1) % 1_000_000:06}"


def test_the_mail_with_the_code_is_wiped_and_short_lived():
    digits = coded(finished())
    mail = OutgoingMail.objects.get()
    assert mail.subject == f"{digits} is uw code voor Initiatiefrijk Zwolle"
    assert (mail.secret, mail.expires_at) == (True, AT + timedelta(minutes=15))
    assert mail.text == (
        "Goedendag,\n\n"
        f"Uw code is: {digits}\n\n"
        "Vul de code in op de pagina waar u uw initiatief verstuurt. De code werkt 15 minuten.\n\n"
        "Heeft u geen code gevraagd? Dan hoeft u niets te doen. Geef de code aan niemand.\n\n"
        "Vragen? Bel 14 038.\n\n"
        "Met vriendelijke groet,\nInitiatiefrijk Zwolle\n"
    )


def test_a_wrong_code_sends_nothing_and_counts():
    of = finished()
    digits = coded(of)
    with pytest.raises(code.CodeRefused) as refused:
        send_coded(of, wrong(digits))
    of.refresh_from_db()
    assert (str(refused.value), of.code_attempts, Initiative.objects.count()) == (
        "Deze code klopt niet. Kijk nog eens in de e-mail.",
        1,
        0,
    )


def test_after_five_wrong_codes_the_right_one_is_worth_nothing():
    of = finished()
    digits = coded(of)
    for _time in range(5):
        with pytest.raises(code.CodeRefused):
            send_coded(of, wrong(digits))
    with pytest.raises(code.CodeRefused, match="te vaak"):
        send_coded(of, digits)
    assert not Initiative.objects.exists()


def test_a_code_is_worth_nothing_after_a_quarter():
    of = finished()
    digits = coded(of)
    with pytest.raises(code.CodeRefused, match="te oud"):
        send_coded(of, digits, at=AT + timedelta(minutes=15, seconds=1))


def test_a_code_is_worth_nothing_for_another_draft():
    one, other = finished(), finished()
    digits = coded(one)
    one.refresh_from_db()
    Draft.objects.filter(pk=other.pk).update(email=one.email, code_hash=one.code_hash, code_sent_at=AT)
    with pytest.raises(code.CodeRefused):
        send_coded(other, digits)


def test_a_code_is_worth_nothing_once_the_address_changed():
    of = finished()
    digits = coded(of)
    of = drafts.keep(draft=of, answers={"email": "ander@example.nl"}, user=None, language="nl", browser="phone", at=AT)
    with pytest.raises(submission.ChangedMeanwhile):
        send_coded(of, digits)
    assert not User.objects.filter(email="ander@example.nl").exists()


def test_without_a_code_nothing_is_proven():
    with pytest.raises(code.CodeRefused):
        send_coded(finished(), "")


def test_a_second_click_within_half_a_minute_mails_no_second_code():
    of = finished()
    first = coded(of)
    of.refresh_from_db()
    assert coded(of, at=AT + timedelta(seconds=29)) == first
    assert OutgoingMail.objects.count() == 1


def test_a_mailbox_gets_six_codes_an_hour():
    for _number in range(6):
        coded(finished())
    with pytest.raises(drafts.TooOften):
        coded(finished())
    assert OutgoingMail.objects.count() == 6


def test_one_place_asks_for_thirty_codes_an_hour():
    for number in range(30):
        code.send_code(draft=begin(title="T"), email=f"buur{number}@example.nl", asked_from="192.0.2.1", at=AT)
    with pytest.raises(drafts.TooOften):
        code.send_code(draft=begin(title="T"), email="nog@example.nl", asked_from="192.0.2.1", at=AT)
