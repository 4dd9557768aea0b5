"""Rows for tests, with nothing in them that a test does not ask for. Cases made here have no history."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from accounts.enums import Role
from accounts.models import RoleGrant, User
from initiatives.enums import MemberRole, Party, PlaceKind, State
from initiatives.models import Initiative, Member
from teams.enums import MemberState
from teams.models import Profile, Team, TeamMember

SUBMITTED_AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class UserFactory(DjangoModelFactory):
    """Somebody with an account and no role."""

    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"persoon{number}@example.nl")
    display_name = factory.Sequence(lambda number: f"Persoon {number}")


class RoleGrantFactory(DjangoModelFactory):
    """A role for somebody; `scope` limits it."""

    class Meta:
        model = RoleGrant

    user = factory.SubFactory(UserFactory)
    role = Role.GUIDE


class ProfileFactory(DjangoModelFactory):
    """What colleagues know of a civil servant."""

    class Meta:
        model = Profile

    user = factory.SubFactory(UserFactory)


class InitiativeFactory(DjangoModelFactory):
    """An initiative for the whole town, just submitted, not public."""

    class Meta:
        model = Initiative
        skip_postgeneration_save = True

    class Params:
        owned = factory.Trait(
            state=State.OWNED, owner=factory.SubFactory(UserFactory), owned_at=SUBMITTED_AT, ball=Party.MUNICIPALITY
        )
        public = factory.Trait(public_consent_at=SUBMITTED_AT, published_at=SUBMITTED_AT, news_at=SUBMITTED_AT)

    number = factory.Sequence(lambda number: f"ZW-2025-{number + 1:04}")
    slug = factory.Sequence(lambda number: f"initiatief-{number + 1}")
    title = factory.Sequence(lambda number: f"Initiatief {number + 1}")
    summary = "Wij maken samen een tuin voor de hele straat."
    place_kind = PlaceKind.CITY
    submitted_at = SUBMITTED_AT
    changed_at = SUBMITTED_AT

    @classmethod
    def _create(cls, model_class: type[Initiative], *args: object, **fields: object) -> Initiative:
        initiative = model_class(**fields)
        initiative.index_words()
        initiative.save()
        return initiative


class MemberFactory(DjangoModelFactory):
    """Somebody on the initiator's side."""

    class Meta:
        model = Member

    initiative = factory.SubFactory(InitiativeFactory)
    user = factory.SubFactory(UserFactory)
    role = MemberRole.INITIATOR
    joined_at = SUBMITTED_AT


class TeamFactory(DjangoModelFactory):
    """The EP-team around an initiative, still empty."""

    class Meta:
        model = Team

    initiative = factory.SubFactory(InitiativeFactory, owned=True)
    started_at = SUBMITTED_AT


class TeamMemberFactory(DjangoModelFactory):
    """A civil servant who joined a team."""

    class Meta:
        model = TeamMember

    team = factory.SubFactory(TeamFactory)
    user = factory.SubFactory(UserFactory)
    state = MemberState.JOINED
    invited_by = factory.SelfAttribute("team.initiative.owner")
    invited_at = SUBMITTED_AT
