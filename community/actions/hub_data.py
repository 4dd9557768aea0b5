"""What referrals hold of a person, how that is forgotten, and what is destroyed when its term is over."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions import referral_moves as moves
from community.actions.referral import end
from community.models import Referral, ReferralWord
from community.notices import hubs as notices
from core import audit, outbox
from core.personal_data import Part, Section, section
from core.pseudonyms import signs
from initiatives.actions.erasure import cases_of, rewrite, signs_in
from initiatives.models import Initiative


def collect(user: User, *, internal: bool, at: datetime) -> Iterable[Section]:
    """Questions to hubs about one's initiatives, with all that was said of them; both sides read the same."""
    cases = Initiative.objects.of_initiator(user).order_by().values("pk")
    referrals = Referral.objects.filter(Q(initiative__in=cases) | Q(proposed_by=user)).order_by("pk")
    facts = ("hub", "state", "question", "reason", "shared_name", "shared_email", "shared_phone", "refusal")
    yield section(_("Vragen aan knooppunten"), referrals, *facts, "outcome", "outcome_text", "proposed_at")
    words = ReferralWord.objects.filter(referral__in=referrals.order_by().values("pk")).order_by("pk")
    yield section(_("Antwoorden van knooppunten"), words, "speaker", "answer", "text", "contact", "said_at")


def obstacles(user: User, on: date) -> Iterator[str]:
    """Nothing: what still runs is withdrawn."""
    yield from ()


def stays(user: User, on: date) -> Iterator[str]:
    """What was asked belongs to the file of the case, of which `initiatives` tells."""
    yield from ()


def erase(*, user: User, by: User | None, at: datetime) -> None:
    """Take back what this person agreed to, and take them out of what was asked and answered."""
    for referral in Referral.objects.filter(consented_by=user).select_related("initiative").order_by("pk"):
        _take_back(referral, by=by, at=at)
    own = signs(name=user.display_name, email=user.email, phone=user.phone)
    for initiative in (cases_of(user) | Initiative.objects.filter(referrals__proposed_by=user)).distinct():
        for found in filter(None, (signs_in(initiative, user), own)):
            rewrite(initiative.referrals.all(), found)
            rewrite(ReferralWord.objects.filter(referral__initiative=initiative), found)


def _take_back(referral: Referral, *, by: User | None, at: datetime) -> None:
    """Withdraw it if it can be, so that the hub forgets it too; in any case nothing that was shared stays here."""
    referral = moves.lock(referral)
    if not referral.is_withdrawable:
        Referral.objects.filter(pk=referral.pk).update(shared_name="", shared_email="", shared_phone="")
        return
    reached_hub = referral.sent_at is not None
    end(referral, at=at)
    audit.record(verb="referral.withdrawn", subject=referral, by=by, at=at, after={"reached_hub": reached_hub})
    if reached_hub and referral.hub.referral_email:
        outbox.enqueue(notices.withdrawn_to_hub(referral), at=at)


def delete_referrals(referrals: QuerySet[Referral], at: datetime) -> int:
    """Destroy the questions to hubs of cases whose term is over. Returns how many."""
    count = referrals.count()
    referrals.delete()
    return count


def needed(at: datetime) -> QuerySet:
    """Initiators of open cases are already known to `initiatives`; nobody more."""
    return User.objects.none().values("pk")


PERSONAL = Part(collect=collect, obstacles=obstacles, stays=stays, erase=erase, needed=needed)
