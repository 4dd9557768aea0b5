"""One small world: the town, five people, and one initiative with its team. Fixtures for every test."""

import pytest

from accounts.enums import Role
from accounts.models import User
from city.actions.town import load_town
from city.models import Goal, Theme, Wijk
from community.actions.challenge_defaults import load_challenge_settings
from initiatives.actions.defaults import load_defaults
from initiatives.models import Initiative
from teams.actions.defaults import load_room
from teams.models import Team
from tests.factories import (
    InitiativeFactory,
    MemberFactory,
    ProfileFactory,
    RoleGrantFactory,
    TeamFactory,
    TeamMemberFactory,
    UserFactory,
)

__all__ = [
    "administrator",
    "assendorp",
    "ep_member",
    "fund_officer",
    "goal",
    "guide",
    "initiative",
    "initiator",
    "outsider",
    "public_initiative",
    "second_member",
    "team",
    "theme",
    "town",
]


def colleague(name: str, role: Role) -> User:
    """A civil servant with this role, everywhere."""
    user = UserFactory(display_name=name, email=f"{name.split(maxsplit=1)[0].lower()}@zwolle.example")
    RoleGrantFactory(user=user, role=role)
    ProfileFactory(user=user)
    return user


@pytest.fixture
def town(db: None) -> None:
    """The sixteen wijken, themes, goals, departments, holidays and terms: what `manage.py load_town` loads."""
    load_town()
    load_defaults()
    load_room()
    load_challenge_settings()


@pytest.fixture
def assendorp(town: None) -> Wijk:
    """A wijk."""
    return Wijk.objects.get(slug="assendorp")


@pytest.fixture
def theme(town: None) -> Theme:
    """A theme."""
    return Theme.objects.get(slug="groen-en-natuur")


@pytest.fixture
def goal(town: None) -> Goal:
    """A municipal goal."""
    return Goal.objects.get(code="7.1.1")


@pytest.fixture
def initiator(db: None) -> User:
    """A resident who started something."""
    return UserFactory(display_name="Noor Velthuis", email="noor@example.nl")


@pytest.fixture
def guide(db: None) -> User:
    """A member of the gidsteam."""
    return colleague("Gijs Wolters", Role.GUIDE)


@pytest.fixture
def ep_member(db: None) -> User:
    """A civil servant who thinks along in EP-teams."""
    return colleague("Esra Polat", Role.EP_MEMBER)


@pytest.fixture
def second_member(db: None) -> User:
    """Another civil servant who thinks along in EP-teams."""
    return colleague("Bas Holtrop", Role.EP_MEMBER)


@pytest.fixture
def administrator(db: None) -> User:
    """Who keeps the portal's settings and grants roles."""
    return colleague("Adem Kaya", Role.ADMINISTRATOR)


@pytest.fixture
def fund_officer(db: None) -> User:
    """A civil servant of the fund, who has nothing to do with the case."""
    return colleague("Folkert Dijk", Role.FUND_OFFICER)


@pytest.fixture
def outsider(db: None) -> User:
    """Another resident, who has nothing to do with the case."""
    return UserFactory(display_name="Otto Snel", email="otto@example.nl")


@pytest.fixture
def initiative(initiator: User, guide: User, assendorp: Wijk, theme: Theme) -> Initiative:
    """The initiator's case, taken up by the guide, not public."""
    case = InitiativeFactory(
        number="ZW-2026-0001",
        slug="buurttuin",
        title="Buurttuin aan de Assendorperdijk",
        place_kind="wijk",
        wijk=assendorp,
        theme=theme,
        owned=True,
        owner=guide,
    )
    MemberFactory(initiative=case, user=initiator)
    return case


@pytest.fixture
def public_initiative(assendorp: Wijk, theme: Theme) -> Initiative:
    """Somebody else's case that everyone may see."""
    return InitiativeFactory(
        number="ZW-2026-0002",
        slug="leesbankje",
        title="Leesbankje in het park",
        place_kind="wijk",
        wijk=assendorp,
        theme=theme,
        owned=True,
        public=True,
    )


@pytest.fixture
def team(initiative: Initiative, ep_member: User) -> Team:
    """The EP-team around the case, with one member."""
    row = TeamFactory(initiative=initiative)
    TeamMemberFactory(team=row, user=ep_member)
    return row
