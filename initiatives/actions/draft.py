"""An initiative that is being written: saved as it is typed, found back by a mailed link, sent once or deleted.

A draft is no case yet, so nothing here is told to the audit.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import limits, outbox
from core.refusal import Conflict, Refusal
from initiatives import notices_submit as notices
from initiatives.models import Attachment, Draft, DraftFile

KEPT_FOR = timedelta(days=30)
REMIND_AFTER = timedelta(days=7)
HOUR = 3600
LINKS_AN_HOUR = 5
LINKS_AN_HOUR_FROM_ONE_PLACE = 20

Answers = Mapping[str, str | list[str]]


class AlreadySent(Refusal):
    """The draft has become an initiative; nothing in it changes any more."""


class TooOften(Refusal):
    """More mails were asked for than one mailbox should get."""

    field = "email"


@transaction.atomic
def start(*, key: UUID, answers: Answers, user: User | None, language: str, browser: str, at: datetime) -> Draft:
    """Begin a draft with its first answers. `key` was reserved by the page, so two first saves begin one draft."""
    draft, made = Draft.objects.get_or_create(
        key=key,
        defaults={
            "answers": dict(answers),
            "user": user,
            "language": language,
            "saved_from": browser,
            "started_at": at,
            "saved_at": at,
            "delete_on": localdate(at + KEPT_FOR),
        },
    )
    if made:
        return draft
    return keep(draft=draft, answers=answers, user=user, language=language, browser=browser, at=at)


@transaction.atomic
def keep(
    *,
    draft: Draft,
    answers: Answers,
    user: User | None,
    language: str,
    browser: str,
    at: datetime,
    seen: int | None = None,
) -> Draft:
    """Save these answers as typed, beside the others, and keep the draft for another 30 days.

    `seen` is the version the screen showed. Raises Conflict when another browser saved other words for the same
    questions since, AlreadySent when the draft was sent.
    """
    draft = lock(draft)
    changed = {name: value for name, value in answers.items() if (draft.answers.get(name) or "") != (value or "")}
    if seen is not None and seen != draft.version and browser != draft.saved_from:
        _refuse_overwriting({name: draft.answers[name] for name in changed if draft.answers.get(name)})
    draft.answers = {**draft.answers, **answers}
    draft.version += bool(changed)
    draft.user = draft.user or user
    draft.language = language
    draft.saved_from = browser
    _touch(draft, at)
    draft.save()
    return draft


def _refuse_overwriting(theirs: dict[str, Any]) -> None:
    if theirs:
        raise Conflict(
            _("Dit concept is intussen op een ander apparaat veranderd. Kijk welke tekst u wilt houden."), theirs=theirs
        )


def lock(draft: Draft) -> Draft:
    """The draft as it stands now, locked until the transaction ends. Raises AlreadySent."""
    fresh = Draft.objects.select_for_update().get(pk=draft.pk)
    if fresh.initiative_id:
        raise AlreadySent(_("U heeft dit initiatief al verstuurd."))
    return fresh


def _touch(draft: Draft, at: datetime) -> None:
    draft.saved_at = at
    draft.delete_on = localdate(at + KEPT_FOR)


def mail_link(*, draft: Draft, email: str, asked_from: str, at: datetime) -> Draft:
    """Mail the link that opens the draft on any device. `asked_from` is the machine that asks.

    The text holds nothing the writer typed, so that nobody can send their own words to a stranger through us.
    Raises TooOften.
    """
    if not (
        limits.allow("draft.link.client", asked_from, times=LINKS_AN_HOUR_FROM_ONE_PLACE, seconds=HOUR, at=at)
        and limits.allow("draft.link", email, times=LINKS_AN_HOUR, seconds=HOUR, at=at)
    ):
        raise TooOften(_("Wij stuurden al een paar keer een link. Kijk in uw mail, of probeer het over een uur."))
    with transaction.atomic():
        draft = lock(draft)
        draft.email = email
        _touch(draft, at)
        draft.save(update_fields=["email", "saved_at", "delete_on"])
        outbox.enqueue(notices.draft_link(draft), at=at)
    return draft


@transaction.atomic
def revoke_links(*, draft: Draft) -> Draft:
    """Make every link to the draft that was given out so far useless, in mails and in other browsers."""
    draft = lock(draft)
    draft.link_version += 1
    draft.save(update_fields=["link_version"])
    return draft


@transaction.atomic
def discard(*, draft: Draft) -> None:
    """Delete the draft and its files now. Raises AlreadySent."""
    draft = lock(draft)
    _delete_files(draft)
    draft.delete()


def _delete_files(draft: Draft) -> None:
    for stored in draft.files.all():
        delete_on_disk(stored)


def delete_on_disk(stored: DraftFile | Attachment) -> None:
    """Delete the file and its small version, once it is certain that the transaction stands."""
    for file in (stored.file, stored.thumbnail):
        if file.name:
            transaction.on_commit(partial(file.storage.delete, file.name))


def remind_of_drafts(*, at: datetime) -> int:
    """Mail the link once to whoever left a draft untouched for 7 days; returns how many mails were written."""
    waiting = Draft.objects.filter(initiative=None, reminded_at=None, saved_at__lte=at - REMIND_AFTER)
    told = 0
    for pk in waiting.filter(delete_on__gt=localdate(at)).order_by("pk").values_list("pk", flat=True):
        told += _remind(pk, at=at)
    return told


@transaction.atomic
def _remind(pk: int, *, at: datetime) -> int:
    unsent = Draft.objects.filter(initiative=None, reminded_at=None)
    draft = unsent.select_for_update().filter(pk=pk).first()
    if draft is None or not draft.address:
        return 0
    draft.reminded_at = at
    draft.save(update_fields=["reminded_at"])
    outbox.enqueue(notices.draft_reminder(draft), at=at)
    return 1


def delete_old_drafts(*, at: datetime) -> int:
    """Delete drafts, sent ones too, whose last day has passed; returns how many."""
    old = Draft.objects.filter(delete_on__lte=localdate(at)).order_by("pk").values_list("pk", flat=True)
    return sum(_delete_old(pk, at=at) for pk in old)


@transaction.atomic
def _delete_old(pk: int, *, at: datetime) -> int:
    draft = Draft.objects.select_for_update().filter(pk=pk, delete_on__lte=localdate(at)).first()
    if draft is None:
        return 0
    _delete_files(draft)
    draft.delete()
    return 1
