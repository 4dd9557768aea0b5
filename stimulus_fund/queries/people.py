"""Who is written to about an application."""

from collections.abc import Sequence

from accounts.models import User
from stimulus_fund.models import Application


def applicants(application: Application) -> Sequence[User]:
    """The people on the initiator's side now, as they are written to."""
    people = User.objects.filter(
        memberships__initiative=application.initiative_id,
        memberships__left_at=None,
        is_active=True,
        erased_at=None,
    )
    return list(people.order_by("pk"))
