"""Referrals of a case, as its pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from community.enums.hubs import ReferralState, Speaker
from community.models import Hub, Referral, ReferralWord
from initiatives.models import Initiative

MAY_BE_NOTED = {ReferralState.SENT, ReferralState.LAPSED}


@dataclass(frozen=True)
class ReferralShown:
    """A referral with what was said in it."""

    referral: Referral
    words: Sequence[ReferralWord]

    @property
    def last_answer(self) -> ReferralWord | None:
        """The newest answer of the hub."""
        answers = [word for word in self.words if word.speaker != Speaker.INITIATOR]
        return answers[-1] if answers else None

    @property
    def asks_consent(self) -> bool:
        """True while the initiator's side has to say yes or no."""
        return self.referral.state == ReferralState.PROPOSED

    @property
    def asks_words(self) -> bool:
        """True while the hub wants to know more."""
        return self.referral.state == ReferralState.QUESTIONED

    @property
    def waits_for_the_initiator(self) -> bool:
        """True while the initiator's side has to do something."""
        return self.asks_consent or self.asks_words

    @property
    def waits_for_the_guide(self) -> bool:
        """True while a colleague has to send it on or say why not."""
        return self.referral.state == ReferralState.ASKED

    @property
    def may_be_noted(self) -> bool:
        """True when what the hub said on the telephone can still be written down."""
        return self.referral.state in MAY_BE_NOTED


def shown(rows: QuerySet[Referral]) -> Sequence[ReferralShown]:
    """These referrals with their words, newest first. Two queries."""
    words = Prefetch("words", ReferralWord.objects.select_related("by").order_by("pk"))
    found = rows.select_related("hub", "initiative", "proposed_by", "consented_by").prefetch_related(words)
    return [ReferralShown(row, list(row.words.all())) for row in found.order_by("-pk")]


def of_case(initiative: Initiative) -> Sequence[ReferralShown]:
    """All referrals of a case, newest first. Two queries."""
    return shown(Referral.objects.filter(initiative=initiative))


def waiting_for(user: User, initiative: Initiative | None = None) -> Sequence[Referral]:
    """What hubs and guides ask of this person as initiator, of one initiative or of all. One query."""
    rows = Referral.objects.of_initiator(user).filter(state__in=[ReferralState.PROPOSED, ReferralState.QUESTIONED])
    if initiative:
        rows = rows.filter(initiative=initiative)
    return list(rows.select_related("hub", "initiative").order_by("pk"))


def hubs_for(initiative: Initiative) -> Sequence[Hub]:
    """The hubs that can be asked, those of the same theme and for the same help first. Three queries."""
    help_asked = set(initiative.help_asked.values_list("kind", flat=True))
    hubs = list(Hub.objects.askable().prefetch_related("themes", "help_given").order_by("name", "pk"))

    def closeness(hub: Hub) -> int:
        same_theme = initiative.theme_id in {theme.pk for theme in hub.themes.all()}
        return 2 * same_theme + len(help_asked & {row.kind for row in hub.help_given.all()})

    return sorted(hubs, key=lambda hub: -closeness(hub))
