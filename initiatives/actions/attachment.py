"""Photos and documents with a draft or a case; they come in checked and cleaned (`core.files.check_upload`)."""

from datetime import datetime
from secrets import token_urlsafe

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, files, outbox
from core.refusal import Refusal
from initiatives import notices_initiator as notices
from initiatives.actions import case
from initiatives.actions import draft as drafts
from initiatives.actions.conversation import write_as_initiator
from initiatives.enums import Audience, Side
from initiatives.models import Attachment, Draft, DraftFile, Initiative, Message

MOST_FILES_OF_DRAFT = 10
MOST_FILES_OF_CASE = 100
KEPT = ("kind", "file", "thumbnail", "name", "content_type", "size", "width", "height")


class TooManyFiles(Refusal):
    """There are as many files as one initiative may have."""

    field = "uploads"


@transaction.atomic
def add_to_draft(*, draft: Draft, upload: files.Upload, at: datetime) -> DraftFile:
    """Keep a photo or document with a draft. Raises TooManyFiles, AlreadySent."""
    draft = drafts.lock(draft)
    if draft.files.count() >= MOST_FILES_OF_DRAFT:
        raise TooManyFiles(_("U kunt 10 bestanden meesturen. Later kunt u er meer toevoegen."))
    return draft.files.create(added_at=at, **_facts(files.store(upload)))


@transaction.atomic
def remove_from_draft(*, draft: Draft, pk: int) -> None:
    """Delete a file of a draft; one that is gone already is no mistake. Raises AlreadySent."""
    draft = drafts.lock(draft)
    stored = draft.files.filter(pk=pk).first()
    if stored:
        drafts.delete_on_disk(stored)
        stored.delete()


def take_over(draft: Draft, initiative: Initiative, *, by: User, at: datetime) -> None:
    """Move the files of a locked draft to the case it became; photos are for everyone once the case is public."""
    stored = list(draft.files.order_by("pk"))
    Attachment.objects.bulk_create(
        Attachment(
            initiative=initiative,
            token=token_urlsafe(32),
            side=Side.INITIATOR,
            audience=audience_of(file.kind),
            added_by=by,
            added_at=at,
            **{name: getattr(file, name) for name in KEPT},
        )
        for file in stored
    )
    draft.files.all().delete()


@transaction.atomic
def add(
    *,
    initiative: Initiative,
    upload: files.Upload,
    side: Side,
    by: User,
    at: datetime,
    message: Message | None = None,
    audience: Audience | None = None,
) -> Attachment:
    """Add a photo or document to a case; with a message it belongs to the conversation and stays between the two.

    `audience` says who may open it, when that is not what its kind says; of an internal one nobody outside hears.
    Raises TooManyFiles.
    """
    initiative = case.lock(initiative)
    if initiative.attachments.filter(removed_at=None).count() >= MOST_FILES_OF_CASE:
        raise TooManyFiles(_("Er zijn al 100 bestanden. Verwijder er eerst een."))
    attachment = initiative.attachments.create(
        token=token_urlsafe(32),
        message=message,
        side=side,
        audience=Audience.INITIATOR if message else audience or audience_of(upload.kind),
        added_by=by,
        added_at=at,
        **_facts(files.store(upload)),
    )
    _tell(initiative, attachment, by=by, at=at)
    return attachment


def _tell(initiative: Initiative, attachment: Attachment, *, by: User, at: datetime) -> None:
    audit.record(verb="initiative.file_added", subject=initiative, by=by, at=at, after={"attachment": attachment.pk})
    if attachment.message_id is None and attachment.audience != Audience.INTERNAL:
        event = "photo_added" if attachment.kind == Attachment.Kind.PHOTO else "document_added"
        case.story(initiative, event=event, audience=Audience(attachment.audience), at=at, by=by)
        outbox.enqueue(*notices.file_added(initiative, attachment, by=by), at=at)
    case.save(initiative, at=at)


@transaction.atomic
def remove(*, attachment: Attachment, by: User, at: datetime) -> None:
    """Take a file away: nobody can open it any more; the row stays, so that the case shows that it was there."""
    initiative = case.lock(attachment.initiative)
    attachment = initiative.attachments.select_for_update().get(pk=attachment.pk)
    if attachment.removed_at:
        return
    attachment.removed_at = at
    attachment.save(update_fields=["removed_at"])
    drafts.delete_on_disk(attachment)
    case.save(initiative, at=at)
    audit.record(verb="initiative.file_removed", subject=initiative, by=by, at=at, after={"attachment": attachment.pk})


@transaction.atomic
def describe(*, attachment: Attachment, description: str, by: User, at: datetime) -> Attachment:
    """Say in words what a photo shows, for whoever cannot see it."""
    initiative = case.lock(attachment.initiative)
    attachment = initiative.attachments.select_for_update().get(pk=attachment.pk)
    attachment.description = description
    attachment.save(update_fields=["description"])
    case.save(initiative, at=at)
    audit.record(
        verb="initiative.photo_described", subject=initiative, by=by, at=at, after={"attachment": attachment.pk}
    )
    return attachment


def audience_of(kind: str) -> Audience:
    """Who may see a file that is not part of the conversation: photos everyone, documents the two sides."""
    return Audience.PUBLIC if kind == Attachment.Kind.PHOTO else Audience.INITIATOR


def _facts(stored: files.Stored) -> dict[str, object]:
    return {name: getattr(stored, name) for name in KEPT}


@transaction.atomic
def write_with_files(
    *, initiative: Initiative, text: str, uploads: list[files.Upload], by: User, at: datetime, idempotency_key: str = ""
) -> Message:
    """Write to the municipality and send files along. The same key gives the same message and no second files."""
    message = write_as_initiator(initiative=initiative, text=text, by=by, at=at, idempotency_key=idempotency_key)
    if message.sent_at == at and not message.attachments.exists():
        for upload in uploads:
            add(initiative=initiative, upload=upload, side=Side.INITIATOR, by=by, at=at, message=message)
    return message
