from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stimulus_fund.models.application import LINE_LENGTH, Application
from stimulus_fund.models.decision import Decision


class PaymentFile(models.Model):
    """Payments that went to the financial system together, made once and to be downloaded as often as needed."""

    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("gemaakt door")
    )
    made_at = models.DateTimeField(_("gemaakt op"))

    class Meta:
        verbose_name = _("betaalbestand")
        verbose_name_plural = _("betaalbestanden")
        ordering = ["-pk"]

    class Privacy:
        personal = {"made_by": "who"}
        open: set[str] = set()
        retention = "keep"

    def __str__(self) -> str:
        return f"{self.pk}"


class Payment(models.Model):
    """Money to be paid because of a decision, in euro cents, until a last day (Awb 4:87).

    `file` is the file it went to the financial system in; `paid_on` what that system answered. `failure` is why an
    earlier attempt came back: such a payment waits for a next file.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="payments", verbose_name=_("aanvraag"))
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="payments", verbose_name=_("besluit"))
    cents = models.PositiveBigIntegerField(_("bedrag"))
    due_on = models.DateField(_("betalen uiterlijk op"))
    file = models.ForeignKey(
        PaymentFile, models.PROTECT, related_name="payments", null=True, blank=True, verbose_name=_("betaalbestand")
    )
    paid_on = models.DateField(_("betaald op"), null=True, blank=True)
    failure = models.CharField(_("waarom het terugkwam"), max_length=LINE_LENGTH, blank=True)

    class Meta:
        verbose_name = _("betaling")
        verbose_name_plural = _("betalingen")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["due_on", "id"], name="payment_to_send", condition=Q(file=None, paid_on=None))]
        constraints = [
            models.UniqueConstraint(fields=["decision"], name="payment_once_per_decision"),
            models.CheckConstraint(
                condition=Q(cents__gt=0),
                name="payment_is_positive",
                violation_error_message=_("Een betaling is meer dan nul euro."),
            ),
            models.CheckConstraint(
                condition=Q(paid_on=None) | Q(file__isnull=False),
                name="payment_paid_was_sent",
                violation_error_message=_("Alleen wat in een betaalbestand ging, kan betaald zijn."),
            ),
        ]

    class Privacy:
        personal = {"failure": "own words"}
        open: set[str] = set()
        retention = "application"

    def __str__(self) -> str:
        return f"{self.application.number}"


class Reclaim(models.Model):
    """Money the applicant has to pay back because of a decision, in euro cents, until a last day (Awb 4:57, 4:87)."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="reclaims", verbose_name=_("aanvraag"))
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="reclaims", verbose_name=_("besluit"))
    cents = models.PositiveBigIntegerField(_("bedrag"))
    due_on = models.DateField(_("terugbetalen uiterlijk op"))
    received_on = models.DateField(_("ontvangen op"), null=True, blank=True)

    class Meta:
        verbose_name = _("terugvordering")
        verbose_name_plural = _("terugvorderingen")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision"], name="reclaim_once_per_decision"),
            models.CheckConstraint(
                condition=Q(cents__gt=0),
                name="reclaim_is_positive",
                violation_error_message=_("Een terugvordering is meer dan nul euro."),
            ),
        ]

    class Privacy:
        personal: dict[str, str] = {}
        open: set[str] = set()
        retention = "application"

    def __str__(self) -> str:
        return f"{self.application.number}"
