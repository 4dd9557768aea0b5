"""Take a person out of cases. The file stays as long as the archive law asks, without whoever it was.

Why it is done this way: docs/adr/0016-erasing-a-person-keeps-the-file.md.
"""

from collections.abc import Iterator
from datetime import datetime

from django.apps import apps
from django.db.models import Q, QuerySet

from accounts.models import User
from core import audit, outbox
from core.models import OutgoingMail
from core.pseudonyms import GONE, Signs, signs, take_out
from initiatives.actions import case
from initiatives.actions.draft import delete_on_disk
from initiatives.enums import Audience, PlaceKind, ShownName
from initiatives.models import Attachment, Draft, Initiative, Invitation, Meeting, Member, TimelineEntry


def cases_of(user: User) -> QuerySet[Initiative]:
    """Every case on whose initiator's side this person is or was."""
    return Initiative.objects.filter(pk__in=Member.objects.filter(user=user).values("initiative")).order_by("pk")


def own_drafts(user: User) -> Q:
    """Drafts of the account, and those that were mailed to its address."""
    return Q(user=user) | Q(email=user.email, user=None)


def erase(*, user: User, by: User | None, at: datetime) -> None:
    """Delete what is this person's alone, and take them out of every case they were part of."""
    forget_drafts(Draft.objects.filter(own_drafts(user)))
    Invitation.objects.filter(Q(email=user.email) | Q(invited_by=user)).delete()
    user.saved_filters.all().delete()
    for initiative in cases_of(user):
        let_go(initiative, user, by=by, at=at)
    forget_name(user)


def let_go(initiative: Initiative, user: User, *, by: User | None, at: datetime) -> None:
    """Take the person out of one case, which leaves the website unless others carry it."""
    initiative = case.lock(initiative)
    found = signs_in(initiative, user)
    initiative.members.filter(user=user, left_at=None).update(left_at=at)
    initiative.attachments.filter(added_by=user, audience=Audience.PUBLIC).update(audience=Audience.INITIATOR)
    mails = OutgoingMail.objects.filter(case_number=initiative.number)
    if not initiative.members.filter(left_at=None).exists():
        hide(initiative)
        outbox.forget(mails)
    if found and "title" in take_out(initiative, found):
        initiative.slug = initiative.number.lower()
    initiative.index_words()
    case.save(initiative, at=at)
    if found:
        for rows in [*file_of(initiative), mails]:
            rewrite(rows, found)
    audit.record(verb="initiative.person_erased", subject=initiative, by=by, at=at)


def signs_in(initiative: Initiative, user: User) -> Signs | None:
    """What gives this person away in the texts of a case; the parent and the home only while nobody else carries it."""
    others = initiative.members.filter(left_at=None).exclude(user=user)
    theirs = () if others.exists() else (initiative.address, initiative.guardian_name)
    return signs(name=user.display_name, email=user.email, phone=user.phone, others=theirs)


def hide(initiative: Initiative) -> None:
    """Nobody is left to carry a locked case: the consent to publish is gone, and so is what points to somebody."""
    initiative.published_at = initiative.public_consent_at = None
    initiative.slug = initiative.number.lower()
    initiative.shown_name, initiative.under_sixteen, initiative.address_public = ShownName.NONE, False, False
    initiative.address = initiative.guardian_name = ""
    if initiative.place_kind == PlaceKind.ADDRESS:
        initiative.place_kind = PlaceKind.WIJK


def file_of(initiative: Initiative) -> Iterator[QuerySet]:
    """All rows that hang below a case, and the reports of meetings where it was on the agenda."""
    for model in apps.get_app_config("initiatives").get_models():
        if "initiative" in {field.name for field in model._meta.concrete_fields}:
            yield model._base_manager.filter(initiative=initiative)
    yield Meeting.objects.filter(items__initiative=initiative)


def rewrite(rows: QuerySet, found: Signs) -> None:
    """Take these signs of a person out of every text of these rows."""
    for row in rows:
        changed = take_out(row, found)
        if changed:
            row.save(update_fields=changed)


def forget_name(user: User) -> None:
    """Take the name out of the timelines of cases a colleague worked on, unless somebody else is called the same."""
    if not user.display_name:
        return
    lines = TimelineEntry.objects.filter(facts__name=user.display_name)
    if User.objects.filter(display_name=user.display_name).exclude(pk=user.pk).exists():
        lines = lines.filter(by=user)
    for line in lines:
        line.facts = {**line.facts, "name": GONE}
        line.save(update_fields=["facts"])


def forget_files(attachments: QuerySet[Attachment]) -> None:
    """Delete attachments with their files."""
    for attachment in attachments:
        delete_on_disk(attachment)
    attachments.delete()


def forget_drafts(drafts: QuerySet[Draft]) -> None:
    """Delete drafts with their files."""
    for draft in drafts.prefetch_related("files"):
        for stored in draft.files.all():
            delete_on_disk(stored)
    drafts.delete()
