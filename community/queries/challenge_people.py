"""Who is written to about a challenge."""

from collections.abc import Sequence

from accounts.models import User
from accounts.queries import holders
from community.models import Challenge
from community.permissions import Permission
from core.models import AuditEntry

TOOK_UP = ("challenge.taken_up", "challenge.gone_on")


def challengers(challenge: Challenge) -> Sequence[User]:
    """The people on the initiator's side now, as they are written to."""
    people = User.objects.filter(
        memberships__initiative=challenge.initiative_id, memberships__left_at=None, is_active=True, erased_at=None
    )
    return list(people.order_by("pk"))


def assessors(challenge: Challenge) -> Sequence[User]:
    """Who assesses it; everybody who may, while nobody does or that person may no more. Never who has an interest."""
    assessor = challenge.assessor
    if assessor and assessor.is_active and assessor.has_perm(Permission.ASSESS_CHALLENGES):
        return [assessor]
    return _without_interest(challenge, Permission.ASSESS_CHALLENGES)


def deciders(challenge: Challenge) -> Sequence[User]:
    """Who may decide on it: not who assessed, performs the task or has an interest."""
    performers = challenge.views.values_list("person", flat=True)
    judged = {challenge.assessor_id, *once_assessed(challenge), *performers}
    people = _without_interest(challenge, Permission.DECIDE_CHALLENGES)
    return [person for person in people if person.pk not in judged]


def once_assessed(challenge: Challenge) -> set[int]:
    """The keys of everybody who ever took it up: an unfinished judgement went along with it."""
    taken = AuditEntry.objects.filter(
        subject_type=challenge._meta.label_lower, subject_id=str(challenge.pk), verb__in=TOOK_UP
    )
    return {key for key in taken.values_list("actor_id", flat=True) if key}


def _without_interest(challenge: Challenge, word: str) -> Sequence[User]:
    partial = set(challenge.interests.values_list("person", flat=True))
    own_side = {person.pk for person in challengers(challenge)}
    return [person for person in holders(word) if person.pk not in partial | own_side]
