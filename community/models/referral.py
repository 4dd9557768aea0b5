from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community.enums.hubs import HubAnswer, ReferralOutcome, ReferralState, Speaker
from community.models.hub import Hub
from initiatives.models import Initiative

TEXT_LENGTH = 1500
CONTACT_LENGTH = 200


class ReferralTerm(models.Model):
    """How long a hub gets to answer, from a date on; the latest that has begun counts.

    After `remind_days` working days without an answer the hub is reminded once, after `tell_days` the guide hears it;
    `link_days` is how many days the link to the reply form works.
    """

    remind_days = models.PositiveSmallIntegerField(_("herinneren na, werkdagen"))
    tell_days = models.PositiveSmallIntegerField(_("de gids melden na, werkdagen"))
    link_days = models.PositiveSmallIntegerField(_("link werkt, dagen"))
    valid_from = models.DateField(_("geldig vanaf"), unique=True)

    class Meta:
        verbose_name = _("termijn van een doorverwijzing")
        verbose_name_plural = _("termijnen van doorverwijzingen")
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(remind_days__gte=1, tell_days__gt=F("remind_days")),
                name="referral_term_reminds_before_it_tells",
                violation_error_message=_("Herinner eerst het knooppunt, en meld het daarna aan de gids."),
            ),
            models.CheckConstraint(
                condition=Q(link_days__gte=F("tell_days") * 2, link_days__lte=120),
                name="referral_term_link_outlives_the_telling",
                violation_error_message=_(
                    "De link werkt minstens twee keer zo lang als de werkdagen tot de melding, en hoogstens 120 dagen."
                ),
            ),
        ]

    class Privacy:
        personal: dict[str, str] = {}
        open = {"remind_days", "tell_days", "link_days", "valid_from"}
        retention = "keep"

    def __str__(self) -> str:
        return f"{self.valid_from:%Y-%m-%d}"


class ReferralQuerySet(models.QuerySet["Referral"]):
    """Who may fetch which referrals."""

    def of_initiator(self, user: User) -> "ReferralQuerySet":
        """Referrals of cases on whose initiator's side this person is now."""
        return self.filter(initiative__in=Initiative.objects.of_initiator(user).order_by().values("pk"))

    def outside(self) -> "ReferralQuerySet":
        """Those that reached the hub, with the consent of the initiator's side."""
        return self.filter(sent_at__isnull=False)


class Referral(models.Model):
    """A question of an initiative to a hub, which goes there only after the initiator's side agreed to the very text.

    `reason` is why this hub, for the initiator's side to read; it does not go along. `shared_name`, `shared_email` and
    `shared_phone` are what the initiator let go to the hub. `remind_on` and `tell_on` follow from the term on the day
    of sending. `answered_at` is when the hub first answered. Every write goes through `community.actions`.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="referrals", verbose_name=_("initiatief"))
    hub = models.ForeignKey(Hub, models.PROTECT, related_name="referrals", verbose_name=_("knooppunt"))
    state = models.CharField(_("stand"), max_length=12, choices=ReferralState)
    question = models.TextField(_("vraag aan het knooppunt"), max_length=TEXT_LENGTH)
    reason = models.TextField(_("waarom dit knooppunt"), max_length=TEXT_LENGTH, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="referrals", verbose_name=_("voorgesteld door")
    )
    proposed_at = models.DateTimeField(_("voorgesteld op"))
    consented_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("toestemming van"),
    )
    consented_at = models.DateTimeField(_("toestemming op"), null=True, blank=True)
    shared_name = models.CharField(_("naam voor het knooppunt"), max_length=100, blank=True)
    shared_email = models.EmailField(_("e-mailadres voor het knooppunt"), max_length=254, blank=True)
    shared_phone = models.CharField(_("telefoon voor het knooppunt"), max_length=20, blank=True)
    refusal = models.TextField(_("waarom niet"), max_length=TEXT_LENGTH, blank=True)
    ended_at = models.DateTimeField(_("geweigerd of ingetrokken op"), null=True, blank=True)
    sent_at = models.DateTimeField(_("verstuurd op"), null=True, blank=True)
    remind_on = models.DateField(_("herinneren op"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("herinnerd op"), null=True, blank=True)
    tell_on = models.DateField(_("melden op"), null=True, blank=True)
    told_at = models.DateTimeField(_("gemeld op"), null=True, blank=True)
    answered_at = models.DateTimeField(_("eerste antwoord op"), null=True, blank=True)
    outcome = models.CharField(_("wat ervan kwam"), max_length=10, choices=ReferralOutcome, blank=True)
    outcome_text = models.TextField(_("toelichting"), max_length=TEXT_LENGTH, blank=True)
    outcome_at = models.DateTimeField(_("opgeschreven op"), null=True, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = _("doorverwijzing")
        verbose_name_plural = _("doorverwijzingen")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["hub", "-id"], name="referral_of_hub"),
            models.Index(fields=["state", "remind_on"], name="referral_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "hub"],
                condition=Q(state__in=sorted(ReferralState.open())),
                name="referral_open_once",
                violation_error_message=_("Bij dit knooppunt loopt al een vraag van dit initiatief."),
            ),
            models.CheckConstraint(
                condition=~Q(question=""),
                name="referral_asks_something",
                violation_error_message=_("Schrijf op wat u het knooppunt vraagt."),
            ),
            models.CheckConstraint(
                condition=Q(consented_at__isnull=False, consented_by__isnull=False, sent_at__isnull=False)
                | ~Q(state__in=sorted(ReferralState.outside())),
                name="referral_sent_with_consent",
                violation_error_message=_(
                    "Zonder toestemming van de initiatiefnemer gaat er niets naar een knooppunt."
                ),
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(consented_at__isnull=False),
                name="referral_consent_before_sending",
                violation_error_message=_(
                    "Zonder toestemming van de initiatiefnemer gaat er niets naar een knooppunt."
                ),
            ),
            models.CheckConstraint(
                condition=Q(consented_at__isnull=False) | Q(shared_name="", shared_email="", shared_phone=""),
                name="referral_shares_with_consent",
                violation_error_message=_("Zonder toestemming delen wij geen gegevens."),
            ),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_text="", outcome_at=None)
                | (~Q(outcome="") & Q(outcome_at__isnull=False, sent_at__isnull=False)),
                name="referral_outcome_of_what_was_sent",
                violation_error_message=_("Er is nog niets doorgestuurd waar iets van kan komen."),
            ),
        ]

    class Privacy:
        personal = {
            "question": "may name people",
            "reason": "may name people",
            "proposed_by": "who proposed it",
            "consented_by": "who agreed",
            "shared_name": "what the initiator let the hub know",
            "shared_email": "what the initiator let the hub know",
            "shared_phone": "what the initiator let the hub know",
            "refusal": "own words",
            "outcome_text": "may name people",
        }
        open: set[str] = set()
        retention = "initiative"

    def __str__(self) -> str:
        return f"{self.initiative}: {self.hub}"

    def get_absolute_url(self) -> str:
        """The page of the initiator's side."""
        return reverse("community:referral", args=[self.initiative.number, self.pk])

    @property
    def case_number(self) -> str:
        """The number of the initiative."""
        return self.initiative.number

    @property
    def stage(self) -> ReferralState:
        """The state as its enum, with its colour."""
        return ReferralState(self.state)

    @property
    def is_withdrawable(self) -> bool:
        """True while the hub may still do something with it, or may still get it."""
        return self.state not in {ReferralState.REFUSED, ReferralState.DECLINED, ReferralState.WITHDRAWN}

    @property
    def may_have_come_to_something(self) -> bool:
        """True when what came of it can be written down, and nobody did so yet."""
        return self.state in ReferralState.helped() and not self.outcome


