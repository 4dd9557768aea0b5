"""Ask whoever is quoted or pictured, and let them answer: approve that very text, ask for a change, or step out."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community import marks
from community.actions.story import enter, forget_photo, lock_draft, lock_story, lock_working
from community.enums.story import StoryAnswer, StoryKind, StoryState
from community.models import Story, StoryRequest, StoryVersion
from community.notices import story as notices
from community.queries.story_pages import Contribution, contribution, contributions
from core import audit, outbox
from core.refusal import Refusal
from initiatives.enums import Side


class NotYours(Refusal):
    """Nothing of this person stands in the version."""


@transaction.atomic
def ask_contributors(*, story: Story, by: User, at: datetime) -> StoryVersion:
    """Ask everybody whose part is not approved as it stands; with nobody to ask, the version is ready.

    Raises NotBeingWritten, and Refusal for a story of two sides in which one of them says nothing.
    """
    version = lock_draft(story)
    sides = set(version.quotes.values_list("side", flat=True))
    if version.story.kind == StoryKind.PAIRED and sides != set(Side.values):
        raise Refusal(_("In een verhaal van twee kanten staat van elke kant een citaat. Voeg het andere nog toe."))
    waiting = [each for each in contributions(version) if not each.is_approved]
    enter(version, StoryState.ASKED if waiting else StoryState.READY)
    version.save(update_fields=["state"])
    for each in waiting:
        facts = {"asked_at": at, "answer": StoryAnswer.WAITING, "word": "", "answered_at": None}
        StoryRequest.objects.update_or_create(version=version, user=each.user, defaults=facts)
    audit.record(verb="story.asked", subject=version.story, by=by, at=at, after={"people": len(waiting)})
    outbox.enqueue(*notices.asked(version, [each.user for each in waiting]), at=at)
    if not waiting:
        outbox.enqueue(*notices.ready(version), at=at)
    return version


@transaction.atomic
def approve(*, story: Story, seen: str, by: User, at: datetime) -> StoryVersion:
    """Approve one's own part of a version that waits for it; `seen` is the mark of what was on the screen.

    Raises NotYours, IllegalTransition, and Refusal when it reads otherwise by now.
    """
    version, mine = _asked(story, by)
    if seen != mine.seen:
        raise Refusal(_("De tekst is intussen veranderd. Lees hem opnieuw en geef dan antwoord."))
    if mine.is_author:
        version.author_approved_at, version.author_mark = at, marks.of_text(version)
        version.save(update_fields=["author_approved_at", "author_mark"])
    for quote in mine.quotes:
        quote.approved_at, quote.approved_mark = at, marks.of_quote(quote)
        quote.save(update_fields=["approved_at", "approved_mark"])
    for photo in mine.photos:
        photo.subjects.filter(user=by).update(approved_at=at, approved_mark=marks.of_photo(photo))
    _answer(version, by, StoryAnswer.APPROVED, at=at)
    audit.record(verb="story.approved", subject=version.story, by=by, at=at, after={"version": version.number})
    _ready_when_all_approved(version, at=at)
    return version


@transaction.atomic
def ask_change(*, story: Story, word: str, by: User, at: datetime) -> StoryVersion:
    """Say what must be different; the version goes back to whoever writes it. Raises NotYours, IllegalTransition, and
    Refusal without a word.
    """
    version, _mine = _asked(story, by)
    if not word.strip():
        raise Refusal(_("Schrijf op wat er anders moet."), field="word")
    enter(version, StoryState.DRAFT)
    version.save(update_fields=["state"])
    _answer(version, by, StoryAnswer.CHANGE, at=at, word=word.strip())
    audit.record(verb="story.change_asked", subject=version.story, by=by, at=at, after={"version": version.number})
    outbox.enqueue(*notices.change_asked(version, by=by, word=word.strip()), at=at)
    return version


@transaction.atomic
def step_out(*, story: Story, by: User, at: datetime) -> int:
    """Take one's own words and pictures out of every version of a story, the one online too, at once.

    A version of which one wrote the text, or in which nobody is left to speak, goes as a whole. Returns in how many
    versions something stood. Raises NotYours when nothing did.
    """
    count = leave_story(story, by, by=by, at=at)
    if not count:
        raise NotYours(_("In dit verhaal staat niets (meer) van u."))
    return count


def leave_story(story: Story, user: User, *, by: User | None, at: datetime) -> int:
    """As `step_out`, in the caller's transaction; `by` is None when the portal does it."""
    story = lock_story(story)
    touched: list[StoryVersion] = []
    was_online = False
    for version in story.versions.select_related("author", "written_by", "published_by").order_by("-number"):
        version.story = story
        found = contribution(version, user)
        if found is not None:
            was_online |= version.state == StoryState.PUBLISHED
            _take_out(version, found, at=at)
            touched.append(version)
    if touched:
        audit.record(verb="story.stepped_out", subject=story, by=by, at=at, after={"versions": len(touched)})
        outbox.enqueue(*notices.stepped_out(touched[0], user, was_online=was_online), at=at)
    return len(touched)


def _take_out(version: StoryVersion, found: Contribution, *, at: datetime) -> None:
    for quote in found.quotes:
        quote.delete()
    for photo in found.photos:
        forget_photo(photo)
    _answer(version, found.user, StoryAnswer.WITHDRAWN, at=at)
    if found.is_author:
        version.author_approved_at, version.author_mark = None, ""
    if version.state not in StoryState.ended():
        _move_on(version, found, at=at)
    version.save(update_fields=["state", "ended_at", "author_approved_at", "author_mark"])


def _move_on(version: StoryVersion, found: Contribution, *, at: datetime) -> None:
    """What is left of a version somebody stepped out of: nothing, the rest, or a draft to think over."""
    speaks_for_itself = version.story.kind != StoryKind.PAIRED or version.quotes.exists()
    if found.is_author or (version.state == StoryState.PUBLISHED and not speaks_for_itself):
        enter(version, StoryState.WITHDRAWN)
        version.ended_at = at
    elif version.state in {StoryState.ASKED, StoryState.READY}:
        enter(version, StoryState.DRAFT)


def _asked(story: Story, by: User) -> tuple[StoryVersion, Contribution]:
    """The version that waits, and what of it is this person's; locked."""
    version = lock_working(story)
    mine = contribution(version, by)
    if mine is None:
        raise NotYours(_("In dit verhaal staat niets (meer) van u."))
    if version.state != StoryState.ASKED:
        raise Refusal(_("Dit verhaal wacht nu niet op uw antwoord. U krijgt een e-mail als dat weer zo is."))
    return version, mine


def _answer(version: StoryVersion, user: User, answer: StoryAnswer, *, at: datetime, word: str = "") -> None:
    version.requests.filter(user=user).update(answer=answer, word=word, answered_at=at)


def _ready_when_all_approved(version: StoryVersion, *, at: datetime) -> None:
    if all(each.is_approved for each in contributions(version)):
        enter(version, StoryState.READY)
        version.save(update_fields=["state"])
        outbox.enqueue(*notices.ready(version), at=at)
