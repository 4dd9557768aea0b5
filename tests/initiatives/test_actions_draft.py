"""A draft is saved as it is typed, found back by its link, reminded of once and deleted in time."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils.translation import override

from core.files import Upload
from core.models import OutgoingMail
from core.refusal import Conflict
from initiatives.actions import attachment, draft
from initiatives.jobs import DRAFT_REMINDERS, OLD_DRAFTS
from initiatives.models import Draft, DraftFile
from initiatives.queries import submit as queries
from tests.initiatives.drafts import AT, DAY, MINUTE, begin

pytestmark = pytest.mark.django_db
PHOTO = Upload(kind="photo", name="hok.webp", content_type="image/webp", content=b"groot", small=b"klein")


def keep(of: Draft, *, browser: str = "phone", at=AT + MINUTE, seen: int | None = None, user=None, **answers) -> Draft:
    return draft.keep(draft=of, answers=answers, user=user, language="nl", browser=browser, at=at, seen=seen)


def mail(of: Draft, email: str = "noor@example.nl", *, at=AT, asked_from: str = "192.0.2.1") -> Draft:
    return draft.mail_link(draft=of, email=email, asked_from=asked_from, at=at)


# --- Saving -----------------------------------------------------------------------------------------------------
def test_answers_are_kept_beside_each_other():
    kept = keep(begin(title="Tuin"), summary="Bloemen")
    assert kept.answers == {"title": "Tuin", "summary": "Bloemen"}
    assert (kept.version, kept.saved_at, kept.delete_on) == (2, AT + MINUTE, date(2026, 4, 10))


def test_the_same_answers_make_no_new_version():
    assert keep(begin(title="Tuin"), title="Tuin", summary="").version == 1


def test_two_first_saves_of_one_page_begin_one_draft():
    key = uuid4()
    for answers in ({"title": "Tuin"}, {"summary": "Bloemen"}):
        draft.start(key=key, answers=answers, user=None, language="nl", browser="phone", at=AT)
    assert Draft.objects.get().answers == {"title": "Tuin", "summary": "Bloemen"}


def test_another_device_does_not_overwrite_words_it_never_showed():
    kept = keep(begin(title="Tuin"), title="Moestuin")
    with pytest.raises(Conflict) as refused:
        keep(kept, browser="desk", seen=1, title="Bloementuin")
    assert refused.value.theirs == {"title": "Moestuin"}
    kept.refresh_from_db()
    assert kept.answers == {"title": "Moestuin"}


@pytest.mark.parametrize(
    ("browser", "seen", "answers"),
    [
        ("phone", 1, {"title": "Bloementuin"}),
        ("desk", 2, {"title": "Bloementuin"}),
        ("desk", 1, {"title": "Moestuin"}),
        ("desk", 1, {"summary": "Iets nieuws"}),
        ("desk", None, {"title": "Bloementuin"}),
    ],
    ids=["same browser", "saw the last version", "same words", "other question", "no version told"],
)
def test_what_is_no_conflict(browser, seen, answers):
    kept = keep(begin(title="Tuin"), title="Moestuin")
    assert keep(kept, browser=browser, seen=seen, **answers).answers == {"title": "Moestuin", **answers}


def test_a_draft_becomes_that_of_whoever_logs_in_first(initiator, outsider):
    kept = keep(keep(begin(title="Tuin"), user=initiator, title="Tuin 2"), user=outsider, title="Tuin 3")
    assert kept.user == initiator


def test_a_sent_draft_does_not_change(initiative):
    kept = begin(title="Tuin")
    Draft.objects.update(initiative=initiative)
    with pytest.raises(draft.AlreadySent):
        keep(kept, title="Anders")


# --- The link ---------------------------------------------------------------------------------------------------
def test_the_mailed_link_says_until_when_it_works_and_quotes_nothing_that_was_typed():
    of = mail(begin(title="Klik op evil.example"))
    sent = OutgoingMail.objects.get()
    assert (sent.to, sent.subject) == ("noor@example.nl", "Ga verder met uw initiatief")
    assert sent.text == (
        "Goedendag,\n\n"
        "U begon met een initiatief op Initiatiefrijk Zwolle. Wij hebben het voor u bewaard. Het is nog niet "
        "verstuurd.\n\n"
        "Open de link hieronder en ga verder waar u was. Dat kan op elk apparaat, zo vaak u wilt. De link werkt tot "
        "10 april 2026. Daarna verwijderen wij wat u schreef.\n\n"
        "Stuur deze link niet door: wie hem heeft, kan meelezen en meeschrijven. Heeft u hier niet om gevraagd? Dan "
        "hoeft u niets te doen.\n\n"
        "Vragen? Bel 14 038.\n\n"
        f"Bekijk het op:\nhttp://localhost:8000/indienen/verder/{queries.token(of)}/\n\n"
        "Met vriendelijke groet,\nInitiatiefrijk Zwolle\n"
    )


def test_the_mail_is_in_the_language_of_the_draft():
    of = begin(title="Garden")
    Draft.objects.update(language="en")
    with override("nl"):
        mail(of)
    assert "/en/indienen/verder/" in OutgoingMail.objects.get().text


def test_every_mail_holds_the_same_link():
    of = begin(title="Tuin")
    assert queries.token(mail(of)) == queries.token(mail(of, at=AT + DAY))


def test_a_mailbox_gets_five_links_an_hour_whoever_asks():
    for number in range(5):
        mail(begin(title="Tuin"), asked_from=f"192.0.2.{number}")
    with pytest.raises(draft.TooOften):
        mail(begin(title="Tuin"), asked_from="192.0.2.9")
    assert OutgoingMail.objects.count() == 5


def test_one_place_asks_for_twenty_links_an_hour():
    of = begin(title="Tuin")
    for number in range(20):
        mail(of, f"buur{number}@example.nl")
    with pytest.raises(draft.TooOften):
        mail(of, "nog@example.nl")


@pytest.mark.parametrize("spoil", [lambda word: word + "x", lambda word: "x" + word, lambda word: "", lambda word: "~"])
def test_a_changed_word_opens_nothing(spoil):
    word = queries.token(begin(title="Tuin"))
    assert queries.by_token(word, date(2026, 3, 11)) is not None
    assert queries.by_token(spoil(word), date(2026, 3, 11)) is None


def test_a_word_opens_nothing_after_its_last_day():
    of = begin(title="Tuin")
    assert queries.by_token(queries.token(of), date(2026, 4, 9)) == of
    assert queries.by_token(queries.token(of), date(2026, 4, 10)) is None


def test_revoking_makes_earlier_words_useless_and_their_draft_cannot_be_begun_anew():
    of = begin(title="Tuin")
    old = queries.token(of)
    revoked = draft.revoke_links(draft=of)
    assert queries.by_token(old, date(2026, 3, 11)) is None
    assert queries.by_token(queries.token(revoked), date(2026, 3, 11)) == of
    assert queries.reserved_key(old) != of.key


def test_a_page_without_a_draft_reserves_its_key():
    word = queries.new_token()
    assert queries.reserved_key(word) == queries.reserved_key(word)
    assert queries.reserved_key("onzin") != queries.reserved_key("onzin")


# --- Files ------------------------------------------------------------------------------------------------------
def test_ten_files_and_no_more():
    of = begin(title="Tuin")
    for _number in range(10):
        attachment.add_to_draft(draft=of, upload=PHOTO, at=AT)
    with pytest.raises(attachment.TooManyFiles):
        attachment.add_to_draft(draft=of, upload=PHOTO, at=AT)


def test_removing_a_file_takes_it_from_the_disk(django_capture_on_commit_callbacks):
    of = begin(title="Tuin")
    stored = attachment.add_to_draft(draft=of, upload=PHOTO, at=AT)
    with django_capture_on_commit_callbacks(execute=True):
        attachment.remove_from_draft(draft=of, pk=stored.pk)
        attachment.remove_from_draft(draft=of, pk=stored.pk)
    assert not of.files.exists()
    assert not stored.file.storage.exists(stored.file.name)
    assert not stored.file.storage.exists(stored.thumbnail.name)


def test_a_draft_does_not_reach_the_files_of_another():
    stored = attachment.add_to_draft(draft=begin(title="Tuin"), upload=PHOTO, at=AT)
    attachment.remove_from_draft(draft=begin(title="Anders"), pk=stored.pk)
    assert DraftFile.objects.filter(pk=stored.pk).exists()


# --- Reminding and deleting -------------------------------------------------------------------------------------
def test_a_reminder_after_a_week_and_only_once():
    mail(begin(title="Tuin"))
    OutgoingMail.objects.all().delete()
    assert DRAFT_REMINDERS.run(AT + 7 * DAY - MINUTE) == 0
    assert DRAFT_REMINDERS.run(AT + 7 * DAY) == 1
    assert DRAFT_REMINDERS.run(AT + 8 * DAY) == 0
    assert OutgoingMail.objects.get().subject == "Uw initiatief staat nog klaar"


@pytest.mark.parametrize("change", [{"email": ""}, {"initiative": "sent"}, {"delete_on": date(2026, 3, 18)}])
def test_who_gets_no_reminder(change, initiative):
    of = mail(begin(title="Tuin"))
    Draft.objects.filter(pk=of.pk).update(**{k: initiative if v == "sent" else v for k, v in change.items()})
    assert DRAFT_REMINDERS.run(AT + 7 * DAY) == 0


def test_a_draft_of_an_account_is_reminded_of_at_that_account(initiator):
    begin(title="Tuin", user=initiator)
    DRAFT_REMINDERS.run(AT + 7 * DAY)
    assert OutgoingMail.objects.get().to == "noor@example.nl"


def test_deleted_after_thirty_days_with_its_files(django_capture_on_commit_callbacks):
    of = begin(title="Tuin")
    stored = attachment.add_to_draft(draft=of, upload=PHOTO, at=AT)
    assert OLD_DRAFTS.run(AT + timedelta(days=29)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert OLD_DRAFTS.run(AT + timedelta(days=30)) == 1
    assert not Draft.objects.exists()
    assert not stored.file.storage.exists(stored.file.name)


def test_a_file_stays_when_the_deletion_does_not_stand():
    of = begin(title="Tuin")
    stored = attachment.add_to_draft(draft=of, upload=PHOTO, at=AT)
    draft.discard(draft=of)
    assert stored.file.storage.exists(stored.file.name)


def test_deleting_a_sent_draft_leaves_the_initiative(initiative):
    of = begin(title="Tuin")
    Draft.objects.update(initiative=initiative)
    OLD_DRAFTS.run(AT + timedelta(days=30))
    initiative.refresh_from_db()
    assert not Draft.objects.filter(pk=of.pk).exists()


def test_whose_draft_it_is(initiator):
    assert begin(title="Tuin").address == ""
    assert mail(begin(title="Tuin"), "ria@example.nl").address == "ria@example.nl"
    assert begin(title="Tuin", user=initiator).address == "noor@example.nl"
    assert str(begin()) == "Concept zonder titel"