class ReferralLink(models.Model):
    """A link to the reply form, as it was mailed to the hub; the secret in it is kept only as a hash.

    It serves one referral, for a reply, while that one waits for the hub and until `expires_at`. A reminder carries a
    link of its own, because nobody knows the first one any more; the first keeps working.
    """

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="links")
    secret_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField(_("gemaild op"))
    expires_at = models.DateTimeField(_("geldig tot"))

    class Meta:
        verbose_name = _("link naar een antwoordformulier")
        verbose_name_plural = _("links naar antwoordformulieren")
        ordering = ["pk"]

    class Privacy:
        personal: dict[str, str] = {}
        open: set[str] = set()
        retention = "initiative"

    def __str__(self) -> str:
        return f"{self.sent_at:%Y-%m-%d}"


class ReferralWord(models.Model):
    """What was said in a referral after it was sent: each answer of the hub, and what the initiator added to it.

    `contact` is whom at the hub the initiator can turn to. `by` is empty for what came through the reply form.
    """

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="words")
    speaker = models.CharField(_("wie"), max_length=12, choices=Speaker)
    answer = models.CharField(_("antwoord"), max_length=12, choices=HubAnswer, blank=True)
    text = models.TextField(_("toelichting"), max_length=TEXT_LENGTH, blank=True)
    contact = models.CharField(_("contactpersoon"), max_length=CONTACT_LENGTH, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("door")
    )
    said_at = models.DateTimeField(_("gezegd op"))

    class Meta:
        verbose_name = _("woord in een doorverwijzing")
        verbose_name_plural = _("woorden in doorverwijzingen")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(speaker=Speaker.INITIATOR, answer="", by__isnull=False) & ~Q(text="")
                | Q(speaker=Speaker.HUB, by=None) & ~Q(answer="")
                | Q(speaker=Speaker.MUNICIPALITY, by__isnull=False) & ~Q(answer=""),
                name="referral_word_of_one_side",
                violation_error_message=_(
                    "Een knooppunt kiest een antwoord, een initiatiefnemer schrijft een bericht."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(answer__in=[HubAnswer.QUESTIONED, HubAnswer.DECLINED]) | ~Q(text=""),
                name="referral_word_explains_itself",
                violation_error_message=_("Schrijf op wat u wilt weten, of waarom u niet kunt helpen."),
            ),
        ]

    class Privacy:
        personal = {"text": "own words", "contact": "somebody at the hub", "by": "who said or noted it"}
        open: set[str] = set()
        retention = "initiative"

    def __str__(self) -> str:
        return f"{self.get_speaker_display()} {self.said_at:%Y-%m-%d}"
