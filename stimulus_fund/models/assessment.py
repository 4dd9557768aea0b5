from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stimulus_fund.enums import Advice
from stimulus_fund.models.application import ANSWER_LENGTH, Application
from stimulus_fund.models.scheme import Criterion

LEAST_POINTS, MOST_POINTS = 1, 5


class Interest(models.Model):
    """That a colleague has an interest in an application, and so does nothing with it (Awb 2:4)."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="interests", verbose_name=_("aanvraag"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="interests", verbose_name=_("wie")
    )
    reason = models.CharField(_("welk belang"), max_length=300, blank=True)
    declared_at = models.DateTimeField(_("gemeld op"))

    class Meta:
        verbose_name = _("gemeld belang")
        verbose_name_plural = _("gemelde belangen")
        ordering = ["application", "pk"]
        constraints = [models.UniqueConstraint(fields=["application", "person"], name="interest_once_per_person")]

    class Privacy:
        personal = {"person": "who", "reason": "own words"}
        open: set[str] = set()
        retention = "application"

    def __str__(self) -> str:
        return str(self.person)


class Assessment(models.Model):
    """What one assessor advises on an application. Nobody else reads it before it is handed in; then it stays.

    `advised_cents` is in euro cents; None with an advice to reject.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="assessments", verbose_name=_("aanvraag"))
    assessor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="assessments", verbose_name=_("beoordelaar")
    )
    advice = models.CharField(_("advies"), max_length=8, choices=Advice, blank=True)
    advised_cents = models.PositiveBigIntegerField(_("geadviseerd bedrag"), null=True, blank=True)
    summary = models.TextField(_("toelichting op het advies"), max_length=ANSWER_LENGTH, blank=True)
    changed_at = models.DateTimeField(_("bewaard op"))
    handed_in_at = models.DateTimeField(_("ingeleverd op"), null=True, blank=True)
    wiped_at = models.DateTimeField(_("teksten vernietigd op"), null=True, blank=True)

    class Meta:
        verbose_name = _("beoordeling")
        verbose_name_plural = _("beoordelingen")
        ordering = ["application", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "assessor"],
                name="assessment_once_per_assessor",
                violation_error_message=_("U beoordeelt deze aanvraag al."),
            ),
            models.CheckConstraint(
                condition=Q(handed_in_at=None) | Q(wiped_at__isnull=False) | (~Q(advice="") & ~Q(summary="")),
                name="assessment_handed_in_is_whole",
                violation_error_message=_("Kies een advies en licht het toe."),
            ),
            models.CheckConstraint(
                condition=~Q(advice=Advice.REJECT) | Q(advised_cents=None),
                name="assessment_rejecting_has_no_amount",
                violation_error_message=_("Bij een advies om af te wijzen hoort geen bedrag."),
            ),
        ]

    class Privacy:
        personal = {"assessor": "who", "summary": "own words"}
        open: set[str] = set()
        retention = "application"

    def __str__(self) -> str:
        return f"{self.application.number}: {self.assessor}"

    @property
    def is_handed_in(self) -> bool:
        """True once it is an advice that others read."""
        return self.handed_in_at is not None


class Score(models.Model):
    """What an assessor gives an application on one criterion, from 1 to 5, and why."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+", verbose_name=_("criterium"))
    points = models.PositiveSmallIntegerField(
        _("punten"),
        null=True,
        blank=True,
        validators=[MinValueValidator(LEAST_POINTS), MaxValueValidator(MOST_POINTS)],
    )
    reason = models.TextField(_("waarom"), max_length=ANSWER_LENGTH, blank=True)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["assessment", "criterion"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "criterion"], name="score_once_per_criterion"),
            models.CheckConstraint(
                condition=Q(points=None) | Q(points__range=(LEAST_POINTS, MOST_POINTS)),
                name="score_from_one_to_five",
                violation_error_message=_("Geef 1 tot en met 5 punten."),
            ),
        ]

    class Privacy:
        personal = {"reason": "own words"}
        open: set[str] = set()
        retention = "application"

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points or '-'}"
