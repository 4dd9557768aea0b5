"""A challenge that is being written: begun from an initiative, saved by parts, thrown away.

A draft is nothing official yet: it is not told to the audit, and nobody inside reads it.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community.challenge_questions import Part
from community.enums.challenge import ChallengeState as State
from community.models import Challenge, ChallengeFile
from community.queries.challenge_own import own_initiatives, part_mark, snapshot
from core import files
from core.refusal import Conflict, Refusal
from initiatives.models import Initiative

MOST_FILES = 20
OTHERS_FIRST = _(
    "Iemand anders heeft dit intussen veranderd. Uw tekst staat hieronder. Bewaar opnieuw als die moet gelden."
)
KEPT = ("kind", "file", "thumbnail", "name", "content_type", "size", "width", "height")


class AlreadySent(Refusal):
    """The challenge was sent: what was sent does not change."""


@transaction.atomic
def begin(*, initiative: Initiative, by: User, at: datetime) -> Challenge:
    """Begin a challenge from an initiative, or go on with the draft there is. Raises Refusal."""
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    if not own_initiatives(by).filter(pk=initiative.pk).exists():
        raise Refusal(_("Met dit initiatief kunt u de gemeente niet uitdagen."))
    draft = initiative.challenges.filter(state=State.DRAFT).first()
    if draft:
        return draft
    return Challenge.objects.create(
        initiative=initiative, started_by=by, started_at=at, changed_at=at, with_whom=initiative.with_whom
    )


def lock_draft(challenge: Challenge) -> Challenge:
    """The draft as it stands now, locked until the transaction ends. Raises AlreadySent."""
    fresh = Challenge.objects.select_for_update().get(pk=challenge.pk)
    if fresh.state != State.DRAFT:
        raise AlreadySent(_("Deze uitdaging is al ingediend."))
    return fresh


@transaction.atomic
def keep(
    *, challenge: Challenge, part: Part, answers: Mapping[str, Any], seen: str, browser: str = "", at: datetime
) -> Challenge:
    """Save these answers of a part. `seen` is the mark of what the page showed, `browser` that of who saves.

    Raises Conflict when another browser saved other words meanwhile, AlreadySent.
    """
    challenge = lock_draft(challenge)
    now = part_mark(challenge, part)
    if seen and seen != now and not (browser and browser == challenge.saved_from):
        stands = snapshot(challenge, part)
        theirs = {name: stands[name] for name, value in answers.items() if stands[name] != value}
        if theirs:
            raise Conflict(OTHERS_FIRST, theirs={"version": now, **theirs})
    _put(challenge, answers, browser=browser, at=at)
    return challenge


def _put(challenge: Challenge, answers: Mapping[str, Any], *, browser: str = "", at: datetime) -> None:
    for name, value in answers.items():
        setattr(challenge, name, value)
    challenge.changed_at, challenge.saved_from = at, browser
    challenge.save(update_fields=[*answers, "changed_at", "saved_from"])


@transaction.atomic
def discard(*, challenge: Challenge) -> None:
    """Throw a draft away with its files. Raises AlreadySent."""
    challenge = lock_draft(challenge)
    for file in challenge.files.all():
        delete_on_disk(file)
    challenge.delete()


@transaction.atomic
def add_file(*, challenge: Challenge, upload: files.Upload, by: User, at: datetime) -> ChallengeFile:
    """Keep a document or photo with a draft. Raises AlreadySent, Refusal when there are too many."""
    return store_file(lock_draft(challenge), upload=upload, by=by, at=at)


def store_file(challenge: Challenge, *, upload: files.Upload, by: User, at: datetime) -> ChallengeFile:
    """Keep a file with a locked challenge. Raises Refusal when there are too many."""
    if challenge.files.count() >= MOST_FILES:
        raise Refusal(_("Er zijn al 20 bestanden. Meer kan niet."), field="uploads")
    stored = files.store(upload)
    facts = {name: getattr(stored, name) for name in KEPT}
    _put(challenge, {}, at=at)
    return challenge.files.create(added_by=by, added_at=at, **facts)


@transaction.atomic
def remove_file(*, challenge: Challenge, pk: int, at: datetime) -> None:
    """Take a file of a draft away; one that is gone already is no mistake. Raises AlreadySent."""
    challenge = lock_draft(challenge)
    file = challenge.files.filter(pk=pk).first()
    if file:
        delete_on_disk(file)
        file.delete()
        _put(challenge, {}, at=at)


def delete_on_disk(file: ChallengeFile) -> None:
    """Delete the file and its small version, once it is certain that the transaction stands."""
    for kept in (file.file, file.thumbnail):
        if kept.name:
            transaction.on_commit(partial(kept.storage.delete, kept.name))
