"""Programmes of a season: beginning one, and who takes part."""

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, outbox
from core.refusal import Conflict, Refusal
from initiatives.actions import case
from initiatives.models import Initiative, Member
from teams.models import Book, Programme, ProgrammeInitiative, ProgrammeMember
from teams.models.book import BOOKS
from teams.models.programme import NAME_LENGTH
from teams.notices import programme as notices
from teams.permissions import Permission
from teams.records import ProgrammeFacts

FIELDS = ("name", "kind", "starts_on", "ends_on", "goals", "introduction", "is_public", "owner")


class NotForThisProgramme(Refusal):
    """The colleague or initiative chosen cannot take part."""


@transaction.atomic
def begin_programme(*, facts: ProgrammeFacts, by: User, at: datetime) -> Programme:
    """Make a programme; of a kind with books the twelve are there at once. Raises Refusal for what does not add up."""
    _check(facts)
    programme = Programme(**_values(facts), slug=_free_slug(facts), made_at=at)
    programme.save()
    _add_books(programme)
    audit.record(verb="programme.begun", subject=programme, by=by, at=at, after=_recorded(programme))
    return programme


@transaction.atomic
def change_programme(*, programme: Programme, version: int, facts: ProgrammeFacts, by: User, at: datetime) -> Programme:
    """Correct what a programme is; its address stays. Raises Conflict when somebody saved since, Refusal for what does
    not add up.
    """
    programme = lock(programme)
    if programme.version != version:
        theirs = {name: getattr(programme, name) for name in FIELDS} | {"version": programme.version}
        raise Conflict(_("Een collega heeft dit programma intussen aangepast. Hieronder ziet u beide."), theirs)
    _check(facts)
    before = _recorded(programme)
    for name, value in _values(facts).items():
        setattr(programme, name, value)
    programme.version += 1
    programme.save()
    _add_books(programme)
    facts_after = _recorded(programme)
    audit.record(verb="programme.changed", subject=programme, by=by, at=at, before=before, after=facts_after)
    return programme


@transaction.atomic
def add_member(*, programme: Programme, user: User, by: User, at: datetime) -> ProgrammeMember:
    """Let a colleague take part, who reads that by mail. Raises NotForThisProgramme."""
    programme = lock(programme)
    _require_fit(programme, user)
    member = programme.members.create(user=user, joined_at=at)
    audit.record(verb="programme.member_added", subject=programme, by=by, at=at, after={"user": user.pk})
    outbox.enqueue(*notices.member_added(member, by=by), at=at)
    return member


@transaction.atomic
def end_member(*, member: ProgrammeMember, reason: str, by: User, at: datetime) -> ProgrammeMember:
    """Stop taking part; what was said and passed on stays. Ending twice changes nothing. Raises Refusal without a
    reason.
    """
    programme = lock(member.programme)
    reason = _reason(reason)
    member = ProgrammeMember.objects.select_related("user").get(pk=member.pk)
    if member.left_at is None:
        member.left_at, member.left_reason = at, reason
        member.save(update_fields=["left_at", "left_reason"])
        audit.record(verb="programme.member_ended", subject=programme, by=by, at=at, after={"user": member.user_id})
        outbox.enqueue(*notices.member_ended(member, by=by), at=at)
    return member


@transaction.atomic
def add_initiative(*, programme: Programme, initiative: Initiative, by: User, at: datetime) -> ProgrammeInitiative:
    """Let an initiative take part; its initiators read that by mail. Raises NotForThisProgramme."""
    programme, initiative = lock(programme), case.lock(initiative)
    if programme.parts.inside().filter(initiative=initiative).exists():
        raise NotForThisProgramme(_("Dit initiatief doet al mee."), field="initiative")
    inside = programme.members.inside().values("user")
    if Member.objects.filter(initiative=initiative, left_at=None, user__in=inside).exists():
        raise NotForThisProgramme(
            _("Een deelnemer is zelf initiatiefnemer hiervan. Dan kan intervisie niet vrij zijn."), field="initiative"
        )
    part = programme.parts.create(initiative=initiative, joined_at=at)
    audit.record(verb="programme.initiative_added", subject=part, by=by, at=at, after={"programme": programme.pk})
    outbox.enqueue(*notices.initiative_added(part), at=at)
    return part


@transaction.atomic
def end_initiative(*, part: ProgrammeInitiative, reason: str, by: User, at: datetime) -> ProgrammeInitiative:
    """Let an initiative stop; its history in the programme stays. Raises Refusal without a reason."""
    programme = lock(part.programme)
    reason = _reason(reason)
    part = ProgrammeInitiative.objects.select_related("initiative").get(pk=part.pk)
    if part.left_at is None:
        part.left_at, part.left_reason = at, reason
        part.save(update_fields=["left_at", "left_reason"])
        audit.record(verb="programme.initiative_ended", subject=part, by=by, at=at, after={"programme": programme.pk})
    return part


def lock(programme: Programme) -> Programme:
    """The programme as it stands now, locked until the transaction ends. Raises Refusal once it has been emptied."""
    fresh = Programme.objects.select_for_update().get(pk=programme.pk)
    if fresh.wiped_at:
        raise Refusal(_("De bewaartermijn van dit programma is voorbij. Er kan niets meer bij."))
    return fresh


def takes_part(programme: Programme, user: User) -> bool:
    """True when this civil servant takes part now."""
    return programme.members.inside().filter(user=user).exists()


def _require_fit(programme: Programme, user: User) -> None:
    if not user.has_perm(Permission.WORK):
        raise NotForThisProgramme(_("Deze collega heeft geen toegang tot de werkplek."), field="user")
    if takes_part(programme, user):
        raise NotForThisProgramme(_("Deze collega doet al mee."), field="user")
    cases = programme.parts.inside().values("initiative")
    if Member.objects.filter(initiative__in=cases, left_at=None, user=user).exists():
        raise NotForThisProgramme(
            _("Deze collega is zelf initiatiefnemer van een deelnemend initiatief."), field="user"
        )


def _check(facts: ProgrammeFacts) -> None:
    if facts.starts_on > facts.ends_on:
        raise Refusal(_("De laatste dag ligt niet voor de eerste."), field="ends_on")
    if facts.is_public and not facts.introduction.strip():
        raise Refusal(_("Schrijf op wat iedereen over het programma leest."), field="introduction")


def _values(facts: ProgrammeFacts) -> dict[str, object]:
    given = {name: getattr(facts, name) for name in FIELDS}
    return {name: value.strip() if isinstance(value, str) else value for name, value in given.items()}


def _recorded(programme: Programme) -> dict[str, object]:
    return {
        "kind": str(programme.kind),
        "starts_on": programme.starts_on.isoformat(),
        "ends_on": programme.ends_on.isoformat(),
        "is_public": programme.is_public,
        "owner": programme.owner_id,
    }


def _free_slug(facts: ProgrammeFacts) -> str:
    """An address of name and year that no other programme has."""
    wished = slugify(f"{facts.name}-{facts.starts_on.year}")[: NAME_LENGTH - 4] or "programma"
    taken = set(Programme.objects.filter(slug__startswith=wished).values_list("slug", flat=True))
    number = 1
    while (slug := wished if number == 1 else f"{wished}-{number}") in taken:
        number += 1
    return slug


def _add_books(programme: Programme) -> None:
    if programme.has_books and not programme.books.exists():
        Book.objects.bulk_create(Book(programme=programme, number=number) for number in range(1, BOOKS + 1))


def _reason(reason: str) -> str:
    if not reason.strip():
        raise Refusal(_("Zeg kort waarom het stopt."), field="reason")
    return reason.strip()
