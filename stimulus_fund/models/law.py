from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stimulus_fund.law import Measure, Number, Rule


class LegalNumber(models.Model):
    """A number of the law from a day on, beside those the portal came with; the latest that has begun holds.

    `moves` says that the Algemene termijnenwet holds for its end.
    """

    rule = models.CharField(_("waarover"), max_length=24, choices=Rule)
    valid_from = models.DateField(_("geldt vanaf"))
    amount = models.PositiveIntegerField(_("aantal"))
    measure = models.CharField(_("eenheid"), max_length=8, choices=Measure)
    article = models.CharField(_("artikel of besluit"), max_length=160)
    moves = models.BooleanField(_("volgt de Algemene termijnenwet"), default=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("ingevoerd door")
    )
    written_at = models.DateTimeField(_("ingevoerd op"))

    class Meta:
        verbose_name = _("getal uit de wet")
        verbose_name_plural = _("getallen uit de wet")
        ordering = ["rule", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "valid_from"],
                name="legal_number_one_per_day",
                violation_error_message=_("Vanaf deze dag geldt al een ander getal."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="legal_number_is_positive",
                violation_error_message=_("Vul een getal in dat meer is dan nul."),
            ),
        ]

    class Privacy:
        personal = {"written_by": "who"}
        open = {"rule", "valid_from", "amount", "measure", "article"}
        retention = "keep"

    def __str__(self) -> str:
        return f"{self.get_rule_display()} ({self.valid_from:%Y-%m-%d})"

    @property
    def number(self) -> Number:
        """As the law reads it."""
        return Number(self.rule, self.valid_from, self.amount, self.measure, self.article, self.moves)


class Outage(models.Model):
    """A stretch in which people could not send us something through the portal (Wmebv); open until it ended."""

    began_at = models.DateTimeField(_("begon op"))
    ended_at = models.DateTimeField(_("voorbij op"), null=True, blank=True)
    what = models.CharField(_("wat er niet werkte"), max_length=300)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("gemeld door")
    )
    reported_at = models.DateTimeField(_("gemeld op"))

    class Meta:
        verbose_name = _("storing")
        verbose_name_plural = _("storingen")
        ordering = ["-began_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")),
                name="outage_ends_after_it_began",
                violation_error_message=_("Een storing eindigt na het begin."),
            )
        ]

    class Privacy:
        personal = {"reported_by": "who"}
        open = {"began_at", "ended_at", "what"}
        retention = "keep"

    def __str__(self) -> str:
        return self.what
