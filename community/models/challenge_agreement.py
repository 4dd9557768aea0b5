from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from community.enums.challenge import Onward
from community.models.challenge import ANSWER_LENGTH, RETENTION, Challenge
from initiatives.enums import Outcome, Side


class ChallengeAgreement(models.Model):
    """What both sides do for a challenge that was answered with yes: proposed by the municipality, agreed by the other.

    `cents` is the money for the whole period, in euro cents. From `agreed_at` on, money and days never change.
    """

    challenge = models.OneToOneField(Challenge, models.PROTECT, related_name="agreement")
    initiator_does = models.TextField(_("wat de initiatiefnemers doen"), max_length=ANSWER_LENGTH)
    municipality_does = models.TextField(_("wat de gemeente doet"), max_length=ANSWER_LENGTH)
    cents = models.PositiveBigIntegerField(_("bedrag voor de hele periode"))
    starts_on = models.DateField(_("begint op"))
    ends_on = models.DateField(_("eindigt op"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("voorgesteld door")
    )
    proposed_at = models.DateTimeField(_("voorgesteld op"))
    remark = models.TextField(_("wat er anders moet"), max_length=ANSWER_LENGTH, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("akkoord van")
    )
    agreed_at = models.DateTimeField(_("akkoord op"), null=True, blank=True)
    ended_on = models.DateField(_("eerder gestopt op"), null=True, blank=True)
    ended_reason = models.TextField(_("waarom eerder gestopt"), max_length=ANSWER_LENGTH, blank=True)
    end_reminded_on = models.DateField(_("aan het einde herinnerd op"), null=True, blank=True)

    class Meta:
        verbose_name = _("afspraak over een uitdaging")
        verbose_name_plural = _("afspraken over uitdagingen")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="challenge_agreement_ends_later",
                violation_error_message=_("De afspraak eindigt later dan zij begint."),
            ),
            models.CheckConstraint(
                condition=Q(agreed_at=None, agreed_by=None) | Q(agreed_at__isnull=False, agreed_by__isnull=False),
                name="challenge_agreement_agreed_by_somebody",
                violation_error_message=_("Bij een akkoord hoort wie het gaf."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | ~Q(ended_reason=""),
                name="challenge_agreement_ended_with_reason",
                violation_error_message=_("Zeg waarom de afspraak eerder stopt."),
            ),
        ]

    class Privacy:
        personal = {
            **dict.fromkeys(("remark", "ended_reason"), "own words"),
            **dict.fromkeys(("proposed_by", "agreed_by"), "who"),
        }
        open = {"initiator_does", "municipality_does", "cents", "starts_on", "ends_on", "agreed_at", "ended_on"}
        retention = RETENTION

    def __str__(self) -> str:
        return f"{self.starts_on:%Y-%m-%d} – {self.ends_on:%Y-%m-%d}"


class ChallengeReview(models.Model):
    """A day on which both sides look how it goes, and the sentence each of them wrote."""

    agreement = models.ForeignKey(ChallengeAgreement, models.CASCADE, related_name="reviews")
    due_on = models.DateField(_("terugkijken op"))
    reminded_on = models.DateField(_("herinnerd op"), null=True, blank=True)
    initiator_words = models.CharField(_("initiatiefnemers"), max_length=300, blank=True)
    initiator_at = models.DateTimeField(_("geschreven op"), null=True, blank=True)
    municipality_words = models.CharField(_("gemeente"), max_length=300, blank=True)
    municipality_at = models.DateTimeField(_("geschreven op"), null=True, blank=True)

    class Meta:
        verbose_name = _("terugkijkmoment")
        verbose_name_plural = _("terugkijkmomenten")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "due_on"],
                name="challenge_review_once_a_day",
                violation_error_message=_("Er is al een terugkijkmoment op deze dag."),
            )
        ]

    class Privacy:
        personal: dict[str, str] = {}
        open = {"due_on", "initiator_words", "municipality_words"}
        retention = RETENTION

    def __str__(self) -> str:
        return f"{self.due_on:%Y-%m-%d}"

    @property
    def is_done(self) -> bool:
        """True when both sides wrote their sentence."""
        return bool(self.initiator_at and self.municipality_at)

    def words_of(self, side: str) -> str:
        """What one side wrote."""
        return self.initiator_words if side == Side.INITIATOR else self.municipality_words


class ChallengeEvaluation(models.Model):
    """How one side looks back on a challenge; nobody reads it before the other side wrote theirs, or time is over.

    `outcome` is how the initiative fares now, from the municipality alone: it goes to the initiative's own page.
    """

    challenge = models.ForeignKey(Challenge, models.PROTECT, related_name="evaluations")
    side = models.CharField(_("kant"), max_length=12, choices=Side)
    brought = models.TextField(_("wat het bracht"), max_length=ANSWER_LENGTH)
    otherwise = models.TextField(_("wat anders ging"), max_length=ANSWER_LENGTH)
    learnt = models.TextField(_("wat anderen ervan leren"), max_length=ANSWER_LENGTH)
    onward = models.CharField(_("hoe nu verder"), max_length=10, choices=Onward)
    outcome = models.CharField(_("hoe het initiatief ervoor staat"), max_length=20, choices=Outcome, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("geschreven door")
    )
    written_at = models.DateTimeField(_("geschreven op"))

    class Meta:
        verbose_name = _("evaluatie van een uitdaging")
        verbose_name_plural = _("evaluaties van uitdagingen")
        ordering = ["side"]
        constraints = [
            models.UniqueConstraint(
                fields=["challenge", "side"],
                name="challenge_evaluated_once_a_side",
                violation_error_message=_("Deze evaluatie is al geschreven."),
            ),
            models.CheckConstraint(
                condition=Q(side=Side.INITIATOR, outcome="") | (Q(side=Side.MUNICIPALITY) & ~Q(outcome="")),
                name="challenge_evaluation_outcome",
                violation_error_message=_("Zeg hoe het initiatief ervoor staat."),
            ),
        ]

    class Privacy:
        personal = {"written_by": "who"}
        open = {"side", "brought", "otherwise", "learnt", "onward"}
        retention = RETENTION

    def __str__(self) -> str:
        return self.get_side_display()
