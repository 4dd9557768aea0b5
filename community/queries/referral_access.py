"""Who may do what with referrals; fetching is authorising."""

from accounts.models import User
from community.models import Referral
from community.models.referral import ReferralQuerySet
from community.permissions import Permission
from initiatives.models.initiative import InitiativeQuerySet
from teams.queries.access import readable_cases, writable_cases


def referable_cases(user: User) -> InitiativeQuerySet:
    """Open cases for which this civil servant may ask a hub: those they work on."""
    cases = writable_cases(user).open()
    return cases if user.has_perm(Permission.REFER) else cases.none()


def readable_referrals(user: User) -> ReferralQuerySet:
    """Referrals of the cases this civil servant may read."""
    return Referral.objects.filter(initiative__in=readable_cases(user).order_by().values("pk"))


def workable_referrals(user: User) -> ReferralQuerySet:
    """Referrals this civil servant may take a step in: of the cases they work on, closed ones too."""
    if not user.has_perm(Permission.REFER):
        return Referral.objects.none()
    return Referral.objects.filter(initiative__in=writable_cases(user).order_by().values("pk"))
