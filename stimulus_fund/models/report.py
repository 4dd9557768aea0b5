from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stimulus_fund.enums import Answer
from stimulus_fund.models.application import ANSWER_LENGTH, Application, BudgetLine


class Report(models.Model):
    """What became of a grant, told by who received it (Awb 4:45); a draft until it is sent.

    `spent_cents` is what everything cost in the end, in euro cents. `remark` is what the municipality still missed;
    the report then opens again.
    """

    application = models.OneToOneField(Application, models.PROTECT, related_name="report", verbose_name=_("aanvraag"))
    done = models.TextField(_("wat u heeft gedaan"), max_length=ANSWER_LENGTH, blank=True)
    result = models.TextField(_("wat er nu anders is"), max_length=ANSWER_LENGTH, blank=True)
    differently = models.TextField(_("wat anders ging dan gepland"), max_length=ANSWER_LENGTH, blank=True)
    learnt = models.TextField(_("wat u heeft geleerd"), max_length=ANSWER_LENGTH, blank=True)
    spent_cents = models.PositiveBigIntegerField(_("wat het heeft gekost"), null=True, blank=True)
    changed_at = models.DateTimeField(_("bewaard op"))
    remark = models.TextField(_("wat er nog ontbreekt"), max_length=ANSWER_LENGTH, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("verstuurd door"),
    )
    sent_at = models.DateTimeField(_("verstuurd op"), null=True, blank=True)

    class Meta:
        verbose_name = _("verslag")
        verbose_name_plural = _("verslagen")
        ordering = ["-pk"]

    class Privacy:
        personal = {
            **dict.fromkeys(("done", "result", "differently", "learnt", "remark"), "own words"),
            "sent_by": "who sent it",
        }
        open: set[str] = set()
        retention = "application"

    def __str__(self) -> str:
        return f"{self.application.number}"

    @property
    def is_sent(self) -> bool:
        """True while it is with the municipality."""
        return self.sent_at is not None


class Spending(models.Model):
    """What one line of the budget cost in the end, in euro cents."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="spendings")
    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="spendings", verbose_name=_("begrotingsregel"))
    cents = models.PositiveBigIntegerField(_("bedrag"))

    class Meta:
        verbose_name = _("uitgave")
        verbose_name_plural = _("uitgaven")
        ordering = ["report", "line"]
        constraints = [models.UniqueConstraint(fields=["report", "line"], name="spending_once_per_line")]

    class Privacy:
        personal: dict[str, str] = {}
        open: set[str] = set()
        retention = "application"

    def __str__(self) -> str:
        return str(self.line)


class Change(models.Model):
    """That a plan with a grant changes, as the applicant tells it, and what the municipality answers.

    `ends_on` is the new last day of the activities, if that changes.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="changes", verbose_name=_("aanvraag"))
    text = models.TextField(_("wat er verandert"), max_length=ANSWER_LENGTH)
    ends_on = models.DateField(_("nieuwe laatste dag"), null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("gevraagd door")
    )
    asked_at = models.DateTimeField(_("gevraagd op"))
    answer = models.CharField(_("antwoord"), max_length=8, choices=Answer, blank=True)
    reason = models.TextField(_("waarom"), max_length=ANSWER_LENGTH, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("beantwoord door"),
    )
    answered_at = models.DateTimeField(_("beantwoord op"), null=True, blank=True)

    class Meta:
        verbose_name = _("wijziging van een plan")
        verbose_name_plural = _("wijzigingen van plannen")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(answer=""),
                name="change_one_waits",
                violation_error_message=_("Er wacht al een wijziging op antwoord."),
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="change_answered_has_moment",
                violation_error_message=_("Een antwoord heeft een moment."),
            ),
        ]

    class Privacy:
        personal = {
            **dict.fromkeys(("text", "reason"), "own words"),
            **dict.fromkeys(("asked_by", "answered_by"), "who"),
        }
        open: set[str] = set()
        retention = "application"

    def __str__(self) -> str:
        return f"{self.application.number}"
