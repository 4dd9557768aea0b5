from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from initiatives.models.initiative import Initiative


class ProspectCriterion(models.Model):
    """A criterion by which the gidsteam judges whether an initiative is "kansrijk" (promising)."""

    name = models.CharField(_("criterium"), max_length=120, unique=True)
    explanation = models.CharField(_("uitleg"), max_length=300, blank=True)
    active = models.BooleanField(_("in gebruik"), default=True)

    class Meta:
        verbose_name = _("criterium voor kansrijk")
        verbose_name_plural = _("criteria voor kansrijk")
        ordering = ["pk"]

    class Privacy:
        personal: dict[str, str] = {}
        open = {"name", "explanation"}
        retention = "keep"

    def __str__(self) -> str:
        return self.name


class ProspectJudgement(models.Model):
    """Whether the gidsteam thinks an initiative is promising, by which criteria, and who decided that."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="prospect_judgements")
    promising = models.BooleanField(_("kansrijk"))
    criteria = models.ManyToManyField(ProspectCriterion, related_name="+", verbose_name=_("voldoet aan"), blank=True)
    reason = models.TextField(_("waarom"), max_length=1000)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("besloten door")
    )
    decided_on = models.DateField(_("besloten op"))

    class Meta:
        verbose_name = _("oordeel kansrijk")
        verbose_name_plural = _("oordelen kansrijk")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="prospect_has_reason", violation_error_message=_("Zeg waarom.")
            )
        ]

    class Privacy:
        personal = {"decided_by": "civil servant who decided", "reason": "internal judgement"}
        open: set[str] = set()
        retention = "initiative"

    def __str__(self) -> str:
        return str(_("kansrijk") if self.promising else _("niet kansrijk"))
