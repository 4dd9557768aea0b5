from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community.enums.following import Gift, OfferState, Reach
from community.models.following import UNCONFIRMED
from initiatives.models import Initiative

WHAT_LENGTH = 1000
WHEN_LENGTH = 200
NAME_LENGTH = 100
REPLY_LENGTH = 1500
ANSWERED = (OfferState.ACCEPTED, OfferState.DECLINED)


class HelpOfferQuerySet(models.QuerySet["HelpOffer"]):
    """Who may read which offers; fetching is authorising."""

    def of_initiator(self, user: User) -> "HelpOfferQuerySet":
        """Offers to the initiatives on whose side this person is now. What was not confirmed reached nobody."""
        theirs = self.filter(initiative__in=Initiative.objects.of_initiator(user))
        return theirs.exclude(state=OfferState.UNCONFIRMED).exclude(confirmed_at=None)

    def asked_before(self, moment: datetime) -> "HelpOfferQuerySet":
        """Those nobody confirmed, offered before a moment."""
        return self.filter(confirmed_at=None, offered_at__lt=moment)


class HelpOffer(models.Model):
    """Help that somebody offers an initiative: hands, knowledge or material. It counts once the mailbox confirmed it.

    The initiator's side reads name, what and when; how to reach the helper (`reach`) only once it said yes, and the
    helper then reads how to reach the initiator (`shares`). `key` is what the helper's own signed link holds.
    """

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="help_offers")
    state = models.CharField(_("toestand"), max_length=12, choices=OfferState, default=OfferState.UNCONFIRMED)
    gift = models.CharField(_("wat voor hulp"), max_length=10, choices=Gift)
    what = models.TextField(_("wat biedt u aan"), max_length=WHAT_LENGTH)
    available = models.CharField(_("wanneer"), max_length=WHEN_LENGTH)
    name = models.CharField(_("naam"), max_length=NAME_LENGTH)
    email = models.EmailField(_("e-mailadres"), max_length=254)
    phone = models.CharField(_("telefoon"), max_length=20, blank=True)
    reach = models.CharField(_("bereikbaar na een ja"), max_length=8, choices=Reach, default=Reach.EMAIL)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("account")
    )
    language = models.CharField(_("taal"), max_length=5, choices=settings.LANGUAGES, default="nl")
    secret_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    expires_at = models.DateTimeField(_("link geldig tot"), null=True, blank=True)
    idempotency_key = models.CharField(max_length=64, unique=True, null=True, blank=True)
    offered_at = models.DateTimeField(_("aangeboden op"))
    confirmed_at = models.DateTimeField(_("bevestigd op"), null=True, blank=True)
    answered_at = models.DateTimeField(_("beantwoord op"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("door")
    )
    reply = models.TextField(_("antwoord"), max_length=REPLY_LENGTH, blank=True)
    shares = models.CharField(_("initiatiefnemer bereikbaar"), max_length=8, choices=Reach, blank=True)
    withdrawn_at = models.DateTimeField(_("ingetrokken op"), null=True, blank=True)

    objects = HelpOfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("aanbod van hulp")
        verbose_name_plural = _("aangeboden hulp")
        ordering = ["-offered_at", "-pk"]
        indexes = [models.Index(fields=["initiative", "state"], name="offer_of_initiative")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[OfferState.UNCONFIRMED, OfferState.WITHDRAWN]) | Q(confirmed_at__isnull=False),
                name="offer_reached_is_confirmed",
                violation_error_message=_("Een aanbod telt pas als het e-mailadres is bevestigd."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ANSWERED) | (~Q(reply="") & Q(answered_at__isnull=False)),
                name="offer_answer_has_words",
                violation_error_message=_("Een antwoord heeft woorden en een moment."),
            ),
            models.CheckConstraint(
                condition=Q(reach=Reach.EMAIL) | ~Q(phone=""),
                name="offer_reach_has_phone",
                violation_error_message=_("Vul een telefoonnummer in, of kies een andere manier."),
            ),
        ]

    class Privacy:
        personal = {
            "name": "who offers",
            "email": "to answer, and to be reached after a yes",
            "phone": "to be reached after a yes",
            "what": "own words",
            "available": "own words",
            "reply": "own words of the initiator",
            "user": "whose account it is",
            "answered_by": "who answered",
            "language": "to be written to in",
        }
        open: set[str] = set()
        retention = ("initiative", UNCONFIRMED)

    def __str__(self) -> str:
        return f"{self.get_gift_display()} ({self.initiative_id})"

    @property
    def case_number(self) -> str:
        """The number of the initiative."""
        return self.initiative.number

    @property
    def noun(self) -> str:
        """What is offered, in a word."""
        return str(Gift(self.gift).noun)

    @property
    def contacts(self) -> list[str]:
        """How the helper let themselves be reached: an address, a number or both. For the initiator after a yes."""
        chosen = Reach(self.reach)
        return [self.email] * chosen.by_email + [self.phone] * chosen.by_phone

    @property
    def initiator_contacts(self) -> list[str]:
        """How whoever said yes let themselves be reached, while they are there and the yes stands. For the helper."""
        if self.state != OfferState.ACCEPTED or not self.shares or self.answered_by is None:
            return []
        if not self.initiative.members.filter(user=self.answered_by, left_at=None).exists():
            return []
        chosen = Reach(self.shares)
        found = [self.answered_by.email] * chosen.by_email + [self.answered_by.phone] * chosen.by_phone
        return [each for each in found if each]
